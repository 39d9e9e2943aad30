import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, daysBetween, fromDayNumber } from '../../../src/kernel/day.ts';
import { canonicalPeriod, parsePeriod, periodHolding, STANDARD_KINDS } from '../../../src/kernel/period.ts';
import {
  closedAt,
  hasEnded,
  lastDay,
  monthsIn,
  nextPeriod,
  periodsBetween,
  previousPeriod,
  wholeMonths,
  yearBefore,
} from '../../../src/kernel/period-steps.ts';

const anyDay = fc.integer({ min: -20_000, max: 80_000 }).map(fromDayNumber);
const standard = fc.tuple(anyDay, fc.constantFrom(...STANDARD_KINDS)).map(([day, kind]) => periodHolding(day, kind));
const span = fc
  .tuple(anyDay, fc.integer({ min: 1, max: 900 }))
  .map(([day, days]) => canonicalPeriod(day, addDays(day, days)));

describe('steps between periods', () => {
  test.each([
    ['2021', '2020'],
    ['2021-H1', '2020-H2'],
    ['2021-Q1', '2020-Q4'],
    ['2021-01', '2020-12'],
    ['2021-W01', '2020-W53'],
    ['2021-03-01', '2021-02-28'],
    ['2021-01/2021-05', '2020-08/2020-12'],
    ['2018/2022', '2013/2017'],
    ['2021-01/2021-12', '2020-01/2020-12'],
    ['2022-06-03/2022-06-06', '2022-05-30/2022-06-02'],
    ['2021/2022-06', '2019-07/2020-12'],
    ['as-of 2022-03-09', 'as-of 2022-03-08'],
    ['as-of 2023-01', 'as-of 2022-12'],
  ])('before %s comes %s', (code, previous) => {
    expect(previousPeriod(parsePeriod(code))).toEqual(parsePeriod(previous));
  });

  test.each([
    ['2021', '2020'],
    ['2021-H2', '2020-H2'],
    ['2021-Q3', '2020-Q3'],
    ['2024-02', '2023-02'],
    ['2024-02-29', '2023-02-28'],
    ['2021-W10', '2020-W10'],
    ['2020-W53', '2019-W52'],
    ['2021-01/2021-05', '2020-01/2020-05'],
    ['2021/2022-06', '2020/2021-06'],
    ['2018/2022', '2017/2021'],
    ['2022-01-01/2022-03-09', '2021-01-01/2021-03-09'],
    ['2025-01-01/2025-02-28', '2024-01/2024-02'],
    ['2024-01-01/2024-02-29', '2023-01-01/2023-02-28'],
    ['2021-W10/2021-W12', '2020-W10/2020-W12'],
    ['as-of 2022-03-09', 'as-of 2021-03-09'],
    ['as-of 2023', 'as-of 2022'],
  ])('a year before %s is %s', (code, before) => {
    expect(yearBefore(parsePeriod(code))).toEqual(parsePeriod(before));
  });

  test('an open range has no neighbours', () => {
    expect(previousPeriod(parsePeriod('2022-01/..'))).toBeNull();
    expect(nextPeriod(parsePeriod('2022-01/..'))).toBeNull();
    expect(yearBefore(parsePeriod('2022-01/..'))).toBeNull();
  });

  test('an open range can be closed', () => {
    expect(closedAt(parsePeriod('2022-01/..'), '2022-03-09').code).toBe('2022-01/2022-03');
    expect(closedAt(parsePeriod('2022-01-05/..'), '2022-03-09').code).toBe('2022-01-05/2022-03-09');
    expect(closedAt(parsePeriod('2022-01/..'), '2021-03-09').code).toBe('2022-01/2022-01');
    expect(closedAt(parsePeriod('2021'), '2022-03-09').code).toBe('2021');
  });

  test('whole months', () => {
    expect(wholeMonths(parsePeriod('2021-H2'))).toEqual({ from: '2021-07-01', to: '2022-01-01' });
    expect(wholeMonths(parsePeriod('2021-01-01/2021-03-31'))).toEqual({ from: '2021-01-01', to: '2021-04-01' });
    expect(wholeMonths(parsePeriod('2021-W10'))).toBeNull();
    expect(wholeMonths(parsePeriod('2021-01-01/2021-03-09'))).toBeNull();
    expect(wholeMonths(parsePeriod('2022-01/..'))).toBeNull();
  });

  test('months, last days and ends', () => {
    expect(monthsIn(parsePeriod('2021-Q2'))).toBe(3);
    expect(monthsIn(parsePeriod('2021-01-31/2021-02-01'))).toBe(2);
    expect(lastDay(parsePeriod('2024-02'))).toBe('2024-02-29');
    expect(hasEnded(parsePeriod('2021'), '2021-12-31')).toBe(false);
    expect(hasEnded(parsePeriod('2021'), '2022-01-01')).toBe(true);
  });

  test('a series', () => {
    const codes = (from: string, to: string, by: (typeof STANDARD_KINDS)[number]) =>
      periodsBetween(parsePeriod(from), parsePeriod(to), by).map(({ code }) => code);
    expect(codes('2020-H2', '2021-H1', 'quarter')).toEqual(['2020-Q3', '2020-Q4', '2021-Q1', '2021-Q2']);
    expect(codes('2021-02', '2021-05', 'quarter')).toEqual(['2021-Q1', '2021-Q2']);
    expect(codes('2020-12-31', '2021-01-04', 'week')).toEqual(['2020-W53', '2021-W01']);
    expect(codes('2021', '2021', 'month')).toHaveLength(12);
  });

  test('a series has kind, order, end and measure', () => {
    const between = (from: string, to: string, by: 'range' | 'day' | 'year') => () =>
      periodsBetween(parsePeriod(from), parsePeriod(to), by);
    expect(between('2020', '2021', 'range')).toThrow(/series by year/);
    expect(between('2022', '2021', 'year')).toThrow(/ends after it starts/);
    expect(between('2020', '2021/..', 'year')).toThrow(/ends after it starts/);
    expect(between('1900', '2021', 'day')).toThrow(/at most 5000/);
  });

  test('the next of the previous is the period', () => {
    fc.assert(
      fc.property(standard, (period) => {
        const previous = previousPeriod(period);
        expect(previous?.end).toBe(period.start);
        expect(previous?.kind).toBe(period.kind);
        expect(previous && nextPeriod(previous)).toEqual(period);
      }),
    );
  });

  test('ranges step by their own length', () => {
    fc.assert(
      fc.property(span, (period) => {
        const previous = previousPeriod(period);
        // Some days can have whole months before them: those step by months.
        fc.pre(previous !== null && (wholeMonths(previous) === null) === (wholeMonths(period) === null));
        const back = previous && nextPeriod(previous);
        expect(previous?.end).toBe(period.start);
        expect([back?.start, back?.end]).toEqual([period.start, period.end]);
      }),
    );
  });

  test('a year is its halves, quarters, months and days; a month its days', () => {
    fc.assert(
      fc.property(anyDay, fc.constantFrom('half', 'quarter', 'month', 'day'), (day, by) => {
        const year = periodHolding(day, 'year');
        const parts = periodsBetween(year, year, by);
        expect(parts[0]?.start).toBe(year.start);
        expect(parts.at(-1)?.end).toBe(year.end);
        for (const [at, part] of parts.entries()) if (at > 0) expect(part.start).toBe(parts[at - 1]?.end);
        expect(parts.reduce((sum, { start, end }) => sum + daysBetween(start, end), 0)).toBe(
          daysBetween(year.start, year.end),
        );
      }),
      { numRuns: 40 },
    );
  });

  test('a year before is about a year earlier and of the same kind', () => {
    fc.assert(
      fc.property(fc.oneof(standard, span), (period) => {
        const before = yearBefore(period);
        if (before === null) throw new Error('a closed period has a year before');
        expect(before.kind).toBe(period.kind);
        expect(Math.abs(daysBetween(before.start, period.start) - 365)).toBeLessThanOrEqual(7);
        expect(wholeMonths(before) === null || wholeMonths(period) !== null || period.kind !== 'range').toBe(true);
        if (wholeMonths(period) !== null) expect(monthsIn(before)).toBe(monthsIn(period));
      }),
    );
  });
});
