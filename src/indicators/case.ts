import { count, perPopulation, proportion, ratio, theme } from './indicator.ts';

const filed = { unit: 'count', direction: 'lower' } as const;
const cleared = { unit: 'percent', direction: 'higher' } as const;
const perPeople = { unit: 'per100k', decimals: 2, direction: 'lower' } as const;

export const crime = theme('case', '案件警情', 'Cases and calls', {
  calls: count(
    ['违法犯罪警情数', 'Crime calls received'],
    ['期内接报的违法犯罪警情', 'calls classed as crime or public order, by the time of report'],
    'cases.calls',
    filed,
  ),
  criminalFiled: count(
    ['刑事案件立案数', 'Criminal cases filed'],
    ['立案日期在期内的刑事案件', 'criminal cases by filing date'],
    'cases.criminal_filed',
    { ...filed, aliases: ['刑事案件数'] },
  ),
  publicOrder: count(
    ['治安案件查处数', 'Public-order cases handled'],
    ['期内立案（缺则接报）的治安案件', 'public-order cases by filing date, or report where it is empty'],
    'cases.public_order',
    filed,
  ),
  criminalFiledPer100k: perPopulation(
    ['每十万人刑事案件立案数', 'Criminal cases per 100,000 people'],
    ['刑事案件立案数 × 100000 ÷ 常住人口', 'criminal cases filed × 100,000 / resident population'],
    'cases.criminal_filed',
    100_000,
    perPeople,
  ),
  clearanceRate: ratio(
    ['刑事案件破案率（期间口径）', 'Clearance rate, period basis'],
    [
      '期内破案数 ÷ 期内立案数（期间口径，可超过100%）',
      'cleared in the period, whenever filed / filed in the period (may pass 100 %)',
    ],
    'cases.criminal_cleared',
    'cases.criminal_filed',
    {
      ...cleared,
      aliases: ['刑事案件破案率'],
      note: {
        zh: '分子含往期立案、本期破获的案件。',
        en: 'The numerator holds cases filed earlier and cleared in the period.',
      },
    },
  ),
  clearanceRateCohort: proportion(
    ['现案破案率（队列口径）', 'Clearance rate, cohort basis'],
    [
      '期内立案且截至查询时已破 ÷ 期内立案数',
      'filed in the period and cleared by the as-of date / filed in the period',
    ],
    'cases.criminal_filed_cleared',
    'cases.criminal_filed',
    { ...cleared, aliases: ['现案破案率'] },
  ),
  minorFastClearanceRate: ratio(
    ['小案快侦率', 'Small-case fast-clearance rate'],
    [
      '期内快速破获的小案 ÷ 期内立案的小案（期间口径，可超过100%）',
      'small cases cleared within the fast limit, in the period / small cases filed in the period (may pass 100 %)',
    ],
    'cases.minor_fast_cleared',
    'cases.minor_filed',
    {
      ...cleared,
      note: {
        zh: '期间口径，可超过100%；另有队列口径。快侦时限和小案范围由各地规定，属定义版本。',
        en: 'Period basis, may pass 100 %; there is a cohort variant. The limit and the list of small cases are local: part of the definition version.',
      },
    },
  ),
  minorFastClearanceRateCohort: proportion(
    ['小案快侦率（队列口径）', 'Small-case fast-clearance rate, cohort basis'],
    [
      '期内立案且在时限内破获的小案 ÷ 期内立案的小案（队列口径，不超过100%）',
      'small cases filed in the period and cleared within the fast limit / small cases filed in the period',
    ],
    'cases.minor_filed_fast_cleared',
    'cases.minor_filed',
    cleared,
  ),
  minor24hClearanceRate: ratio(
    ['小案24小时快侦率（期间口径）', 'Small cases cleared within 24 hours, period basis'],
    [
      '期内破获、立案次日前（24小时内）破案的小案 ÷ 期内立案的小案（期间口径，可超过100%）',
      'small cases cleared in the period by the day after filing / small cases filed in the period (may pass 100 %)',
    ],
    'cases.minor_cleared_next_day',
    'cases.minor_filed',
    cleared,
  ),
  minorClearanceRate: ratio(
    ['小案破案率', 'Small-case clearance rate'],
    ['期内破获的小案 ÷ 期内立案的小案', 'small cases cleared in the period / small cases filed in the period'],
    'cases.minor_cleared',
    'cases.minor_filed',
    cleared,
  ),
  robberyClearanceRate: ratio(
    ['两抢案件破案率', 'Robbery and snatching clearance rate'],
    ['期内破获的抢劫、抢夺案件 ÷ 期内立案的同类案件', 'robbery and snatching cleared / filed, in the period'],
    'cases.robbery_cleared',
    'cases.robbery_filed',
    cleared,
  ),
  majorClearanceRate: ratio(
    ['八类主要刑事案件破案率', 'Eight major crime types clearance rate'],
    ['期内破获的八类案件 ÷ 期内立案的八类案件', 'cleared / filed in the period, of the eight types in force on filing'],
    'cases.major_cleared',
    'cases.major_filed',
    {
      ...cleared,
      aliases: ['八类案件破案率'],
      note: {
        zh: '通行的“八类”有三种目录，以立案时有效的为准。',
        en: 'Three lists of eight are in use; the one in force on filing counts.',
      },
    },
  ),
  majorFiled: count(
    ['八类主要刑事案件立案数', 'Eight major crime types filed'],
    ['立案日期在期内的八类案件', 'cases of the eight types by filing date'],
    'cases.major_filed',
    { ...filed, aliases: ['八类案件立案数'] },
  ),
  theftRobberyFraudShare: proportion(
    ['盗抢骗立案占比', 'Theft, robbery and fraud share'],
    ['期内盗抢骗立案数 ÷ 期内刑事案件立案数', 'theft, robbery and fraud filed / all criminal cases filed'],
    'cases.theft_robbery_fraud_filed',
    'cases.criminal_filed',
    { unit: 'percent', direction: 'lower', aliases: ['盗抢骗立案数占刑事案件比重'] },
  ),
  homicideClearanceRate: ratio(
    ['现行命案破案率', 'Homicide clearance rate'],
    ['期内破获的命案 ÷ 期内立案的命案', 'homicides cleared / filed, in the period'],
    'cases.homicide_cleared',
    'cases.homicide_filed',
    { ...cleared, aliases: ['命案破案率'] },
  ),
  homicidesPer100k: perPopulation(
    ['每十万人命案数', 'Homicides per 100,000 people'],
    ['命案立案数 × 100000 ÷ 常住人口', 'homicides filed × 100,000 / resident population'],
    'cases.homicide_filed',
    100_000,
    perPeople,
  ),
  fraudCalls: count(
    ['诈骗警情数', 'Fraud calls'],
    ['期内接报的诈骗警情，含电信网络诈骗', 'fraud calls by the time of report, telecom fraud included'],
    'cases.fraud_calls',
    { ...filed, aliases: ['诈骗警情'] },
  ),
  theftCalls: count(
    ['盗窃警情数', 'Theft calls'],
    ['期内接报的盗窃警情', 'theft calls by the time of report'],
    'cases.theft_calls',
    { ...filed, aliases: ['盗窃警情'] },
  ),
  atSeaCleared: count(
    ['涉海案件查破数', 'Cases at sea cleared'],
    ['破案日期在期内的涉海案件（刑事和治安）', 'cases at sea by clearing date, criminal and public-order'],
    'cases.at_sea_cleared',
    { unit: 'count', direction: 'higher', aliases: ['涉海违法犯罪查破案件数'] },
  ),
});
