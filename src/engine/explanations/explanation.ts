import type { Day } from '../../kernel/day.ts';
import type { Exact } from '../../kernel/exact.ts';
import type { Label } from '../../kernel/label.ts';
import type { Region } from '../../regions/region.ts';
import type { ImportOfRows } from '../sources/imports-source.ts';
import type { Value } from '../values/value.ts';

/** One number of the formula. */
export interface ExplanationPart {
  readonly role: 'value' | 'numerator' | 'denominator';
  /** `mediations.found`; null where the part is no measure (answers of a survey, residents). */
  readonly measure: string | null;
  /** The word of a breakdown where only that part counts: `type:物业`. */
  readonly member: string | null;
  readonly label: Label;
  readonly value: Exact | null;
}

/** What one import put into one part, in plain units. */
export interface Contribution {
  readonly import: ImportOfRows;
  readonly measure: string | null;
  readonly delta: Exact | null;
  readonly rows: number | null;
}

/** Township-months that have not reported; the first twenty by name. */
export interface MissingReports {
  readonly count: number;
  readonly places: readonly { readonly region: Region; readonly month: Day; readonly dataset: string }[];
}

export interface Explanation {
  readonly value: Value;
  /** The formula in words. */
  readonly definition: Label;
  /** The formula with its numbers: '1304 ÷ 1327 × 100% = 98.27%'. */
  readonly formula: Label;
  readonly parts: readonly ExplanationPart[];
  readonly contributions: readonly Contribution[];
  readonly missing: MissingReports;
  readonly notes: readonly Label[];
}
