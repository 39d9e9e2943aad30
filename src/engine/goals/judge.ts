import type { Day } from '../../kernel/day.ts';
import { compare, type Exact, minus, roundHalfUp } from '../../kernel/exact.ts';
import { type Label, label } from '../../kernel/label.ts';
import { hasEnded } from '../../kernel/period-steps.ts';
import type { Value } from '../values/value.ts';
import type { Target } from './target.ts';

/** What is asked for; both null where it is not known, or why the value cannot be held against it. */
export interface Bounds {
  readonly low: Exact | null;
  readonly high: Exact | null;
  readonly missing: Label | null;
}

export interface Judged {
  readonly value: Value;
  readonly bounds: Bounds;
  readonly today: Day;
  /** The bounds were set for a region of which this one is a part. */
  readonly ofWhole: boolean;
}

type Verdict = Pick<Target, 'outcome' | 'distance' | 'reason'>;

/**
 * Whether a value as it is printed keeps the bounds. A count of a part says nothing about the target of the whole, and a
 * period that has not ended nothing yet, but that too many are too many.
 */
export function judge({ value, bounds, today, ofWhole }: Judged): Verdict {
  const { subject, absenceReason } = value;
  const { kind } = subject.indicator;
  const distance = distanceOf(value, bounds);
  const open = (reason: Label): Verdict => ({ outcome: 'not_judged', distance, reason });
  if (value.value === null) return open(absenceReason ?? label('没有数', 'there is no value'));
  if (bounds.missing !== null) return open(bounds.missing);
  const side = sideOf(value, bounds);
  const adds = kind === 'count' || kind === 'stock';
  const exceeded = kind === 'count' && side === 'above';
  if (ofWhole && adds && !exceeded) {
    return open(
      label('目标是对上级整体定的，不能用来评判部分', 'the target is of the whole above, and this is a part of it'),
    );
  }
  if (!hasEnded(subject.period, today) && !exceeded) {
    return open(label('期间尚未结束', 'the period has not ended'));
  }
  if (side === 'unknown') {
    return open(label('报告数只是一个界限，看不出是否达到', 'the reported figure is a bound that does not decide it'));
  }
  return { outcome: side === 'inside' ? 'met' : 'missed', distance, reason: null };
}

type Side = 'inside' | 'above' | 'below' | 'unknown';

/** By what a printed bound can stand for, else by the value with the decimals that it, or its target, is printed with. */
function sideOf(value: Value, { low, high }: Bounds): Side {
  const { printedLow, printedHigh, printed } = value;
  const bounded = printed !== null && printed.qualifier !== 'exact' && printed.qualifier !== 'stated_zero';
  const point = asPrinted(value, [low, high]);
  const [least, most] = bounded ? [printedLow, printedHigh] : [point, point];
  if (low !== null && most !== null && compare(most, low) < 0) return 'below';
  if (high !== null && least !== null && compare(least, high) > 0) return 'above';
  const reaches = low === null || (least !== null && compare(least, low) >= 0);
  const keeps = high === null || (most !== null && compare(most, high) <= 0);
  return reaches && keeps ? 'inside' : 'unknown';
}

function asPrinted({ exact, subject }: Value, bounds: readonly (Exact | null)[]): Exact | null {
  const places = bounds.map((bound) => (bound === null ? 0 : placesOf(bound)));
  return exact === null ? null : roundHalfUp(exact, Math.max(subject.indicator.decimals, ...places));
}

/** Decimals that a target was set with. */
export const placesOf = (x: Exact): number =>
  MOST_PLACES.find((places) => compare(roundHalfUp(x, places), x) === 0) ?? MOST_PLACES.length;

const MOST_PLACES = [0, 1, 2, 3];

function distanceOf(of: Value, { low, high }: Bounds): Exact | null {
  const value = asPrinted(of, [low, high]);
  if (value === null || (low === null && high === null)) return null;
  const above = low === null ? null : minus(value, low);
  const below = high === null ? null : minus(high, value);
  if (above === null || below === null) return above ?? below;
  return compare(above, below) <= 0 ? above : below;
}
