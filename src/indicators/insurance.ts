import { count, mean, proportion, ratio, stock, theme } from './indicator.ts';

export const insurance = theme('insurance', '综治保险', 'Public-security insurance', {
  premium: count(
    ['综治保险保费', 'Insurance premium'],
    ['期内起保保单的保费之和', 'premium of policies starting in the period'],
    'policies.premium',
    { unit: 'yuan', decimals: 2, aliases: ['综治保险保费投入'] },
  ),
  households: stock(
    ['综治保险受益户数', 'Households covered'],
    ['期末有效保单的承保户数之和', 'households of the policies in force on the last day'],
    'policies.households',
    { unit: 'household', direction: 'higher', aliases: ['综治保险承保户数'] },
  ),
  premiumPerHousehold: mean(
    ['户均保费', 'Premium per household'],
    ['综治保险保费 ÷ 综治保险受益户数', 'premium / households covered'],
    'policies.premium',
    'policies.households',
    { unit: 'yuan', decimals: 2 },
  ),
  claimsReported: count(
    ['综治保险报案数', 'Claims reported'],
    ['报案日期在期内的赔案', 'claims by report date'],
    'claims.reported',
    { unit: 'count', direction: 'lower' },
  ),
  claimsPaid: count(
    ['综治保险赔款', 'Claims paid'],
    ['赔付日期在期内的赔付金额之和', 'yuan paid, by payment date'],
    'claims.paid',
    {
      unit: 'yuan',
      decimals: 2,
      aliases: ['综治保险赔付金额'],
      note: {
        zh: '“挽回损失”“弥补损失”不一定等于赔款，不在此列。',
        en: 'Losses "made good" need not be the sum paid, and are another measure.',
      },
    },
  ),
  claimsPaidCount: count(
    ['综治保险理赔笔数', 'Number of claims paid'],
    ['赔付日期在期内的赔案', 'claims by payment date'],
    'claims.paid_count',
    { unit: 'count', aliases: ['综治保险赔付案件数', '综治保险赔付件数'] },
  ),
  settlementRate: proportion(
    ['理赔结案率', 'Claim settlement rate'],
    ['期内报案且已结案 ÷ 期内报案数', 'claims reported in the period and settled by now / claims reported'],
    'claims.settled',
    'claims.reported',
    { unit: 'percent', direction: 'higher', aliases: ['综治保险理赔结案率'] },
  ),
  averagePayment: mean(
    ['案均赔款', 'Average payment'],
    ['期内赔款 ÷ 期内赔付件数', 'yuan paid / claims paid, by payment date'],
    'claims.paid',
    'claims.paid_count',
    { unit: 'yuan', decimals: 2 },
  ),
  lossRatio: ratio(
    ['赔付率', 'Loss ratio'],
    ['期内赔款 ÷ 期内已赚保费（按日）', 'yuan paid / premium earned in the period, by day'],
    'claims.paid',
    'policies.earned_premium',
    {
      unit: 'percent',
      decimals: 1,
      direction: 'none',
      note: { zh: '分母是已赚保费，不是签单保费。', en: 'Over earned, not written, premium.' },
    },
  ),
});
