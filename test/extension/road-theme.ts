import type { MeasureCode } from '../../src/indicators/formula.ts';
import { count, median, proportion, stock, theme } from '../../src/indicators/indicator.ts';

/** Registered, a dataset's measures are codes of their own accord; here they stand outside the registry. */
const of = (name: string) => `traffic_accidents.${name}` as MeasureCode;

export const road = theme('road', '道路', 'Roads', {
  accidents: count(
    ['交通事故起数', 'Accidents'],
    ['期内发生的事故', 'accidents by the time they happened'],
    of('accidents'),
  ),
  fledShare: proportion(
    ['逃逸占比', 'Hit-and-run share'],
    ['逃逸事故 ÷ 事故', 'hit-and-run accidents / accidents'],
    of('fled'),
    of('accidents'),
    { direction: 'lower' },
  ),
  loss: count(['事故损失', 'Losses'], ['财产损失之和', 'sum of losses'], of('loss'), { unit: 'yuan', decimals: 2 }),
  closed: stock(['未恢复道路数', 'Roads closed'], ['期末未恢复', 'not reopened on the last day'], of('closed_roads')),
  closureDays: median(['恢复天数中位数', 'Median days'], ['恢复天数的中位数', 'median days'], of('median_closure')),
});
