import { count, day, identifier, region, required, text } from './columns.ts';
import { dataset } from './dataset.ts';

const inspected = { kind: 'flow', on: ['inspectedOn'] } as const;

export const inspections = dataset({
  code: 'inspections',
  label: { zh: '检查', en: 'Inspections' },
  columns: {
    serial: identifier('检查编号', 'Serial number', required),
    campaign: text('专项行动', 'Campaign'),
    kind: text('检查领域', 'Field'),
    region: region('所属地区', 'Region', required),
    inspectedOn: day('检查日期', 'Inspected on', { required: true, aliases: ['检查时间', 'on'] }),
    personTimes: count('出动人次', 'Person-times'),
    premises: count('检查单位数', 'Premises inspected', { aliases: ['检查场所数'] }),
    hazards: count('发现隐患数', 'Hazards found', { aliases: ['发现隐患'] }),
    rectified: count('已整改数', 'Hazards rectified', { aliases: ['已整改隐患数', '已整改'] }),
    penalties: count('立案查处数', 'Penalties'),
  },
  key: ['serial'],
  covers: 'inspectedOn',
  measures: {
    inspections: { ...inspected, label: { zh: '检查次数', en: 'Inspections' } },
    personTimes: { ...inspected, label: { zh: '出动人次', en: 'Person-times' }, sum: 'personTimes' },
    premises: { ...inspected, label: { zh: '检查单位', en: 'Premises inspected' }, sum: 'premises' },
    hazards: { ...inspected, label: { zh: '发现隐患', en: 'Hazards found' }, sum: 'hazards' },
    rectified: { ...inspected, label: { zh: '已整改隐患', en: 'Hazards rectified' }, sum: 'rectified' },
    penalties: { ...inspected, label: { zh: '立案查处', en: 'Penalties' }, sum: 'penalties' },
  },
  rules: [{ kind: 'atMost', small: 'rectified', large: 'hazards', severity: 'warning' }],
});
