import { count, theme } from './indicator.ts';

export const reward = theme('reward', '平安奖励', 'Rewards', {
  paid: count(
    ['平安奖励兑现金额', 'Safety rewards paid'],
    ['发放日期在期内的奖励金额之和', 'yuan paid, by payment date'],
    'rewards.amount',
    {
      unit: 'yuan',
      decimals: 2,
      direction: 'higher',
      aliases: ['平安红利兑现金额', '平安红利累计兑现金额'],
      note: { zh: '发放年度可晚于考评年度。', en: 'The year of payment can follow the year assessed.' },
    },
  ),
});
