import { choice, indicator, period, quantity, region, text } from './columns.ts';
import { dataset } from './dataset.ts';

export const targets = dataset({
  code: 'targets',
  label: { zh: '目标任务', en: 'Targets' },
  columns: {
    indicator: indicator('指标', 'Indicator', { required: true, known: true, aliases: ['指标名称', '目标指标'] }),
    region: region('所属地区', 'Region', { required: true, aliases: ['责任地区'] }),
    period: period('目标周期', 'Period', { required: true, aliases: ['统计周期', '周期', '年度', '目标年度'] }),
    kind: choice(
      '目标类型',
      'Kind',
      {
        at_least: ['不低于', 'at least', '≥', '>=', '不少于', '至少', '达到', '以上'],
        at_most: ['不高于', 'at most', '≤', '<=', '不超过', '不多于', '控制在', '以下', '以内'],
        range: ['区间', 'range', '范围', '介于'],
        last_year: ['不劣于上年', 'no worse than last year', '上年水平', '与上年持平', '不低于上年', '不高于上年'],
      },
      { required: true, aliases: ['要求'] },
    ),
    value: quantity('目标值', 'Value', { aliases: ['目标'] }),
    low: quantity('下限', 'Lower bound', { aliases: ['目标下限'] }),
    high: quantity('上限', 'Upper bound', { aliases: ['目标上限'] }),
    note: text('备注', 'Note'),
  },
  key: ['indicator', 'region', 'period'],
  covers: null,
  measures: {},
  rules: [
    {
      kind: 'implies',
      when: { kind: { in: ['at_least', 'at_most'] } },
      must: { value: { known: true } },
      message: { zh: '不低于、不高于须填目标值', en: 'at least and at most need a value' },
    },
    {
      kind: 'implies',
      when: { kind: 'range' },
      must: { low: { known: true }, high: { known: true } },
      message: { zh: '区间须填下限和上限', en: 'a range needs both bounds' },
    },
    { kind: 'atMost', small: 'low', large: 'high', severity: 'error' },
  ],
  goals: { indicator: 'indicator', period: 'period', kind: 'kind', value: 'value', low: 'low', high: 'high' },
});
