import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addDays,
  addMonths,
  dayNumber,
  dayOfWeek,
  daysBetween,
  firstOfMonth,
  fromDayNumber,
  isDay,
  shanghaiDay,
} from '../../../src/kernel/day.ts';

const anyDay = fc.integer({ min: -700_000, max: 2_900_000 }).map(fromDayNumber);

describe('days', () => {
  test.each(['2021-03-08', '2024-02-29', '2000-02-29', '0001-01-01', '9999-12-31'])('%s is a day', (text) => {
    expect(isDay(text)).toBe(true);
  });

  test.each([
    '2021-02-29',
    '1900-02-29',
    '2021-04-31',
    '2021-00-01',
    '2021-13-01',
    '2021-3-8',
    '0000-01-01',
    ' 2021-03-08',
    '2021-03-08\n',
  ])('%j is none', (text) => {
    expect(isDay(text)).toBe(false);
  });

  test('months are added within the shorter month', () => {
    expect(addMonths('2021-01-31', 1)).toBe('2021-02-28');
    expect(addMonths('2024-01-31', 1)).toBe('2024-02-29');
    expect(addMonths('2024-02-29', -12)).toBe('2023-02-28');
    expect(addMonths('2021-03-15', -3)).toBe('2020-12-15');
  });

  test('weeks start on Monday', () => {
    expect(dayOfWeek('2021-03-08')).toBe(1);
    expect(dayOfWeek('2021-03-14')).toBe(7);
    expect(dayOfWeek('1969-12-31')).toBe(3);
  });

  test('the day in China begins at 16:00 UTC', () => {
    expect(shanghaiDay(new Date('2021-02-28T15:59:59Z'))).toBe('2021-02-28');
    expect(shanghaiDay(new Date('2021-02-28T16:00:00Z'))).toBe('2021-03-01');
  });

  test('a day that does not exist is refused with what came', () => {
    expect(() => addDays('2021-02-30', 1)).toThrow(/2021-02-30/);
  });

  test('days form a line', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -5000, max: 5000 }), (day, count) => {
        expect(isDay(day)).toBe(true);
        expect(daysBetween(day, addDays(day, count))).toBe(count);
        expect(fromDayNumber(dayNumber(day))).toBe(day);
        expect(day < addDays(day, 1)).toBe(true);
        expect(dayOfWeek(addDays(day, 1))).toBe((dayOfWeek(day) % 7) + 1);
      }),
    );
  });

  test('the first of the month is in the month, and months add up', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -60, max: 60 }), (day, count) => {
        const first = firstOfMonth(day);
        expect(first.slice(0, 7)).toBe(day.slice(0, 7));
        expect(addMonths(addMonths(first, count), -count)).toBe(first);
      }),
    );
  });
});
