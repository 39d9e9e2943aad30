import { count, identifier, region, required, time } from './columns.ts';
import { dataset } from './dataset.ts';

const begun = { kind: 'flow', on: ['startedAt'] } as const;

export const patrols = dataset({
  code: 'patrols',
  label: { zh: '巡防记录', en: 'Patrols' },
  columns: {
    serial: identifier('巡防编号', 'Serial number', required),
    team: identifier('队伍编号', 'Team code', required),
    region: region('所属地区', 'Region', required),
    startedAt: time('开始时间', 'Started at', required),
    endedAt: time('结束时间', 'Ended at', required),
    members: count('出动人数', 'Members', { required: true, aliases: ['警力', '出动警力'] }),
    vehicles: count('车辆数', 'Vehicles', { aliases: ['出动车辆'] }),
    rescues: count('协助事故救援', 'Rescues assisted'),
    fires: count('扑灭火情', 'Fires put out'),
    disputes: count('调解纠纷', 'Disputes settled'),
    suspects: count('抓获人数', 'Suspects caught'),
    clues: count('提供线索', 'Clues given'),
    assistedCases: count('协助破案', 'Cases assisted'),
    premises: count('检查场所数', 'Premises checked'),
    hazards: count('发现隐患', 'Hazards found'),
  },
  key: ['serial'],
  covers: 'startedAt',
  measures: {
    shifts: { ...begun, label: { zh: '巡防班次', en: 'Shifts' } },
    personHours: {
      ...begun,
      label: { zh: '巡防人时', en: 'Person-hours' },
      sum: { between: ['startedAt', 'endedAt'], in: 'hour', times: 'members' },
    },
    events: {
      ...begun,
      sensitive: true,
      label: { zh: '协助事件', en: 'Events assisted' },
      sum: ['rescues', 'fires', 'disputes', 'suspects', 'clues', 'assistedCases'],
    },
    rescues: { ...begun, sensitive: true, label: { zh: '协助事故救援', en: 'Rescues assisted' }, sum: 'rescues' },
    fires: { ...begun, label: { zh: '扑灭火情', en: 'Fires put out' }, sum: 'fires' },
    disputes: { ...begun, sensitive: true, label: { zh: '调解纠纷', en: 'Disputes settled' }, sum: 'disputes' },
    suspects: { ...begun, sensitive: true, label: { zh: '抓获人数', en: 'Suspects caught' }, sum: 'suspects' },
    clues: { ...begun, label: { zh: '提供线索', en: 'Clues given' }, sum: 'clues' },
    assistedCases: { ...begun, sensitive: true, label: { zh: '协助破案', en: 'Cases assisted' }, sum: 'assistedCases' },
    premises: { ...begun, label: { zh: '检查场所', en: 'Premises checked' }, sum: 'premises' },
    hazards: { ...begun, label: { zh: '发现隐患', en: 'Hazards found' }, sum: 'hazards' },
  },
  rules: [{ kind: 'order', columns: ['startedAt', 'endedAt'] }],
});
