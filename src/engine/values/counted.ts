import type { DefinitionVersion } from '../../indicators/version.ts';
import type { Exact } from '../../kernel/exact.ts';
import type { Label } from '../../kernel/label.ts';
import type { Period } from '../../kernel/period.ts';
import type { Missing } from './absence.ts';
import { type Coverage, NO_COVERAGE } from './value.ts';

/** What records alone say. */
export interface Counted {
  readonly exact: Exact | null;
  readonly numerator: Exact | null;
  readonly denominator: Exact | null;
  readonly missing: Missing | null;
  readonly coverage: Coverage;
  readonly derived: boolean;
  /** Survey instruments behind it, in order; empty where there are none, or they have no name. */
  readonly instruments: readonly string[];
  /** The definition it was made under, where the catalogue does not know it: the rules of a scheme. */
  readonly versions: readonly DefinitionVersion[] | null;
  /** The days that decide which definition holds, where they are not the period's: the round of a survey. */
  readonly round: Period | null;
  readonly notes: readonly Label[];
}

/** No value, for a reason, or not yet. */
export const without = (missing: Missing | null, coverage: Coverage = NO_COVERAGE): Counted => ({
  exact: null,
  numerator: null,
  denominator: null,
  missing,
  coverage,
  derived: false,
  instruments: [],
  versions: null,
  round: null,
  notes: [],
});
