import { compare, type Exact, HUNDRED, isZero, minus, negate, ONE, over, times, ZERO } from './exact.ts';

/** The values between low and high; null is unbounded. A printed figure is [low, high), an exact one the point. */
export interface Interval {
  readonly low: Exact | null;
  readonly high: Exact | null;
  readonly lowClosed: boolean;
  readonly highClosed: boolean;
}

/** [low, high); the point when both are equal; [low, ∞) when high is null: how value_low and value_high are read. */
export function fromBounds(low: Exact | null, high: Exact | null): Interval {
  const point = low !== null && high !== null && compare(low, high) === 0;
  return { low, high, lowClosed: low !== null, highClosed: point };
}

export function pointInterval(x: Exact): Interval {
  return { low: x, high: x, lowClosed: true, highClosed: true };
}

export function isPoint({ low, high }: Interval): boolean {
  return low !== null && high !== null && compare(low, high) === 0;
}

export function intervalContains(interval: Interval, x: Exact): boolean {
  return intervalsIntersect(interval, pointInterval(x));
}

export function intervalsIntersect(a: Interval, b: Interval): boolean {
  return reaches(a, b) && reaches(b, a);
}

export function negateInterval({ low, high, lowClosed, highClosed }: Interval): Interval {
  return {
    low: high === null ? null : negate(high),
    high: low === null ? null : negate(low),
    lowClosed: highClosed,
    highClosed: lowClosed,
  };
}

/** a - b for every value the two can stand for. */
export function subtractIntervals(a: Interval, b: Interval): Interval {
  return {
    low: a.low === null || b.high === null ? null : minus(a.low, b.high),
    high: a.high === null || b.low === null ? null : minus(a.high, b.low),
    lowClosed: a.lowClosed && b.highClosed,
    highClosed: a.highClosed && b.lowClosed,
  };
}

/** a / b for every value the two can stand for; null unless b is above 0 throughout. */
export function divideIntervals(a: Interval, b: Interval): Interval | null {
  if (b.low === null || compare(b.low, ZERO) < 0 || (isZero(b.low) && b.lowClosed)) return null;
  const high = greatestQuotient(a, b);
  const low = greatestQuotient(negateInterval(a), b);
  return {
    low: low.value === null ? null : negate(low.value),
    high: high.value,
    lowClosed: low.closed,
    highClosed: high.closed,
  };
}

export function scaleInterval(interval: Interval, factor: Exact): Interval {
  if (isZero(factor)) return pointInterval(ZERO);
  const scaled = compare(factor, ZERO) < 0 ? negateInterval(interval) : interval;
  const size = factor.abs();
  return {
    ...scaled,
    low: scaled.low === null ? null : times(scaled.low, size),
    high: scaled.high === null ? null : times(scaled.high, size),
  };
}

/** (current - baseline) / baseline * 100 for every value the two can stand for; null unless the baseline is above 0. */
export function relativeChangeInterval(current: Interval, baseline: Interval): Interval | null {
  const quotient = divideIntervals(current, baseline);
  return quotient === null ? null : scaleInterval(subtractIntervals(quotient, pointInterval(ONE)), HUNDRED);
}

/** The part of the interval that is not above the bound; all of it where none is below. */
export function cappedInterval(interval: Interval, atMost: Exact): Interval {
  const { low, high } = interval;
  if ((high !== null && compare(high, atMost) <= 0) || (low !== null && compare(low, atMost) > 0)) return interval;
  return { ...interval, high: atMost, highClosed: true };
}

function reaches(a: Interval, b: Interval): boolean {
  if (a.high === null || b.low === null) return true;
  const order = compare(a.high, b.low);
  return order > 0 || (order === 0 && a.highClosed && b.lowClosed);
}

/** The supremum of a / b with b above 0: a positive value is greatest over the least b, a negative one over the greatest. */
function greatestQuotient(a: Interval, b: Interval): { readonly value: Exact | null; readonly closed: boolean } {
  if (a.high === null || b.low === null) return { value: null, closed: false };
  const sign = compare(a.high, ZERO);
  if (sign === 0) return { value: ZERO, closed: a.highClosed };
  if (sign > 0) {
    if (isZero(b.low)) return { value: null, closed: false };
    return { value: over(a.high, b.low), closed: a.highClosed && b.lowClosed };
  }
  if (b.high === null) return { value: ZERO, closed: false };
  return { value: over(a.high, b.high), closed: a.highClosed && b.highClosed };
}
