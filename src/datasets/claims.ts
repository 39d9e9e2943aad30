import { choice, day, identifier, money, region, required } from './columns.ts';
import { dataset } from './dataset.ts';

const by = ['peril'] as const;
const reported = { kind: 'flow', on: ['reportedOn'], by } as const;
const paid = { kind: 'flow', on: ['paidOn'], by } as const;

export const claims = dataset({
  code: 'claims',
  label: { zh: '理赔', en: 'Insurance claims' },
  columns: {
    number: identifier('报案号', 'Claim number', { required: true, aliases: ['赔案号'] }),
    policy: identifier('保单号', 'Policy number', { aliases: ['保单编号', '保险单号'] }),
    region: region('所属地区', 'Region', required),
    peril: choice(
      '险种',
      'Peril',
      {
        盗抢: ['盗抢', 'theft and robbery', '盗窃', '抢劫'],
        火灾: ['火灾', 'fire'],
        精神障碍患者伤人: ['精神障碍患者伤人', 'injury by a patient with a mental disorder', '精神病人伤人'],
        自然灾害: ['自然灾害', 'natural disaster', '台风', '暴雨', '洪涝', '洪水'],
        意外伤亡: ['意外伤亡', 'accidental injury or death', '意外伤害', '意外'],
        见义勇为: ['见义勇为', 'act of bravery'],
        其他: ['其他', 'other', '其它'],
      },
      { required: true, aliases: ['事故类型'], suffixes: ['类', '事故', '险', '保险'] },
    ),
    reportedOn: day('报案日期', 'Reported on', { required: true, aliases: ['报案时间'] }),
    closedOn: day('结案日期', 'Closed on', { aliases: ['结案时间'] }),
    paidOn: day('赔付日期', 'Paid on', { aliases: ['赔款日期', '赔付时间'] }),
    claimed: money('索赔金额', 'Claimed'),
    paid: money('赔付金额', 'Paid', { aliases: ['赔款', '赔款金额'] }),
    status: choice(
      '状态',
      'Status',
      {
        open: ['未决', 'open', '处理中', '未结', '未结案', '理赔中'],
        paid: ['已赔付', 'paid', '已赔', '赔付完成', '已赔款'],
        rejected: ['拒赔', 'rejected', '已拒赔', '拒绝赔付'],
        withdrawn: ['撤案', 'withdrawn', '已撤案'],
      },
      { required: true, aliases: ['案件状态', '赔案状态'] },
    ),
  },
  key: ['number'],
  covers: 'reportedOn',
  settled: { status: { not: 'open' } },
  sensitive: true,
  measures: {
    reported: { ...reported, label: { zh: '报案', en: 'Reported' } },
    settled: {
      ...reported,
      label: { zh: '报案后结案（队列口径）', en: 'Reported and settled since (cohort)' },
      where: { status: { not: 'open' } },
    },
    closed: { kind: 'flow', label: { zh: '结案（期间口径）', en: 'Closed in the period' }, on: ['closedOn'], by },
    paidCount: { ...paid, label: { zh: '赔付件数', en: 'Claims paid' } },
    paid: { ...paid, label: { zh: '赔款', en: 'Sum paid' }, sum: 'paid' },
    claimed: { ...reported, label: { zh: '索赔金额', en: 'Sum claimed' }, sum: 'claimed' },
  },
  rules: [
    { kind: 'order', columns: ['reportedOn', 'closedOn'] },
    { kind: 'order', columns: ['reportedOn', 'paidOn'] },
  ],
});
