import type { ChangeDirection, Verdict } from '../../kernel/change.ts';
import type { Exact } from '../../kernel/exact.ts';
import type { Label } from '../../kernel/label.ts';
import type { Period } from '../../kernel/period.ts';
import type { UnitCode } from '../../kernel/unit.ts';
import type { Value } from '../values/value.ts';
import type { Incomparability } from './incomparability.ts';
import type { ReportedFigure } from './reported-figure.ts';

/** What a value is held against: 同比, 环比, a period of the caller's choice, or the region above. */
export const BASELINES = ['YEAR_ON_YEAR', 'PREVIOUS_PERIOD', 'PERIOD', 'PARENT'] as const;
export type BaselineKind = (typeof BASELINES)[number];

/** What to bear in mind with a change. */
export const CAUTIONS = [
  'SMALL_BASE',
  'PARTIAL_PERIOD',
  'COVERAGE_DIFFERS',
  'DEFINITION_CHANGED',
  'REGION_CHANGED',
  'BASIS_DIFFERS',
  'NO_BASELINE',
  'DERIVED_FROM_REPORTED_CHANGE',
] as const;
export type Caution = (typeof CAUTIONS)[number];

export interface ValueChange {
  readonly against: BaselineKind;
  readonly current: Value;
  /** Absent with its reason where there is none; null where the period or the parent does not exist. */
  readonly baseline: Value | null;
  readonly baselinePeriod: Period | null;
  /** In `unit`: percentage points for percentages, else the unit of the value. */
  readonly absolute: Exact | null;
  /** Percent of the baseline; null when the baseline is 0. */
  readonly relative: Exact | null;
  readonly unit: UnitCode;
  readonly printed: Label | null;
  readonly direction: ChangeDirection | null;
  readonly verdict: Verdict;
  readonly cautions: readonly Caution[];
  /** Both values are there, of one definition, instrument and territory, and as completely reported. */
  readonly comparable: boolean;
  /** Why not; empty where they compare. */
  readonly incomparable: readonly Incomparability[];
  /** Printed changes against the same baseline, reconciled. */
  readonly reported: readonly ReportedFigure[];
}
