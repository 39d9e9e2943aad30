import { perRegions, proportion, reported, theme } from './indicator.ts';

export const rating = theme('rating', '平安达标与星级', 'Ratings', {
  standardRate: proportion(
    ['平安达标率', 'Units meeting the safe standard'],
    ['考评年度内达标单位 ÷ 参评单位（按单位类型）', 'units passed / units assessed in the year, by kind of unit'],
    'ratings.passed',
    'ratings.assessed',
    {
      unit: 'percent',
      decimals: 1,
      direction: 'higher',
      note: {
        zh: '按县、乡、村、单位分级印发的达标率是它的分项，不是总值。',
        en: 'Rates printed for counties, townships, villages or institutions are parts of it by kind, not the whole.',
      },
    },
  ),
  starredShare: perRegions(
    ['星级平安村占比', 'Star-rated share'],
    [
      '考评年度内三星及以上的村（社区） ÷ 辖区村（社区）总数',
      'villages with three stars or more / villages of the tree',
    ],
    'ratings.starred_villages',
    'village',
    { unit: 'percent', decimals: 1, direction: 'higher' },
  ),
  safeFamilyShare: reported(
    'proportion',
    ['平安家庭占比', 'Safe-family share'],
    ['平安家庭户数 ÷ 总户数', 'households named / households, at the date'],
    { unit: 'percent', decimals: 1, direction: 'higher', aliases: ['平安家庭占全市户数比重'] },
  ),
});
