import { caseCategory } from './case-categories.ts';
import { choice, count, day, flag, identifier, money, region, required, time } from './columns.ts';
import { dataset } from './dataset.ts';

const by = ['category'] as const;
const called = { kind: 'flow', on: ['reportedAt'], by } as const;
const filed = { kind: 'flow', on: ['filedOn'], by } as const;
const cleared = { kind: 'flow', on: ['clearedOn'], by } as const;
const filedOrReported = { kind: 'flow', on: ['filedOn', 'reportedAt'], by } as const;
const group = <const Name extends string>(name: Name) => ({ column: 'category', group: name, on: 'filedOn' }) as const;
const response = { between: ['dispatchedAt', 'arrivedAt'], in: 'second' } as const;
const solving = { between: ['filedOn', 'clearedOn'], in: 'day' } as const;
/** Records keep days: within 24 hours is the next day at the latest, within 48 hours the day after. */
const FAST = [
  {
    from: null,
    limit: 2,
    basis: { zh: '48小时内破案；各地另有24小时的规定', en: 'within 48 hours; some places ask for 24' },
  },
] as const;
const DAY_AND_NIGHT = 1;
const URGENT_SECONDS = 600;

export const cases = dataset({
  code: 'cases',
  label: { zh: '案件警情', en: 'Cases and calls' },
  columns: {
    serial: identifier('案件编号', 'Serial number', { required: true, aliases: ['警情编号', '案号'] }),
    kind: choice(
      '类别',
      'Kind',
      {
        call: ['警情', 'call'],
        public_order: ['治安案件', 'public-order case', '治安'],
        criminal: ['刑事案件', 'criminal case', '刑事'],
      },
      required,
    ),
    category: caseCategory,
    minor: flag('是否小案', 'Minor case', { aliases: ['小案'] }),
    region: region('所属地区', 'Region', required),
    grid: identifier('网格', 'Grid', { aliases: ['所属网格', '网格编码'] }),
    reportedAt: time('报警时间', 'Reported at', { required: true, aliases: ['接警时间', '发案时间'] }),
    dispatchedAt: time('派警时间', 'Dispatched at'),
    arrivedAt: time('到场时间', 'Arrived at', { aliases: ['到达时间'] }),
    urgent: flag('是否紧急警情', 'Urgent'),
    filedOn: day('立案日期', 'Filed on', { aliases: ['立案时间'] }),
    clearedOn: day('破案日期', 'Cleared on', { aliases: ['破案时间'] }),
    loss: money('损失金额', 'Loss', { aliases: ['涉案金额'] }),
    recovered: money('追回金额', 'Recovered', { aliases: ['挽损金额'] }),
    suspects: count('抓获人数', 'Suspects caught'),
  },
  key: ['serial'],
  covers: 'reportedAt',
  settled: { clearedOn: { known: true } },
  sensitive: true,
  measures: {
    calls: { ...called, label: { zh: '警情', en: 'Calls' }, where: { kind: 'call' } },
    publicOrder: {
      ...filedOrReported,
      label: { zh: '治安案件', en: 'Public-order cases' },
      where: { kind: 'public_order' },
    },
    criminalFiled: { ...filed, label: { zh: '刑事立案', en: 'Criminal cases filed' }, where: { kind: 'criminal' } },
    criminalCleared: {
      ...cleared,
      label: { zh: '刑事破案', en: 'Criminal cases cleared' },
      where: { kind: 'criminal' },
    },
    criminalFiledCleared: {
      ...filed,
      label: { zh: '立案后已破（队列口径）', en: 'Filed and cleared since (cohort)' },
      where: { kind: 'criminal', clearedOn: { known: true } },
    },
    minorFiled: { ...filed, label: { zh: '小案立案', en: 'Minor cases filed' }, where: { minor: true } },
    minorCleared: { ...cleared, label: { zh: '小案破案', en: 'Minor cases cleared' }, where: { minor: true } },
    minorFastCleared: {
      ...cleared,
      label: { zh: '小案快侦', en: 'Minor cases cleared fast' },
      where: { minor: true },
      within: { ...solving, atMost: FAST },
    },
    minorFiledFastCleared: {
      ...filed,
      label: { zh: '小案立案后快侦（队列口径）', en: 'Minor cases filed, then cleared fast (cohort)' },
      where: { minor: true },
      within: { ...solving, atMost: FAST },
    },
    minorClearedNextDay: {
      ...cleared,
      label: { zh: '小案24小时内破案', en: 'Minor cases cleared within 24 hours' },
      where: { minor: true },
      within: { ...solving, atMost: DAY_AND_NIGHT },
    },
    robberyFiled: {
      ...filed,
      label: { zh: '两抢立案', en: 'Robbery and snatching filed' },
      where: { kind: 'criminal' },
      group: group('两抢'),
    },
    robberyCleared: {
      ...cleared,
      label: { zh: '两抢破案', en: 'Robbery and snatching cleared' },
      where: { kind: 'criminal' },
      group: group('两抢'),
    },
    majorFiled: {
      ...filed,
      label: { zh: '八类立案', en: 'Eight major types filed' },
      where: { kind: 'criminal' },
      group: group('八类'),
    },
    majorCleared: {
      ...cleared,
      label: { zh: '八类破案', en: 'Eight major types cleared' },
      where: { kind: 'criminal' },
      group: group('八类'),
    },
    theftRobberyFraudFiled: {
      ...filed,
      label: { zh: '盗抢骗立案', en: 'Theft, robbery and fraud filed' },
      where: { kind: 'criminal' },
      group: group('盗抢骗'),
    },
    homicideFiled: {
      ...filed,
      label: { zh: '命案立案', en: 'Homicides filed' },
      where: { kind: 'criminal', category: '故意杀人' },
    },
    homicideCleared: {
      ...cleared,
      label: { zh: '命案破案', en: 'Homicides cleared' },
      where: { kind: 'criminal', category: '故意杀人' },
    },
    telecomFiled: {
      ...filed,
      label: { zh: '电诈立案', en: 'Telecom fraud filed' },
      where: { kind: 'criminal' },
      group: group('电信网络诈骗'),
    },
    telecomCalls: {
      ...called,
      label: { zh: '电诈警情', en: 'Telecom-fraud calls' },
      where: { kind: 'call' },
      group: group('电信网络诈骗'),
    },
    telecomLoss: {
      ...filed,
      label: { zh: '电诈损失', en: 'Telecom-fraud losses' },
      group: group('电信网络诈骗'),
      sum: 'loss',
    },
    telecomRecovered: {
      ...filed,
      label: { zh: '电诈追回', en: 'Telecom fraud recovered' },
      group: group('电信网络诈骗'),
      sum: 'recovered',
    },
    elderFraudFiled: {
      ...filed,
      label: { zh: '养老诈骗立案', en: 'Fraud on the elderly filed' },
      where: { kind: 'criminal' },
      group: group('养老诈骗'),
    },
    elderFraudSuspects: {
      ...filed,
      label: { zh: '养老诈骗抓获人数', en: 'Suspects of fraud on the elderly' },
      where: { kind: 'criminal' },
      group: group('养老诈骗'),
      sum: 'suspects',
    },
    elderFraudRecovered: {
      ...filed,
      label: { zh: '养老诈骗追回', en: 'Fraud on the elderly recovered' },
      where: { kind: 'criminal' },
      group: group('养老诈骗'),
      sum: 'recovered',
    },
    atSeaCleared: {
      ...cleared,
      label: { zh: '涉海案件查破', en: 'Cases at sea cleared' },
      group: group('涉海'),
    },
    fraudCalls: {
      ...called,
      label: { zh: '诈骗警情（含电信网络诈骗）', en: 'Fraud calls, telecom fraud included' },
      where: { kind: 'call', category: { in: ['诈骗', '养老诈骗', '电信网络诈骗'] } },
    },
    theftCalls: {
      ...called,
      label: { zh: '盗窃警情', en: 'Theft calls' },
      where: { kind: 'call', category: '盗窃' },
    },
    urgentDispatched: {
      ...called,
      label: { zh: '已派警的紧急警情', en: 'Urgent calls dispatched' },
      where: { kind: 'call', urgent: true, dispatchedAt: { known: true } },
    },
    urgentReached: {
      ...called,
      label: { zh: '10分钟内到场的紧急警情', en: 'Urgent calls reached in 10 minutes' },
      where: { kind: 'call', urgent: true },
      within: { ...response, atMost: URGENT_SECONDS },
    },
    responseSeconds: { ...called, label: { zh: '到场用时（秒）', en: 'Response seconds' }, sum: response },
    medianResponse: {
      kind: 'median',
      label: { zh: '到场用时中位数（秒）', en: 'Median response seconds' },
      on: ['reportedAt'],
      of: response,
    },
    loss: { ...filedOrReported, label: { zh: '损失金额', en: 'Losses' }, sum: 'loss' },
    recovered: { ...filedOrReported, label: { zh: '追回金额', en: 'Recovered' }, sum: 'recovered' },
    suspects: { ...filedOrReported, label: { zh: '抓获人数', en: 'Suspects caught' }, sum: 'suspects' },
  },
  rules: [
    { kind: 'order', columns: ['dispatchedAt', 'arrivedAt'] },
    { kind: 'order', columns: ['reportedAt', 'filedOn', 'clearedOn'] },
    { kind: 'atMost', small: 'recovered', large: 'loss', severity: 'warning' },
  ],
});
