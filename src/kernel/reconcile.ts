import { compare, type Exact, HUNDRED, isZero, minus, ONE, over, roundHalfUp, times } from './exact.ts';
import {
  cappedInterval,
  divideIntervals,
  type Interval,
  intervalContains,
  intervalsIntersect,
  isPoint,
  relativeChangeInterval,
  scaleInterval,
  subtractIntervals,
} from './interval.ts';
import type { PrintedNumber, Qualifier } from './printed.ts';

export const RECONCILIATIONS = ['REPRODUCES', 'WITHIN_ROUNDING', 'CONSISTENT', 'CONFLICTS', 'NOT_CHECKABLE'] as const;

export type Reconciliation = (typeof RECONCILIATIONS)[number];

/** A value to hold a print against. Made from records it has no interval; made from prints it is as wide as they allow. */
export interface Computed {
  readonly value: Exact | null;
  readonly interval?: Interval | null;
  /** Whether a part of it was only a bound or an estimate (多, 以上, 近). */
  readonly bounded?: boolean;
}

/**
 * REPRODUCES: rounded to the printed digits it is the print. WITHIN_ROUNDING: it is not, but rounded parts allow it.
 * CONSISTENT: one side is only a bound, and the other keeps it. CONFLICTS: no true values fit both.
 * NOT_CHECKABLE: nothing to compare, or the print is a goal.
 */
export function reconcile(printed: PrintedNumber, computed: Computed): Reconciliation {
  const { value, interval = null, bounded = false } = computed;
  if ((value === null && interval === null) || printed.qualifier === 'goal') return 'NOT_CHECKABLE';
  const loose = isBound(printed.qualifier) || printed.value === null;
  if (!loose && !bounded && value !== null && roundsTo(value, printed)) return 'REPRODUCES';
  if (loose && value !== null && interval === null) {
    return intervalContains(printed.interval, value) ? 'CONSISTENT' : 'CONFLICTS';
  }
  if (interval === null || !intervalsIntersect(printed.interval, interval)) return 'CONFLICTS';
  return loose || bounded ? 'CONSISTENT' : 'WITHIN_ROUNDING';
}

/** numerator / denominator * scale of two prints. @param atMost what it cannot pass, e.g. 100 for a share in percent */
export function printedRatio(
  numerator: PrintedNumber,
  denominator: PrintedNumber,
  scale: Exact = HUNDRED,
  atMost?: Exact,
): Computed {
  const quotient = divideIntervals(numerator.interval, denominator.interval);
  const scaled = quotient === null ? null : scaleInterval(quotient, scale);
  return fromParts(
    [numerator, denominator],
    (a, b) => (isZero(b) ? null : times(over(a, b), scale)),
    scaled === null || atMost === undefined ? scaled : cappedInterval(scaled, atMost),
  );
}

/** (current - baseline) / baseline * 100 of two prints. */
export function printedRelativeChange(current: PrintedNumber, baseline: PrintedNumber): Computed {
  return fromParts(
    [current, baseline],
    (a, b) => (isZero(b) ? null : times(minus(over(a, b), ONE), HUNDRED)),
    relativeChangeInterval(current.interval, baseline.interval),
  );
}

/** current - baseline of two prints. */
export function printedDifference(current: PrintedNumber, baseline: PrintedNumber): Computed {
  return fromParts([current, baseline], minus, subtractIntervals(current.interval, baseline.interval));
}

function fromParts(
  [a, b]: readonly [PrintedNumber, PrintedNumber],
  combine: (a: Exact, b: Exact) => Exact | null,
  interval: Interval | null,
): Computed {
  const value = a.value === null || b.value === null ? null : combine(a.value, b.value);
  const bounded = isBound(a.qualifier) || isBound(b.qualifier);
  return { value, bounded, interval: interval !== null && isPoint(interval) ? null : interval };
}

function roundsTo(value: Exact, printed: PrintedNumber): boolean {
  return printed.value !== null && compare(roundHalfUp(value, -printed.place), printed.value) === 0;
}

function isBound(qualifier: Qualifier): boolean {
  return qualifier === 'at_least' || qualifier === 'floor' || qualifier === 'at_most' || qualifier === 'approx';
}
