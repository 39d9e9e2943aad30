import { AnlanError } from './errors.ts';

/** A calendar day 'YYYY-MM-DD' of the proleptic Gregorian calendar, years 0001 to 9999; sorts as text. */
export type Day = string;

/** The exclusive end of what has no end. */
export const END_OF_DAYS: Day = '9999-12-31';

const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;
const MILLISECONDS = 86_400_000;
const SHANGHAI_OFFSET = 8 * 3_600_000;

export function isDay(text: string): boolean {
  const match = DAY.exec(text);
  if (match === null) return false;
  const [, year, month, day] = match;
  return isCalendarDay(Number(year), Number(month), Number(day));
}

export function isCalendarDay(year: number, month: number, day: number): boolean {
  return year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

/** @param month 1 to 12 */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** @throws AnlanError BAD_USER_INPUT when there is no such day */
export function dayOf(year: number, month: number, day: number): Day {
  if (!isCalendarDay(year, month, day)) {
    throw new AnlanError('BAD_USER_INPUT', `expected a day of the calendar, got ${year}-${month}-${day}`, {
      year,
      month,
      day,
    });
  }
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** @throws AnlanError BAD_USER_INPUT when the text is no day */
export function dayParts(day: Day): { readonly year: number; readonly month: number; readonly day: number } {
  if (!isDay(day)) {
    throw new AnlanError('BAD_USER_INPUT', `expected a day like 2021-03-08, got ${JSON.stringify(day)}`, {
      found: day,
    });
  }
  return { year: Number(day.slice(0, 4)), month: Number(day.slice(5, 7)), day: Number(day.slice(8, 10)) };
}

export function addDays(day: Day, count: number): Day {
  return fromDayNumber(dayNumber(day) + count);
}

/** Days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return dayNumber(to) - dayNumber(from);
}

/** The same day `count` months later; the 31st becomes the last day of a shorter month. */
export function addMonths(day: Day, count: number): Day {
  const parts = dayParts(day);
  const months = parts.year * 12 + (parts.month - 1) + count;
  const year = Math.floor(months / 12);
  const month = months - year * 12 + 1;
  return dayOf(year, month, Math.min(parts.day, daysInMonth(year, month)));
}

export function firstOfMonth(day: Day): Day {
  return `${day.slice(0, 7)}-01`;
}

/** 1 is Monday, 7 is Sunday. */
export function dayOfWeek(day: Day): number {
  return ((((dayNumber(day) + 3) % 7) + 7) % 7) + 1;
}

/** The calendar day in China (UTC+8, no summer time) at a moment. */
export function shanghaiDay(date: Date): Day {
  return fromDayNumber(Math.floor((date.getTime() + SHANGHAI_OFFSET) / MILLISECONDS));
}

/** The day in China now, worked out once a day. */
export function createToday(clock: () => Date): () => Day {
  let known = { number: Number.NaN, day: '' };
  return () => {
    const number = Math.floor((clock().getTime() + SHANGHAI_OFFSET) / MILLISECONDS);
    if (number !== known.number) known = { number, day: fromDayNumber(number) };
    return known.day;
  };
}

/** Days since 1970-01-01. */
export function dayNumber(day: Day): number {
  const parts = dayParts(day);
  return utc(parts.year, parts.month, parts.day) / MILLISECONDS;
}

export function fromDayNumber(number: number): Day {
  const date = new Date(number * MILLISECONDS);
  return dayOf(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate());
}

function utc(year: number, month: number, day: number): number {
  return new Date(0).setUTCFullYear(year, month - 1, day);
}
