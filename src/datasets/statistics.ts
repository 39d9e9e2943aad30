import { choice, count, indicator, period, printed, region, required, source, text } from './columns.ts';
import { dataset } from './dataset.ts';

export const statistics = dataset({
  code: 'statistics',
  label: { zh: '报表数据', en: 'Statistics' },
  columns: {
    region: region('所属地区', 'Region', { required: true, partly: true, aliases: ['地区', 'place'] }),
    period: period('统计周期', 'Period', required),
    measure: indicator('指标', 'Measure', { required: true, aliases: ['measure_zh'], comparison: 'comparison' }),
    value: printed('数值', 'Value as printed', { required: true, aliases: ['printed'] }),
    rank: count('排名', 'Rank'),
    rankScope: choice('排名范围', 'Rank scope', {
      province: ['全省', 'in the province', '省'],
      city: ['全市', 'in the city', '市'],
    }),
    comparison: choice('对比', 'Comparison', {
      none: ['无', 'none'],
      yoy: ['同比', 'on the year before', 'pp_yoy'],
      mom: ['环比', 'on the period before', 'pp_mom'],
      share: ['占比', 'share'],
      rank: ['排名', 'rank'],
      before: ['整治前', 'the period before', '前'],
    }),
    source: source('来源', 'Source', { required: true, aliases: ['seed_file', '资料来源'] }),
    quote: text('原文', 'Quote'),
    page: text('页码', 'Page'),
    note: text('备注', 'Note'),
  },
  key: ['region', 'period', 'measure', 'comparison', 'source'],
  covers: null,
  measures: {},
  rules: [],
  skipUnits: ['label'],
});
