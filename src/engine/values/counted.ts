import type { Exact } from '../../kernel/exact.ts';
import type { Label } from '../../kernel/label.ts';
import type { Missing } from './absence.ts';
import { NO_COVERAGE } from './coverage.ts';
import type { Coverage, Subject } from './value.ts';

/** What records alone say. */
export interface Counted {
  readonly exact: Exact | null;
  readonly numerator: Exact | null;
  readonly denominator: Exact | null;
  readonly missing: Missing | null;
  readonly coverage: Coverage;
  readonly derived: boolean;
  readonly definition: string;
  readonly notes: readonly Label[];
}

/** No value, for a reason, or not yet. */
export const without = (subject: Subject, missing: Missing | null, coverage: Coverage = NO_COVERAGE): Counted => ({
  exact: null,
  numerator: null,
  denominator: null,
  missing,
  coverage,
  derived: false,
  definition: subject.indicator.version,
  notes: [],
});
