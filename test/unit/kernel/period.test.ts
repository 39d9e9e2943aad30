import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, fromDayNumber } from '../../../src/kernel/day.ts';
import { AnlanError } from '../../../src/kernel/errors.ts';
import {
  canonicalPeriod,
  parsePeriod,
  periodHolding,
  STANDARD_KINDS,
  weeksInYear,
} from '../../../src/kernel/period.ts';

const anyDay = fc.integer({ min: -25_000, max: 80_000 }).map(fromDayNumber);

describe('codes of periods', () => {
  test.each([
    ['2021', 'year', '2021-01-01', '2022-01-01'],
    ['2021-H1', 'half', '2021-01-01', '2021-07-01'],
    ['2021-H2', 'half', '2021-07-01', '2022-01-01'],
    ['2021-Q1', 'quarter', '2021-01-01', '2021-04-01'],
    ['2021-Q4', 'quarter', '2021-10-01', '2022-01-01'],
    ['2021-03', 'month', '2021-03-01', '2021-04-01'],
    ['2021-12', 'month', '2021-12-01', '2022-01-01'],
    ['2021-W10', 'week', '2021-03-08', '2021-03-15'],
    ['2021-W01', 'week', '2021-01-04', '2021-01-11'],
    ['2020-W53', 'week', '2020-12-28', '2021-01-04'],
    ['2020-W01', 'week', '2019-12-30', '2020-01-06'],
    ['2021-03-08', 'day', '2021-03-08', '2021-03-09'],
    ['2024-02-29', 'day', '2024-02-29', '2024-03-01'],
    ['2021-01/2021-05', 'range', '2021-01-01', '2021-06-01'],
    ['2018/2022', 'range', '2018-01-01', '2023-01-01'],
    ['2022-06-03/2022-06-06', 'range', '2022-06-03', '2022-06-07'],
    ['2021/2022-06', 'range', '2021-01-01', '2022-07-01'],
    ['2021-W10/2021-W12', 'range', '2021-03-08', '2021-03-29'],
    ['2021-01/2021-12', 'range', '2021-01-01', '2022-01-01'],
    ['2021/2021', 'range', '2021-01-01', '2022-01-01'],
    ['2022-01/..', 'range', '2022-01-01', '9999-12-31'],
    ['as-of 2022-03-09', 'instant', '2022-03-09', '2022-03-10'],
    ['as-of 2023-01', 'instant', '2023-01-01', '2023-02-01'],
    ['as-of 2023', 'instant', '2023-01-01', '2024-01-01'],
  ])('%s is a %s from %s to %s', (code, kind, start, end) => {
    expect(parsePeriod(code)).toEqual({ kind, code, start, end });
  });

  test.each(
    [
      ['', '21', '2021-13', '2021-00', '2021-H3', '2021-Q5', '2021-Q0', '2021-W54', '2021-W53', '2021-W00', '2021-W1'],
      [
        '2021-02-29',
        '2021-3',
        '2021/3',
        '2021-05/2021-01',
        '2021/2021-03',
        '../2021',
        '2021/',
        '/2021',
        '2021/2022/2023',
      ],
      [
        'as-of',
        'as-of 2021/2022',
        'as-of as-of 2021',
        '2021年',
        ' 2021',
        '2021\n',
        '0999',
        '3021',
        'latest',
        '20210308',
      ],
    ].flat(),
  )('%j is refused', (code) => {
    expect(() => parsePeriod(code, '2022-03-09', '2022-03-01')).toThrow(AnlanError);
  });

  test('the refusal says what came and what is wanted', () => {
    expect(() => parsePeriod('2021-13')).toThrow(/2021-H2.*got "2021-13"/);
    expect(() => parsePeriod('2021-05/2021-01')).toThrow(/end is not before its start/);
    expect(() => parsePeriod('x'.repeat(1000))).toThrow(/^.{0,300}$/);
  });

  test('relative codes come back resolved', () => {
    expect(parsePeriod('YEAR_TO_DATE', '2022-03-09')).toEqual(parsePeriod('2022-01-01/2022-03-09'));
    expect(parsePeriod('LAST_12_MONTHS', '2022-03-09')).toEqual(parsePeriod('2021-03/2022-02'));
    expect(parsePeriod('LAST_12_MONTHS', '2022-01-31')).toEqual(parsePeriod('2021-01/2021-12'));
    expect(parsePeriod('LATEST', '2022-03-09', '2021-11-30')).toEqual(parsePeriod('2021-11'));
  });

  test('relative codes need their day', () => {
    expect(() => parsePeriod('YEAR_TO_DATE')).toThrow(/today/);
    expect(() => parsePeriod('LATEST', '2022-03-09')).toThrow(/data/);
  });

  test.each([
    ['2021-01-01', '2022-01-01', '2021'],
    ['2021-01-01', '2021-07-01', '2021-H1'],
    ['2021-04-01', '2021-07-01', '2021-Q2'],
    ['2021-04-01', '2021-05-01', '2021-04'],
    ['2021-03-08', '2021-03-15', '2021-W10'],
    ['2021-03-08', '2021-03-09', '2021-03-08'],
    ['2021-01-01', '2021-06-01', '2021-01/2021-05'],
    ['2018-01-01', '2023-01-01', '2018/2022'],
    ['2022-06-03', '2022-06-07', '2022-06-03/2022-06-06'],
    ['2022-01-01', '9999-12-31', '2022-01/..'],
    ['2022-01-05', '9999-12-31', '2022-01-05/..'],
  ])('%s to %s is %s', (start, end, code) => {
    expect(canonicalPeriod(start, end)).toEqual(parsePeriod(code));
  });

  test('some years have 53 weeks', () => {
    expect([2015, 2020, 2021, 2026].map(weeksInYear)).toEqual([53, 53, 52, 53]);
  });

  test('every day lies in one period of each kind, and its code leads back', () => {
    fc.assert(
      fc.property(anyDay, fc.constantFrom(...STANDARD_KINDS), (day, kind) => {
        const period = periodHolding(day, kind);
        expect(period.start <= day && day < period.end).toBe(true);
        expect(parsePeriod(period.code)).toEqual(period);
        expect(periodHolding(period.start, kind)).toEqual(period);
        expect(periodHolding(addDays(period.end, -1), kind)).toEqual(period);
        expect(periodHolding(period.end, kind)).not.toEqual(period);
      }),
    );
  });

  test('the canonical code of any span leads back to it', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 1, max: 800 }), (start, length) => {
        const period = canonicalPeriod(start, addDays(start, length));
        expect(parsePeriod(period.code)).toEqual(period);
        expect([period.start, period.end]).toEqual([start, addDays(start, length)]);
      }),
    );
  });
});
