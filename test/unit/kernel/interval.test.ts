import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compare, exact, minus, over, plus, ratio, toFixed } from '../../../src/kernel/exact.ts';
import {
  cappedInterval,
  divideIntervals,
  fromBounds,
  type Interval,
  intervalContains,
  intervalsIntersect,
  isPoint,
  pointInterval,
  relativeChangeInterval,
  scaleInterval,
  subtractIntervals,
} from '../../../src/kernel/interval.ts';

const of = (low: string | null, high: string | null) =>
  fromBounds(low === null ? null : exact(low), high === null ? null : exact(high));

const member = fc.tuple(fc.integer({ min: -1000, max: 1000 }), fc.nat(500), fc.nat(99)).map(([low, width, inside]) => ({
  interval: fromBounds(exact(low), exact(low + width)),
  value: plus(exact(low), ratio(width * inside, 100)),
}));

describe('intervals', () => {
  test('prints are half-open, exact ones points', () => {
    const printed = of('1.435', '1.445');
    expect(intervalContains(printed, exact('1.435'))).toBe(true);
    expect(intervalContains(printed, exact('1.445'))).toBe(false);
    expect(isPoint(of('1327', '1327'))).toBe(true);
    expect(intervalContains(of('1327', '1327'), exact(1327))).toBe(true);
    expect(intervalContains(of('99', null), exact(1_000_000))).toBe(true);
    expect(intervalContains(of('99', null), exact('98.999'))).toBe(false);
  });

  test('neighbours do not meet', () => {
    expect(intervalsIntersect(of('1', '2'), of('2', '3'))).toBe(false);
    expect(intervalsIntersect(of('1', '2'), of('2', '2'))).toBe(false);
    expect(intervalsIntersect(of('1', '2'), of('1.99', null))).toBe(true);
  });

  test('a divisor that may be 0 or less has no quotient', () => {
    expect(divideIntervals(of('1', '2'), of('0', '3'))).toBeNull();
    expect(divideIntervals(of('1', '2'), of('-1', '3'))).toBeNull();
  });

  test('unbounded parts', () => {
    const quotient = divideIntervals(of('99', null), of('100', null));
    expect(quotient?.high).toBeNull();
    expect(quotient?.low && toFixed(quotient.low, 0)).toBe('0');
    expect(subtractIntervals(of('5', '6'), of('1', null)).low).toBeNull();
    expect(subtractIntervals(of('5', null), of('1', '2')).high).toBeNull();
    expect(subtractIntervals(of('5', '6'), of(null, '2')).high).toBeNull();
  });

  test('a cap is part of what it caps', () => {
    const capped = cappedInterval(of('99', null), exact(100));
    expect(intervalContains(capped, exact(100))).toBe(true);
    expect(intervalContains(capped, exact('100.01'))).toBe(false);
    expect(cappedInterval(of('98', '99'), exact(100))).toEqual(of('98', '99'));
    expect(cappedInterval(of('101', '102'), exact(100))).toEqual(of('101', '102'));
  });

  test('the congestion index: 1.44 to 1.31 is -9.69 to -8.36 percent', () => {
    const change = relativeChangeInterval(of('1.305', '1.315'), of('1.435', '1.445'));
    expect(change?.low && toFixed(change.low, 2)).toBe('-9.69');
    expect(change?.high && toFixed(change.high, 2)).toBe('-8.36');
  });

  test('results hold every combination of members', () => {
    fc.assert(
      fc.property(member, member, (a, b) => {
        expect(intervalContains(subtractIntervals(a.interval, b.interval), minus(a.value, b.value))).toBe(true);
        expect(intervalContains(scaleInterval(a.interval, exact(-3)), a.value.mul(-3))).toBe(true);
        const quotient = divideIntervals(a.interval, b.interval);
        const low = b.interval.low;
        expect(quotient === null).toBe(low === null || compare(low, exact(0)) <= 0);
        if (quotient !== null) expect(intervalContains(quotient, over(a.value, b.value))).toBe(true);
      }),
    );
  });

  test('an end is only reached when both parts reach theirs', () => {
    const point = pointInterval(exact(2));
    const halfOpen = of('1', '3');
    const ends = (interval: Interval | null) => [interval?.lowClosed, interval?.highClosed];
    expect(ends(subtractIntervals(halfOpen, point))).toEqual([true, false]);
    expect(ends(subtractIntervals(point, halfOpen))).toEqual([false, true]);
    expect(ends(subtractIntervals(halfOpen, halfOpen))).toEqual([false, false]);
    expect(ends(divideIntervals(point, halfOpen))).toEqual([false, true]);
    expect(ends(divideIntervals(halfOpen, halfOpen))).toEqual([false, false]);
    expect(ends(divideIntervals(halfOpen, point))).toEqual([true, false]);
  });

  test('a divisor that only comes near 0 has a quotient without end', () => {
    const quotient = divideIntervals(of('1', '2'), { ...of('0', '4'), lowClosed: false });
    expect([quotient?.low?.toFraction(), quotient?.high, quotient?.highClosed]).toEqual(['1/4', null, false]);
  });

  test('quotients are no wider than they must be', () => {
    const ends = ({ low, high }: Interval) => [low?.toFraction(), high?.toFraction()];
    const quotient = (a: Interval, b: Interval) => ends(divideIntervals(a, b) ?? pointInterval(exact(0)));
    expect(quotient(of('46000', '47000'), of('51000', '52000'))).toEqual(['23/26', '47/51']);
    expect(quotient(of('-4', '-2'), of('2', '4'))).toEqual(['-2', '-1/2']);
    expect(quotient(of('-4', '2'), of('2', '4'))).toEqual(['-2', '1']);
  });
});
