import { count, day, flag, region, required, text } from './columns.ts';
import { dataset } from './dataset.ts';

/** What was entered for or against a unit: accidents, vetoes, commendations. */
export const assessmentEvents = dataset({
  code: 'assessment_events',
  label: { zh: '考评事项', en: 'Assessment events' },
  columns: {
    serial: text('事项编号', 'Serial number', { required: true, aliases: ['编号'] }),
    scheme: text('考评方案', 'Scheme', { required: true, aliases: ['方案', '方案名称'] }),
    item: text('考评项目', 'Item', { required: true, aliases: ['项目', '项目名称'] }),
    region: region('所属地区', 'Region', required),
    happenedOn: day('发生日期', 'Happened on', { required: true, aliases: ['日期', '认定日期'] }),
    size: count('数量', 'Size', { aliases: ['死亡人数', '人数'] }),
    protectedPeriod: flag('是否重点时段', 'In a protected period', { aliases: ['重点时段', '敏感节点'] }),
    note: text('说明', 'Note', { aliases: ['事项说明', '备注'] }),
  },
  key: ['serial'],
  covers: 'happenedOn',
  measures: {
    events: { kind: 'flow', label: { zh: '考评事项', en: 'Events' }, on: ['happenedOn'] },
  },
  rules: [],
  assessment: 'events',
});
