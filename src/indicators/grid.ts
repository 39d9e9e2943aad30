import { mean, proportion, reported, stock, theme } from './indicator.ts';

export const grid = theme('grid', '网格', 'Grids', {
  grids: stock(['网格数', 'Grids'], ['期末有效网格', 'grids in force on the last day'], 'grids.grids', {
    direction: 'none',
    aliases: ['单元网格数'],
  }),
  staff: stock(
    ['网格员数', 'Grid staff'],
    ['期末有效网格的网格员人数之和', 'staff of the grids in force on the last day'],
    'grids.staff',
    {
      unit: 'person',
      direction: 'higher',
      aliases: ['网格员人数'],
      note: {
        zh: '含兼职；专职网格员人数是其中一部分。',
        en: 'Part-time staff included; full-time staff are a part of it.',
      },
    },
  ),
  fullTimeStaff: stock(
    ['专职网格员人数', 'Full-time grid staff'],
    ['期末有效网格的专职网格员人数之和', 'full-time staff of the grids in force on the last day'],
    'grids.full_time_staff',
    { unit: 'person', direction: 'higher', aliases: ['专职网格员数'] },
  ),
  fullTimeShare: proportion(
    ['专职网格员占比', 'Full-time share of grid staff'],
    ['专职网格员人数 ÷ 网格员人数（期末）', 'full-time staff / all staff, on the last day'],
    'grids.full_time_staff',
    'grids.staff',
    { unit: 'percent', decimals: 1, direction: 'higher' },
  ),
  staffPerGrid: mean(
    ['每网格网格员数', 'Staff per grid'],
    ['网格员人数 ÷ 网格数（期末）', 'grid staff / grids, on the last day'],
    'grids.staff',
    'grids.grids',
    { unit: 'ratio', decimals: 2, direction: 'higher' },
  ),
  personVisits: reported(
    'count',
    ['走访重点人员人次', 'Visits to key persons'],
    ['期内走访人次之和', 'visits in the period, person-times'],
    { unit: 'person_time' },
  ),
  premisesVisits: reported(
    'count',
    ['走访重点场所家次', 'Visits to key premises'],
    ['期内走访家次之和', 'visits to premises in the period'],
    { unit: 'visit' },
  ),
  standardRate: proportion(
    ['网格建设达标率', 'Grids meeting the standard'],
    ['达标网格数 ÷ 参评网格数（期末）', 'grids passed / grids assessed, on the last day'],
    'grids.standard_met',
    'grids.assessed',
    { unit: 'percent', decimals: 1, direction: 'higher', aliases: ['全科网格建设达标率'] },
  ),
  centreCoverage: reported(
    'ratio',
    ['综治中心覆盖率', 'Governance-centre coverage'],
    ['设有综治中心的单位 ÷ 同级单位总数（按级）', 'units with a centre / units of that level, at the date'],
    {
      unit: 'percent',
      decimals: 1,
      direction: 'higher',
      note: {
        zh: '合并前设立的中心仍在统计时可超过100%。',
        en: 'Passes 100 % where centres of merged units are still counted.',
      },
    },
  ),
});
