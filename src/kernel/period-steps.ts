import { addDays, addMonths, type Day, dayParts, daysBetween, END_OF_DAYS } from './day.ts';
import { AnlanError } from './errors.ts';
import {
  instantOf,
  type Period,
  type PeriodKind,
  periodHolding,
  rangeParts,
  rangePeriod,
  type StandardKind,
  standardPeriod,
  weekPeriod,
  weeksInYear,
} from './period.ts';

const MOST_PERIODS = 5000;
const MONTHS = { year: 12, half: 6, quarter: 3, month: 1 } as const;

export function isOpen(period: Period): boolean {
  return period.end === END_OF_DAYS;
}

/** First day of the first month and first day after the last month; null when the period is open or cuts a month. */
export function wholeMonths(period: Period): { readonly from: Day; readonly to: Day } | null {
  if (isOpen(period) || !period.start.endsWith('-01') || !period.end.endsWith('-01')) return null;
  return { from: period.start, to: period.end };
}

/** How many calendar months the period touches. */
export function monthsIn(period: Period): number {
  return monthNumber(lastDay(period)) - monthNumber(period.start) + 1;
}

/** The last day that belongs to the period. */
export function lastDay(period: Period): Day {
  return addDays(period.end, -1);
}

export function hasEnded(period: Period, today: Day): boolean {
  return period.end <= today;
}

/** An open range ended with the month of `day` (with the day itself when it starts inside a month); others unchanged. */
export function closedAt(period: Period, day: Day): Period {
  if (!isOpen(period)) return period;
  const last = day < period.start ? period.start : day;
  return rangePeriod(period.start, periodHolding(last, period.start.endsWith('-01') ? 'month' : 'day').end);
}

/** The same kind directly before; for a range as many months, or days, directly before. Null for an open range. */
export function previousPeriod(period: Period): Period | null {
  return stepped(period, -1);
}

export function nextPeriod(period: Period): Period | null {
  return stepped(period, 1);
}

/**
 * The period of the same name a year earlier: 29 February becomes 28 February, week 53 becomes week 52.
 * Null for an open range.
 */
export function yearBefore(period: Period): Period | null {
  switch (period.kind) {
    case 'range':
      return rangeYearBefore(period);
    case 'instant':
      return instantOf(standardYearBefore(precision(period)));
    default:
      return standardYearBefore(period);
  }
}

/**
 * The periods of one kind from the one that holds the first day of `from` to the one that holds the last day of `to`.
 * @throws AnlanError BAD_PERIOD for ranges, instants, an open or a reversed span; QUERY_TOO_LARGE above 5000 periods
 */
export function periodsBetween(from: Period, to: Period, by: PeriodKind): readonly Period[] {
  if (by === 'range' || by === 'instant') {
    throw new AnlanError('BAD_PERIOD', `expected a series by year, half, quarter, month, week or day; got ${by}`, {
      by,
    });
  }
  if (isOpen(to) || to.end <= from.start) {
    throw new AnlanError('BAD_PERIOD', `expected a series that ends after it starts; got ${from.code} to ${to.code}`, {
      from: from.code,
      to: to.code,
    });
  }
  const periods: Period[] = [];
  for (let period = periodHolding(from.start, by); period.start < to.end; period = standardStep(period, 1)) {
    if (periods.length === MOST_PERIODS) {
      throw new AnlanError(
        'QUERY_TOO_LARGE',
        `expected at most ${MOST_PERIODS} periods; got ${from.code} to ${to.code}`,
        {
          limit: MOST_PERIODS,
        },
      );
    }
    periods.push(period);
  }
  return periods;
}

function stepped(period: Period, count: number): Period | null {
  switch (period.kind) {
    case 'range':
      return rangeStep(period, count);
    case 'instant':
      return instantOf(standardStep(precision(period), count));
    default:
      return standardStep(period, count);
  }
}

function standardStep(period: Period, count: number): Period {
  const kind = period.kind as StandardKind;
  if (kind === 'week') return periodHolding(addDays(period.start, 7 * count), kind);
  if (kind === 'day') return periodHolding(addDays(period.start, count), kind);
  return periodHolding(addMonths(period.start, MONTHS[kind] * count), kind);
}

function rangeStep(period: Period, count: number): Period | null {
  if (isOpen(period)) return null;
  const whole = wholeMonths(period);
  if (whole !== null) {
    const length = monthsIn(period) * count;
    return rangePeriod(addMonths(whole.from, length), addMonths(whole.to, length));
  }
  const length = daysBetween(period.start, period.end) * count;
  return rangePeriod(addDays(period.start, length), addDays(period.end, length));
}

function standardYearBefore(period: Period): Period {
  if (period.kind !== 'week') return periodHolding(addMonths(period.start, -12), period.kind as StandardKind);
  const year = Number(period.code.slice(0, 4)) - 1;
  return weekPeriod(year, Math.min(Number(period.code.slice(6)), weeksInYear(year)));
}

function rangeYearBefore(period: Period): Period | null {
  const [first, last] = rangeParts(period.code) ?? [null, null];
  if (first === null || last === null) return null;
  const from = standardYearBefore(first);
  const to = standardYearBefore(last);
  const whole = wholeMonths(period);
  if (whole !== null && to.end !== addMonths(whole.to, -12)) {
    return rangePeriod(addMonths(whole.from, -12), addMonths(whole.to, -12));
  }
  return { kind: 'range', code: `${from.code}/${to.code}`, start: from.start, end: to.end };
}

function precision(instant: Period): Period {
  const part = standardPeriod(instant.code.replace(/^as-of /, ''));
  if (part === null) throw new AnlanError('INTERNAL', `expected the code of an instant, got ${instant.code}`);
  return part;
}

function monthNumber(day: Day): number {
  const { year, month } = dayParts(day);
  return year * 12 + month;
}
