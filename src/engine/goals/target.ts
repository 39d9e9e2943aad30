import type { Exact } from '../../kernel/exact.ts';
import type { Label } from '../../kernel/label.ts';
import type { UnitCode } from '../../kernel/unit.ts';
import type { Region } from '../../regions/region.ts';

/** What a target asks of the value. `last_year`: no worse than the value of the same period of the year before. */
export const TARGET_KINDS = ['at_least', 'at_most', 'range', 'last_year'] as const;
export type TargetKind = (typeof TARGET_KINDS)[number];

export const OUTCOMES = ['met', 'missed', 'not_judged'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** A target with what became of it. */
export interface Target {
  readonly kind: TargetKind;
  /** The bounds that are asked for, both included, in the unit of the indicator; null: none on this side. */
  readonly low: Exact | null;
  readonly high: Exact | null;
  /** 不低于98%, 不高于上年（12件）. */
  readonly printed: Label;
  /** The region it was set for: the value's own, or the nearest one above that has one for the period. */
  readonly region: Region;
  readonly inherited: boolean;
  readonly outcome: Outcome;
  /** How far inside the bounds the value lies, negative outside, in `unit`; null without value or bounds. */
  readonly distance: Exact | null;
  readonly unit: UnitCode;
  /** Why it is not judged; null where it is. */
  readonly reason: Label | null;
  readonly importId: number;
}
