import { count, day, identifier, money, region, required, text } from './columns.ts';
import { dataset } from './dataset.ts';

const valid = { kind: 'stock', from: 'startsOn', until: 'endsOn', untilInclusive: true } as const;

export const policies = dataset({
  code: 'policies',
  label: { zh: '综治保险保单', en: 'Insurance policies' },
  columns: {
    number: identifier('保单号', 'Policy number', { required: true, aliases: ['保单编号', '保险单号'] }),
    region: region('所属地区', 'Region', required),
    insurer: text('承保公司', 'Insurer', { aliases: ['保险公司'] }),
    households: count('承保户数', 'Households', { required: true, aliases: ['参保户数', '户数'] }),
    persons: count('承保人数', 'Persons', { aliases: ['参保人数'] }),
    premium: money('保费', 'Premium', { required: true, aliases: ['保险费', '保费金额'] }),
    startsOn: day('起保日期', 'Starts on', {
      required: true,
      aliases: ['生效日期', '保险起期', '保险期间起', '保险期限起', '起期'],
    }),
    endsOn: day('终保日期', 'Ends on', {
      required: true,
      aliases: ['到期日期', '保险止期', '保险期间止', '保险期限止', '止期'],
    }),
    perils: count('保险责任项数', 'Perils covered', { aliases: ['责任项数'] }),
  },
  key: ['number'],
  covers: 'startsOn',
  measures: {
    policies: { ...valid, label: { zh: '有效保单', en: 'Policies in force' } },
    households: { ...valid, label: { zh: '承保户数', en: 'Households covered' }, sum: 'households' },
    persons: { ...valid, sensitive: true, label: { zh: '承保人数', en: 'Persons covered' }, sum: 'persons' },
    perils: { ...valid, label: { zh: '保险责任项数', en: 'Perils covered' }, sum: 'perils' },
    premium: { kind: 'flow', label: { zh: '保费', en: 'Premium' }, on: ['startsOn'], sum: 'premium' },
    earnedPremium: {
      kind: 'spread',
      label: { zh: '已赚保费', en: 'Earned premium' },
      from: 'startsOn',
      until: 'endsOn',
      sum: 'premium',
    },
  },
  rules: [{ kind: 'order', columns: ['startsOn', 'endsOn'] }],
});
