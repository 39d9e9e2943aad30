import { choice, count, day, flag, identifier, region, required, text } from './columns.ts';
import { dataset } from './dataset.ts';

const inForce = { kind: 'stock', from: 'validFrom', until: 'validTo', by: ['kind'] } as const;

export const grids = dataset({
  code: 'grids',
  label: { zh: '网格', en: 'Grids' },
  columns: {
    code: identifier('网格编码', 'Grid code', { required: true, aliases: ['网格代码', '网格编号'] }),
    name: text('网格名称', 'Name', required),
    village: region('所属村（社区）', 'Village', { required: true, aliases: ['所属村社区', '所属社区', '所属村'] }),
    kind: choice('网格类型', 'Kind', {
      general: ['综合网格', 'general grid', '综合', '基础网格', '普通网格'],
      exclusive: ['专属网格', 'exclusive grid', '专属'],
    }),
    households: count('户数', 'Households'),
    population: count('人口数', 'Population', { aliases: ['人口'] }),
    staff: count('网格员人数', 'Staff', { aliases: ['网格员数'] }),
    fullTimeStaff: count('专职网格员人数', 'Full-time staff', { aliases: ['专职网格员数'] }),
    standardMet: flag('是否达标', 'Meets the standard'),
    validFrom: day('启用日期', 'Valid from', { aliases: ['设立日期'] }),
    validTo: day('停用日期', 'Valid to', { aliases: ['撤销日期'] }),
  },
  key: ['code'],
  covers: 'validFrom',
  measures: {
    grids: { ...inForce, label: { zh: '网格', en: 'Grids' } },
    staff: { ...inForce, label: { zh: '网格员', en: 'Staff' }, sum: 'staff' },
    fullTimeStaff: { ...inForce, label: { zh: '专职网格员', en: 'Full-time staff' }, sum: 'fullTimeStaff' },
    households: { ...inForce, label: { zh: '户数', en: 'Households' }, sum: 'households' },
    assessed: {
      ...inForce,
      label: { zh: '参评网格', en: 'Assessed grids' },
      where: { standardMet: { known: true } },
    },
    standardMet: { ...inForce, label: { zh: '达标网格', en: 'Grids up to standard' }, where: { standardMet: true } },
  },
  rules: [
    { kind: 'order', columns: ['validFrom', 'validTo'] },
    { kind: 'atMost', small: 'fullTimeStaff', large: 'staff', severity: 'error' },
  ],
});
