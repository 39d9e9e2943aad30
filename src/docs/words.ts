import type { Column } from '../datasets/columns.ts';
import type { Measure } from '../datasets/measures.ts';
import type { Direction, IndicatorKind } from '../indicators/indicator.ts';
import { type Label, label } from '../kernel/label.ts';

export const KINDS: Readonly<Record<IndicatorKind, Label>> = {
  count: label('计数：按地区和时间相加', 'count: adds up over regions and time'),
  stock: label('存量：期末值，只按地区相加', 'stock: the last day of the period; adds up over regions only'),
  ratio: label('比率：分子分母各自求和再相除，可超过100%', 'ratio: sum over sum by different days; may pass 100 %'),
  proportion: label(
    '比例：n 中的 k，不超过100%，有置信区间',
    'proportion: k of n; cannot pass 100 %, has a confidence interval',
  ),
  rate_per_population: label('人口比：除以常住人口', 'rate per population: over the resident population'),
  survey_rate: label('调查得率：有样本数才可加权汇总', 'survey rate: rolled up only where every part has its sample'),
  mean: label('平均：两个总和相除', 'mean: a quotient of two unlike sums'),
  median: label('中位数：取自全部记录的时长，不可由下级汇总', 'median: of the lengths of all records, never rolled up'),
  share: label('占比：只有分项有值', 'share: only its slices have values'),
  index: label('指数：不可汇总', 'index: never rolled up'),
  score: label('得分：不可汇总', 'score: never rolled up'),
};

export const DIRECTIONS: Readonly<Record<Direction, Label>> = {
  higher: label('越高越好', 'higher is better'),
  lower: label('越低越好', 'lower is better'),
  none: label('不评优劣', 'neither way is better'),
};

export const MEASURES: Readonly<Record<Measure['kind'], Label>> = {
  flow: label('流量', 'flow'),
  stock: label('存量', 'stock'),
  spread: label('按日分摊', 'spread by day'),
  median: label('中位数', 'median'),
  distinct: label('不重复的地区', 'distinct places'),
};

export const COLUMNS: Readonly<Record<Column['kind'], Label>> = {
  text: label('文字', 'text'),
  day: label('日期', 'day'),
  time: label('时间（无时区按北京时间）', 'time, Asia/Shanghai unless it says'),
  count: label('非负整数', 'whole number, not negative'),
  money: label('金额（元，两位小数）', 'yuan, two decimals'),
  rate: label('百分数（三位小数）', 'percentage, three decimals'),
  number: label('数值（三位小数）', 'number, three decimals'),
  flag: label('是/否', 'yes or no'),
  year: label('年度', 'year'),
  choice: label('选项', 'choice'),
  region: label('地区：名称或代码，一列或多列', 'region: name or code, in one column or several'),
  period: label('周期', 'period'),
  printed: label('公布数字（原样）', 'figure as printed'),
  indicator: label('指标名称或代码', 'name or code of an indicator'),
  source: label('资料来源', 'source document'),
  quantity: label('数值，可带单位', 'quantity, with or without its unit'),
};
