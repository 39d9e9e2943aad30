import { count, perRegions, proportion, reported, theme } from './indicator.ts';

type Names = readonly [zh: string, en: string];

const standardRate = (names: Names, kind: 'county' | 'township' | 'village' | 'institution') =>
  proportion(
    names,
    ['考评年度内该类达标单位 ÷ 该类参评单位', 'units of the kind passed / units of the kind assessed, in the year'],
    { measure: 'ratings.passed', member: `unit_kind:${kind}` },
    { measure: 'ratings.assessed', member: `unit_kind:${kind}` },
    { unit: 'percent', decimals: 1, direction: 'higher' },
  );

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
  countyStandardRate: standardRate(['县（市、区）平安达标率', 'Counties meeting the safe standard'], 'county'),
  townshipStandardRate: standardRate(['乡镇（街道）平安达标率', 'Townships meeting the safe standard'], 'township'),
  villageStandardRate: standardRate(['村（社区）平安达标率', 'Villages meeting the safe standard'], 'village'),
  institutionStandardRate: standardRate(
    ['机关企事业单位平安达标率', 'Institutions meeting the safe standard'],
    'institution',
  ),
  starredVillages: count(
    ['星级平安村（社区）数', 'Star-rated villages'],
    ['考评年度内三星及以上的村（社区）', 'villages with three stars or more in the year assessed'],
    'ratings.starred_villages',
    { direction: 'higher', aliases: ['获评平安村（社区）数', '获评平安村（社区）数（复述）'] },
  ),
  starredEnterprises: count(
    ['星级平安企业数', 'Star-rated enterprises'],
    ['考评年度内三星及以上的企业', 'enterprises with three stars or more in the year assessed'],
    { measure: 'ratings.starred', member: 'unit_kind:enterprise' },
    { direction: 'higher', aliases: ['获评平安企业（社会组织）数'] },
  ),
  fiveStarEstateShare: proportion(
    ['五星平安小区占比', 'Share of five-star estates'],
    ['考评年度内五星小区 ÷ 参评小区', 'estates with five stars / estates rated in the year'],
    { measure: 'ratings.five_stars', member: 'unit_kind:estate' },
    { measure: 'ratings.rated', member: 'unit_kind:estate' },
    { unit: 'percent', decimals: 1, direction: 'higher' },
  ),
  safeFamilies: reported(
    'stock',
    ['平安家庭户数', 'Safe families'],
    ['期末平安家庭户数', 'households named, at the date'],
    {
      unit: 'household',
      direction: 'higher',
      aliases: ['平安家庭建设户数'],
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
