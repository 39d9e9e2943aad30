import type { Indicator } from '../../indicators/indicator.ts';
import { termsOf } from '../../indicators/terms.ts';
import { type DeclaredMeasures, measureOf, termParts } from './declared-measures.ts';

/** Whether it counts what happens in a span of days, and so has no value at an instant. */
export function countsFlows(measures: DeclaredMeasures, { formula }: Indicator): boolean {
  return termsOf(formula).some((term) => measureOf(measures, termParts(term).code).measure.kind !== 'stock');
}

/** Whether it counts what belongs to a year as a whole. */
export function countsYears(measures: DeclaredMeasures, { formula }: Indicator): boolean {
  return termsOf(formula).some((term) => {
    const { dataset, measure } = measureOf(measures, termParts(term).code);
    const counts = measure.kind === 'flow' || measure.kind === 'distinct';
    return counts && measure.on.some((column) => dataset.columns[column]?.kind === 'year');
  });
}

/** Whether it describes a day rather than a span: stocks, indices, and what is only known as printed. */
export function isLevel(measures: DeclaredMeasures, indicator: Indicator): boolean {
  const { kind, formula } = indicator;
  if (kind === 'stock' || kind === 'index' || kind === 'score' || formula.kind === 'reported') return true;
  return termsOf(formula).length > 0 && !countsFlows(measures, indicator);
}
