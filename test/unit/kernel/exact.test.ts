import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  compare,
  exact,
  HUNDRED,
  isWhole,
  isZero,
  minus,
  ONE,
  over,
  plus,
  ratio,
  roundHalfUp,
  times,
  toFixed,
  toNumber,
  ZERO,
} from '../../../src/kernel/exact.ts';

const rate = (k: number, n: number) => times(ratio(k, n), exact(100));

describe('exact numbers', () => {
  test('1304 of 1327 prints 98.27', () => {
    expect(toFixed(rate(1304, 1327), 2)).toBe('98.27');
  });

  test.each([
    ['2.5', 0, '3'],
    ['-2.5', 0, '-3'],
    ['2.675', 2, '2.68'],
    ['1.005', 2, '1.01'],
    ['-0.004', 2, '0.00'],
    ['0.045', 2, '0.05'],
    ['98.6385', 3, '98.639'],
    ['7', 3, '7.000'],
    ['-1234.5', 1, '-1234.5'],
  ])('%s with %i decimals prints %s', (value, decimals, printed) => {
    expect(toFixed(exact(value), decimals)).toBe(printed);
  });

  test('a double stands for its shortest decimal', () => {
    expect(toFixed(plus(exact(0.1), exact(0.2)), 20)).toBe('0.30000000000000000000');
    expect(toFixed(exact(1e-7), 8)).toBe('0.00000010');
    expect(toFixed(exact(1e21), 0)).toBe('1000000000000000000000');
  });

  test.each(['', '1/3', '1.2(3)', 'NaN', 'Infinity', '=1+1', '1,000', ' 1'])('%j is refused', (text) => {
    expect(() => exact(text)).toThrow(/finite decimal/);
  });

  test('a denominator of 0 is refused', () => {
    expect(() => over(exact(1), exact(0))).toThrow(/denominator/);
  });

  test('order and wholeness', () => {
    expect([compare(exact(1), exact(2)), compare(exact(2), exact(2)), compare(exact(9), exact(2))]).toEqual([-1, 0, 1]);
    expect([ZERO, ONE, HUNDRED].map(toNumber)).toEqual([0, 1, 100]);
    expect([isWhole(ratio(4, 2)), isWhole(ratio(1, 2)), isZero(exact(0)), isZero(exact(-1))]).toEqual([
      true,
      false,
      true,
      false,
    ]);
  });

  test('rounding left of the point', () => {
    expect(toNumber(roundHalfUp(exact(1_155_000), -4))).toBe(1_160_000);
  });

  test('large values become the nearest double', () => {
    expect(toNumber(ratio(10n ** 400n, 3n * 10n ** 399n))).toBe(10 / 3);
    expect(toNumber(exact('99999999999999999999999'))).toBe(1e23);
    expect(toNumber(ratio(10n ** 60n + 1n, 3n))).toBe(Number('3'.repeat(60)));
    expect(toNumber(ratio(1n, 3n * 10n ** 60n))).toBe(Number(`${'3'.repeat(40)}e-100`));
    expect(toNumber(exact('-9007199254740993'))).toBe(-9007199254740992);
  });

  test('rounding is what integers say', () => {
    fc.assert(
      fc.property(fc.bigInt(-(10n ** 18n), 10n ** 18n), fc.bigInt(1n, 10n ** 12n), fc.nat(6), (n, d, decimals) => {
        const scaled = (n < 0n ? -n : n) * 10n ** BigInt(decimals);
        const whole = scaled / d;
        const size = (scaled % d) * 2n >= d ? whole + 1n : whole;
        expect(compare(roundHalfUp(ratio(n, d), decimals), ratio(n < 0n ? -size : size, 10n ** BigInt(decimals)))).toBe(
          0,
        );
        expect(exact(toFixed(ratio(n, d), decimals)).equals(roundHalfUp(ratio(n, d), decimals))).toBe(true);
      }),
    );
  });

  test('sums undo differences, and doubles come back', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e15, max: 1e15 }), fc.integer(), (x, y) => {
        expect(toNumber(exact(x))).toBe(x === 0 ? 0 : x);
        expect(compare(minus(plus(exact(x), exact(y)), exact(y)), exact(x))).toBe(0);
      }),
    );
  });
});
