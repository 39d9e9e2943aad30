import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { normalQuantile, ratesDiffer, sampleInterval, wilson } from '../../../src/kernel/statistics.ts';

describe('intervals of proportions', () => {
  test('Wilson for 81 of 263 and 15 of 148 (Newcombe 1998, table I)', () => {
    const first = wilson(81, 263);
    expect(first?.low).toBeCloseTo(25.53, 2);
    expect(first?.high).toBeCloseTo(36.62, 2);
    const second = wilson(15, 148);
    expect(second?.low).toBeCloseTo(6.24, 2);
    expect(second?.high).toBeCloseTo(16.05, 2);
  });

  test('0 of 20 and 29 of 29 keep their ends', () => {
    expect(wilson(0, 20)?.low).toBe(0);
    expect(wilson(0, 20)?.high).toBeCloseTo(16.11, 2);
    expect(wilson(29, 29)?.high).toBe(100);
    expect(sampleInterval(100, 29)).toEqual(wilson(29, 29));
  });

  test('none without a sample or outside of proportions', () => {
    expect(wilson(0, 0)).toBeNull();
    expect(wilson(5, 4)).toBeNull();
    expect(wilson(-1, 4)).toBeNull();
    expect(wilson(Number.NaN, 4)).toBeNull();
    expect(sampleInterval(105.03, 100)).toBeNull();
  });

  test.each([0, 1, -0.5, 95, Number.NaN])('level %f is refused', (level) => {
    expect(() => wilson(1, 2, level)).toThrow(/between 0 and 1/);
  });

  test.each([0, 1, 2, Number.NaN])('no quantile of %f', (probability) => {
    expect(() => normalQuantile(probability)).toThrow(/probability between 0 and 1/);
  });

  test.each([
    [0.975, 1.959963984540054],
    [0.995, 2.5758293035489004],
    [0.5, 0],
    [0.6, 0.2533471031357997],
    [1e-10, -6.361340902404056],
    [1e-20, -9.2623400897984],
  ])('normal quantile of %f', (probability, z) => {
    expect(normalQuantile(probability)).toBeCloseTo(z, 12);
  });

  test('intervals hold the rate, stay within 0 and 100 and widen with the level', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), fc.double({ min: 0, max: 1, noNaN: true }), (n, share) => {
        const k = Math.round(n * share);
        const narrow = wilson(k, n, 0.9);
        const wide = wilson(k, n, 0.99);
        if (narrow === null || wide === null) throw new Error('a proportion has an interval');
        expect(narrow.low).toBeGreaterThanOrEqual(0);
        expect(narrow.high).toBeLessThanOrEqual(100);
        expect(narrow.low).toBeLessThanOrEqual((k / n) * 100);
        expect(narrow.high).toBeGreaterThanOrEqual((k / n) * 100);
        expect(wide.low).toBeLessThanOrEqual(narrow.low);
        expect(wide.high).toBeGreaterThanOrEqual(narrow.high);
      }),
    );
  });

  test('the same interval seen from the failures', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5000 }), fc.nat(5000), (n, any) => {
        const k = any % (n + 1);
        expect((wilson(k, n)?.low ?? 0) + (wilson(n - k, n)?.high ?? 0)).toBeCloseTo(100, 9);
      }),
    );
  });
});

describe('two survey rates', () => {
  test('the same difference is told apart only with enough answers', () => {
    expect(ratesDiffer(98.639, 1000, 99.272, 1000)).toBe(false);
    expect(ratesDiffer(98.639, 10_000, 99.272, 10_000)).toBe(true);
    expect(ratesDiffer(99.272, 10_000, 98.639, 10_000)).toBe(true);
    expect(ratesDiffer(97, 500, 97, 800)).toBe(false);
    expect(ratesDiffer(97, 0, 98, 800)).toBeNull();
  });

  test('56 of 70 and 48 of 80: Newcombe 1998 gives 5.24 to 33.39 points', () => {
    expect(ratesDiffer(80, 70, 60, 80)).toBe(true);
    expect(ratesDiffer(80, 70, 60, 80, 0.999)).toBe(false);
  });
});
