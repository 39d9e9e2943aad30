import { addDays, addMonths, type Day, dayOf, dayOfWeek, dayParts, daysBetween, END_OF_DAYS, isDay } from './day.ts';
import { AnlanError } from './errors.ts';

export const PERIOD_KINDS = ['year', 'half', 'quarter', 'month', 'week', 'day', 'range', 'instant'] as const;

export type PeriodKind = (typeof PERIOD_KINDS)[number];

/** The kinds that tile the calendar. */
export const STANDARD_KINDS = ['year', 'half', 'quarter', 'month', 'week', 'day'] as const;

export type StandardKind = (typeof STANDARD_KINDS)[number];

/** A span of days. `end` is exclusive; an open range ends at '9999-12-31'. An instant spans its precision. */
export interface Period {
  readonly kind: PeriodKind;
  readonly code: string;
  readonly start: Day;
  readonly end: Day;
}

const EXAMPLES =
  '2021, 2021-H2, 2021-Q1, 2021-03, 2021-W10, 2021-03-08, 2021-01/2021-05, 2022-01/.., as-of 2022-03-09, YEAR_TO_DATE, LAST_12_MONTHS or LATEST';
const STANDARD = /^((?:19|20|21)\d\d)(?:-(?:H([12])|Q([1-4])|W(\d\d)|(\d\d)(?:-(\d\d))?))?$/;
const AS_OF = 'as-of ';

/**
 * A code of the API: 2021, 2021-H2, 2021-Q1, 2021-03, 2021-W10 (ISO week), 2021-03-08, ranges of these with both ends
 * included (2021-01/2021-05, 2021/2022-06), open ones (2022-01/..) and instants (as-of 2022-03-09). Years 1900 to 2199.
 * Relative codes come back resolved: YEAR_TO_DATE is 1 January to `today`, LAST_12_MONTHS the twelve whole months before
 * the month of `today`, LATEST the month of `latest`, a day of the newest data.
 * @throws AnlanError BAD_PERIOD
 */
export function parsePeriod(code: string, today?: Day, latest?: Day): Period {
  const period = standardPeriod(code) ?? instant(code) ?? range(code) ?? relative(code, today, latest);
  if (period === null) throw badPeriod(code, `expected a period such as ${EXAMPLES}`);
  return period;
}

export function yearPeriod(year: number): Period {
  return { kind: 'year', code: four(year), start: dayOf(year, 1, 1), end: dayOf(year + 1, 1, 1) };
}

/** @param half 1 or 2 */
export function halfPeriod(year: number, half: number): Period {
  return months('half', `${four(year)}-H${half}`, dayOf(year, half * 6 - 5, 1), 6);
}

/** @param quarter 1 to 4 */
export function quarterPeriod(year: number, quarter: number): Period {
  return months('quarter', `${four(year)}-Q${quarter}`, dayOf(year, quarter * 3 - 2, 1), 3);
}

/** @param month 1 to 12 */
export function monthPeriod(year: number, month: number): Period {
  const start = dayOf(year, month, 1);
  return months('month', start.slice(0, 7), start, 1);
}

/** ISO week: from Monday; week 1 holds 4 January. @param week 1 to 52 or 53 */
export function weekPeriod(year: number, week: number): Period {
  const start = addDays(firstMonday(year), (week - 1) * 7);
  return { kind: 'week', code: `${four(year)}-W${String(week).padStart(2, '0')}`, start, end: addDays(start, 7) };
}

export function weeksInYear(year: number): number {
  return daysBetween(firstMonday(year), firstMonday(year + 1)) / 7;
}

export function dayPeriod(day: Day): Period {
  return { kind: 'day', code: day, start: day, end: addDays(day, 1) };
}

export function instantOf(period: Period): Period {
  return { ...period, kind: 'instant', code: AS_OF + period.code };
}

/** A range named after its ends: years, else months, else days; open when `end` is '9999-12-31'. */
export function rangePeriod(start: Day, end: Day): Period {
  const monthly = start.endsWith('-01') && end.endsWith('-01');
  const yearly = monthly && start.endsWith('-01-01') && end.endsWith('-01-01') && addMonths(start, 12) < end;
  const digits = yearly ? 4 : monthly || (end === END_OF_DAYS && start.endsWith('-01')) ? 7 : 10;
  const last = end === END_OF_DAYS ? '..' : addDays(end, -1).slice(0, digits);
  return { kind: 'range', code: `${start.slice(0, digits)}/${last}`, start, end };
}

/** The period of one kind that holds the day. */
export function periodHolding(day: Day, kind: StandardKind): Period {
  const { year, month } = dayParts(day);
  switch (kind) {
    case 'year':
      return yearPeriod(year);
    case 'half':
      return halfPeriod(year, month > 6 ? 2 : 1);
    case 'quarter':
      return quarterPeriod(year, Math.ceil(month / 3));
    case 'month':
      return monthPeriod(year, month);
    case 'week': {
      const thursday = addDays(day, 4 - dayOfWeek(day));
      const weekYear = dayParts(thursday).year;
      return weekPeriod(weekYear, Math.floor(daysBetween(firstMonday(weekYear), thursday) / 7) + 1);
    }
    case 'day':
      return dayPeriod(day);
  }
}

/** The standard period when the span is one (2021-01-01 to 2021-07-01 is 2021-H1), else a range. `end` is exclusive. */
export function canonicalPeriod(start: Day, end: Day): Period {
  for (const kind of STANDARD_KINDS) {
    const period = periodHolding(start, kind);
    if (period.start === start && period.end === end) return period;
  }
  return rangePeriod(start, end);
}

/** A standard code, or null when it is none. */
export function standardPeriod(code: string): Period | null {
  const match = STANDARD.exec(code);
  if (match === null) return null;
  const [year = 0, half, quarter, week, month, day] = match.slice(1).map((part) => part && Number(part)) as number[];
  if (half !== undefined) return halfPeriod(year, half);
  if (quarter !== undefined) return quarterPeriod(year, quarter);
  if (week !== undefined) return week >= 1 && week <= weeksInYear(year) ? weekPeriod(year, week) : null;
  if (day !== undefined) return isDay(code) ? dayPeriod(code) : null;
  if (month !== undefined) return month >= 1 && month <= 12 ? monthPeriod(year, month) : null;
  return yearPeriod(year);
}

/** The periods a range code was made of; the second is null when the range is open. Null when it is no range code. */
export function rangeParts(code: string): readonly [Period, Period | null] | null {
  const [first, last, ...more] = code.split('/');
  if (first === undefined || last === undefined || more.length > 0) return null;
  const from = standardPeriod(first);
  const to = standardPeriod(last);
  if (from === null || (to === null && last !== '..')) return null;
  return [from, to];
}

function instant(code: string): Period | null {
  const part = code.startsWith(AS_OF) ? standardPeriod(code.slice(AS_OF.length)) : null;
  return part === null ? null : instantOf(part);
}

function range(code: string): Period | null {
  const parts = rangeParts(code);
  if (parts === null) return null;
  const [from, to] = parts;
  const end = to === null ? END_OF_DAYS : to.end;
  if (to !== null && (to.start < from.start || to.end < from.end)) {
    throw badPeriod(code, 'expected a range whose end is not before its start');
  }
  return { kind: 'range', code, start: from.start, end };
}

function relative(code: string, today: Day | undefined, latest: Day | undefined): Period | null {
  switch (code) {
    case 'YEAR_TO_DATE': {
      const day = known(code, today, 'the day of today');
      const start = `${day.slice(0, 4)}-01-01`;
      return { kind: 'range', code: `${start}/${day}`, start, end: addDays(day, 1) };
    }
    case 'LAST_12_MONTHS': {
      const end = periodHolding(known(code, today, 'the day of today'), 'month').start;
      const start = addMonths(end, -12);
      return rangePeriod(start, end);
    }
    case 'LATEST':
      return periodHolding(known(code, latest, 'data to take the latest month of'), 'month');
    default:
      return null;
  }
}

function known(code: string, day: Day | undefined, what: string): Day {
  if (day === undefined) throw badPeriod(code, `expected ${what}`);
  return day;
}

function badPeriod(code: string, expectation: string): AnlanError {
  const found = code.length > 60 ? `${code.slice(0, 60)}…` : code;
  return new AnlanError('BAD_PERIOD', `${expectation}; got ${JSON.stringify(found)}`, { found, examples: EXAMPLES });
}

function months(kind: StandardKind, code: string, start: Day, count: number): Period {
  return { kind, code, start, end: addMonths(start, count) };
}

function firstMonday(year: number): Day {
  const fourth = dayOf(year, 1, 4);
  return addDays(fourth, 1 - dayOfWeek(fourth));
}

function four(year: number): string {
  return String(year).padStart(4, '0');
}
