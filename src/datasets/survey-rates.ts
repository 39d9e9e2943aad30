import { choice, count, period, rate, region, required, text } from './columns.ts';
import { dataset } from './dataset.ts';

export const surveyRates = dataset({
  code: 'survey_rates',
  label: { zh: '三率测评', en: 'Survey rates' },
  columns: {
    round: period('测评批次', 'Round', { required: true, aliases: ['批次', '测评时间'] }),
    instrument: text('问卷版本', 'Instrument'),
    mode: choice('调查方式', 'Mode', {
      phone: ['电话', 'telephone'],
      doorstep: ['入户', 'doorstep'],
      online: ['网络', 'online'],
    }),
    region: region('所属地区', 'Region', required),
    question: choice(
      '指标',
      'Question',
      {
        safety: ['群众安全感率', 'sense of safety', '安全感', '群众安全感', '安全感率'],
        gang_crackdown: ['扫黑除恶好评率', 'crackdown on gangs', '扫黑除恶成效率'],
        enforcement: ['执法工作满意率', 'law enforcement', '执法满意率'],
        awareness: ['平安建设知晓率', 'awareness', '知晓率'],
        participation: ['平安建设参与率', 'participation', '参与率'],
        dispute_satisfaction: ['矛盾纠纷化解满意率', 'dispute resolution', '矛盾纠纷化解工作满意率'],
        road_safety: ['道路交通安全好评率', 'road safety'],
      },
      required,
    ),
    sample: count('有效样本数', 'Valid sample', { aliases: ['有效样本量', '样本数'] }),
    positive: count('满意数', 'Positive answers'),
    rate: rate('得率(%)', 'Rate (%)', { aliases: ['满意率', '得率'] }),
    provinceRank: count('全省排名', 'Rank in province'),
    cityRank: count('全市排名', 'Rank in city'),
  },
  key: ['round', 'instrument', 'region', 'question'],
  covers: null,
  measures: {},
  rules: [
    {
      kind: 'oneOf',
      groups: [['rate'], ['sample', 'positive']],
      message: {
        zh: '得率，或有效样本数和满意数，至少填一组',
        en: 'a rate, or sample and positive answers, must be given',
      },
    },
    { kind: 'atMost', small: 'positive', large: 'sample', severity: 'error' },
    { kind: 'share', rate: 'rate', part: 'positive', whole: 'sample' },
  ],
  rates: {
    period: 'round',
    item: 'question',
    rate: 'rate',
    sample: 'sample',
    positive: 'positive',
    instrument: 'instrument',
    ranks: { province: 'provinceRank', city: 'cityRank' },
  },
});
