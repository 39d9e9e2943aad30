import { docPages } from '../docs/doc-pages.ts';
import { dimensionsOf } from '../engine/values/breakdown-of.ts';
import { declaredMeasures } from '../engine/values/declared-measures.ts';
import type { Declarations } from './frame.ts';

/** The pages about the declarations as Markdown, by path: `zh/theme-mediation.md`. */
export function docFiles({ datasets, themes }: Declarations): ReadonlyMap<string, string> {
  const measures = declaredMeasures(datasets);
  return docPages({ datasets, themes, breakdowns: (indicator) => dimensionsOf({ measures }, indicator) });
}
