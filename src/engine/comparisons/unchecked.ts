import type { Indicator } from '../../indicators/indicator.ts';
import { termsOf } from '../../indicators/terms.ts';
import type { Engine } from '../engine.ts';
import { measureOf, termParts } from '../values/declared-measures.ts';
import type { ReportedFigure } from './reported-figure.ts';

/** A printed figure cannot be checked against a count that is rounded for the viewer. */
export function unchecked(
  { viewer, measures }: Pick<Engine, 'viewer' | 'measures'>,
  { formula }: Indicator,
  figures: readonly ReportedFigure[],
): readonly ReportedFigure[] {
  const sensitive = termsOf(formula).some((term) => measureOf(measures, termParts(term).code).sensitive);
  if (viewer.disclosure === 'exact' || !sensitive) return figures;
  return figures.map((figure) => ({ ...figure, reconciliation: 'NOT_CHECKABLE' }));
}
