import { choice, count, day, identifier, money, region, required, year } from './columns.ts';
import { dataset } from './dataset.ts';

const paid = { kind: 'flow', on: ['paidOn'], by: ['programme'] } as const;

export const rewards = dataset({
  code: 'rewards',
  label: { zh: '平安奖励', en: 'Rewards' },
  columns: {
    serial: identifier('编号', 'Serial number', { required: true, aliases: ['奖励编号', '序列号'] }),
    region: region('所属地区', 'Region', required),
    programme: choice(
      '项目',
      'Programme',
      {
        dividend: ['平安红利', 'safety dividend'],
        medical: ['医保补助', 'medical insurance subsidy', '平安红利：医保补助'],
        pension: ['养老金提高', 'higher pensions', '平安红利：养老金提高'],
        illness: ['大病奖励', 'serious-illness reward', '平安红利：大病奖励'],
        village: ['平安村奖金', 'safe-village prize', '平安村奖', '平安村奖励'],
        other: ['其他', 'other', '其它'],
      },
      { required: true, aliases: ['奖励项目'], tree: { dividend: ['medical', 'pension', 'illness'] } },
    ),
    year: year('考评年度', 'Year assessed', { required: true, aliases: ['年度'] }),
    paidOn: day('发放日期', 'Paid on', { required: true, aliases: ['兑现日期'] }),
    beneficiaries: count('受益人数', 'Beneficiaries'),
    amount: money('金额', 'Amount', { required: true, aliases: ['奖励金额', '兑现金额', '发放金额'] }),
  },
  key: ['serial'],
  covers: 'paidOn',
  measures: {
    rewards: { ...paid, sensitive: true, label: { zh: '奖励笔数', en: 'Rewards' } },
    amount: { ...paid, sensitive: true, label: { zh: '兑现金额', en: 'Amount paid' }, sum: 'amount' },
    beneficiaries: { ...paid, sensitive: true, label: { zh: '受益人数', en: 'Beneficiaries' }, sum: 'beneficiaries' },
  },
  rules: [],
});
