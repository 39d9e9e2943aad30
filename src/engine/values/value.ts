import type { Indicator } from '../../indicators/indicator.ts';
import type { DefinitionVersion } from '../../indicators/version.ts';
import type { Exact } from '../../kernel/exact.ts';
import type { Label } from '../../kernel/label.ts';
import type { Period } from '../../kernel/period.ts';
import type { PrintedNumber } from '../../kernel/printed.ts';
import type { Region } from '../../regions/region.ts';

/** Why there is no value. */
export type Absence =
  | 'NOT_REPORTED'
  | 'INCOMPLETE'
  | 'ZERO_DENOMINATOR'
  | 'WITHHELD'
  | 'OUT_OF_REACH'
  | 'NOT_APPLICABLE'
  | 'NOT_YET';

/** COUNTED from records, or REPORTED by a unit or source. */
export type Basis = 'COUNTED' | 'REPORTED';

/** Township-months that should have reported and that did. */
export interface Coverage {
  readonly expected: number;
  readonly reported: number;
  /** 0 to 1; null where coverage has no meaning (surveys, reported figures). */
  readonly share: number | null;
}

export const NO_COVERAGE: Coverage = { expected: 0, reported: 0, share: null };

/** What a value is of. Cheap: nothing is fetched until a part of the answer is asked for. */
export interface Subject {
  readonly indicator: Indicator;
  readonly region: Region;
  readonly period: Period;
}

/** One evaluated value. `exact` is not rounded, `value` is, to the indicator's decimals, half up. */
export interface Value {
  readonly subject: Subject;
  readonly exact: Exact | null;
  readonly value: Exact | null;
  /** In plain units (yuan, not cents); of ratios, proportions and survey rates with answers. */
  readonly numerator: Exact | null;
  readonly denominator: Exact | null;
  readonly absence: Absence | null;
  /** One sentence, with what was missing. */
  readonly absenceReason: Label | null;
  readonly basis: Basis;
  readonly coverage: Coverage;
  /** Made by a roll-up of parts that were themselves reported. */
  readonly derived: boolean;
  /** The definition under which it was made, as one text: the survey instrument, else the versions. */
  readonly definition: string;
  /** The versions of the indicator in force; several where the period spans a change. */
  readonly versions: readonly DefinitionVersion[];
  /** Survey instruments behind it, in order. */
  readonly instruments: readonly string[];
  /** For REPORTED values: [low, high) of the print; a counted value is exact. */
  readonly printedLow: Exact | null;
  readonly printedHigh: Exact | null;
  /** The reported figure that became the value, if REPORTED. */
  readonly reportedId: number | null;
  /** The print behind a REPORTED value. */
  readonly printed: PrintedNumber | null;
  /** How it was made, where that is not plain: rolled up, taken from the last round of the year, ... */
  readonly notes: readonly Label[];
}
