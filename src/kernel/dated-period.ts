import { addDays, type Day, dayOf, daysInMonth, isCalendarDay } from './day.ts';
import {
  dayPeriod,
  halfPeriod,
  monthPeriod,
  type Period,
  quarterPeriod,
  weekPeriod,
  weeksInYear,
  yearPeriod,
} from './period.ts';

type Numbers = readonly number[];
type Reading = (year: number, numbers: Numbers, written: RegExpExecArray) => Period | null;

const YEAR = /^(?<year>(?:19|20|21)\d\d)(?<sep>年度?|[-./])?(?<tail>.*)$/;
const UNIT_AT_END = /(月份?|季度?|年度?|周|日|号)$/;

const FORMS: readonly (readonly [RegExp, Reading])[] = [
  [/^([上下])半年度?$/, (year, _, [, side]) => halfPeriod(year, side === '上' ? 1 : 2)],
  [/^[HS]([12])$/, (year, [half = 0]) => halfPeriod(year, half)],
  [/^(?:第?([1-4])季度?|Q([1-4]))$/, (year, [quarter = 0]) => quarterPeriod(year, quarter)],
  [/^前([2-4])个?季度$/, (year, [count = 0]) => spanned(quarterPeriod(year, 1), quarterPeriod(year, count))],
  [/^(\d{1,2})月份?$/, (year, [month = 0]) => monthOf(year, month)],
  [/^前(\d{1,2})个?月$/, (year, [count = 0]) => spanned(monthPeriod(year, 1), monthOf(year, count))],
  [/^(\d{1,2})月(\d{1,2})[日号]$/, (year, [month = 0, day = 0]) => dayPeriodOf(year, month, day)],
  [/^(\d{1,2})月([上中下])旬$/, (year, [month = 0], [, , part]) => tenDays(year, month, part)],
  [/^(\d{1,2})月[底末]$/, (year, [month = 0]) => lastOf(year, month)],
  [/^年?[底末]$/, (year) => lastOf(year, 12)],
  [/^(?:第?(\d{1,2})周|W(\d{1,2}))$/, (year, [week = 0]) => weekOf(year, week)],
];
const SEPARATED: readonly (readonly [RegExp, Reading])[] = [
  [/^(\d{1,2})$/, (year, [month = 0]) => monthOf(year, month)],
  [/^(\d{1,2})([-./])(\d{1,2})$/, (year, [month = 0, , day = 0]) => dayPeriodOf(year, month, day)],
];
const COMPACT: readonly (readonly [RegExp, Reading])[] = [
  [/^(\d\d)$/, (year, [month = 0]) => monthOf(year, month)],
  [/^(\d\d)(\d\d)$/, (year, [month = 0, day = 0]) => dayPeriodOf(year, month, day)],
];

/**
 * A date, period or range in Chinese or loose notation, numerals already Arabic and 至 written '~'; `year` is the year
 * of what names none. Null when it is none, or needs a year that is not known.
 */
export function readDated(text: string, year?: number): Period | null {
  const point = readPoint(text, year);
  if (point !== null) return point;
  const [left, right, ...more] = text.split(text.includes('~') ? '~' : '-');
  if (!left || !right || more.length > 0) return null;
  const from = readPoint(left, year) ?? readPoint(left + (UNIT_AT_END.exec(right)?.[0] ?? ''), year);
  if (from === null || from.kind === 'range') return null;
  const to = readEnd(right, from);
  return to === null ? null : spanned(from, to);
}

function readPoint(text: string, known: number | undefined): Period | null {
  const groups = YEAR.exec(text)?.groups;
  const tail = groups?.tail ?? text;
  const year = groups === undefined ? known : Number(groups.year);
  if (year === undefined) return null;
  if (groups === undefined) return firstForm(FORMS, tail, year);
  const separated = groups.sep !== undefined && !groups.sep.startsWith('年');
  if (tail === '' || tail === '全年') return separated ? null : yearPeriod(year);
  const written = firstForm(FORMS, tail, year);
  if (written !== null || groups.sep?.startsWith('年')) return written;
  if (groups.sep === undefined) return firstForm(COMPACT, tail, year);
  return tail.includes('-') || tail.includes('.') || tail.includes('/')
    ? sameSeparator(tail, groups.sep, year)
    : firstForm(SEPARATED, tail, year);
}

function sameSeparator(tail: string, separator: string, year: number): Period | null {
  return tail.includes(separator) ? firstForm(SEPARATED, tail, year) : null;
}

function firstForm(forms: readonly (readonly [RegExp, Reading])[], text: string, year: number): Period | null {
  for (const [form, read] of forms) {
    const match = form.exec(text);
    if (match !== null)
      return read(
        year,
        match
          .slice(1)
          .filter((part) => part !== undefined)
          .map(Number),
        match,
      );
  }
  return null;
}

/** The end of a range leaves out what it shares with its start: 2021年1月~5月, 6月3日~6日, 2021.01~05. */
function readEnd(text: string, from: Period): Period | null {
  const year = Number(from.code.slice(0, 4));
  const month = Number(from.start.slice(5, 7));
  const whole = readPoint(text, year);
  if (whole !== null) return whole.kind === 'range' ? null : whole;
  const bare = /^(\d{1,2})([日号]?)$/.exec(text);
  if (bare !== null && from.kind === 'day') return dayPeriodOf(year, month, Number(bare[1]));
  if (bare !== null && from.kind === 'month' && bare[2] === '') return monthOf(year, Number(bare[1]));
  const pair = from.kind === 'day' ? /^(\d{1,2})[./](\d{1,2})$/.exec(text) : null;
  return pair === null ? null : dayPeriodOf(year, Number(pair[1]), Number(pair[2]));
}

function spanned(from: Period, to: Period | null): Period | null {
  if (to === null || to.start < from.start || to.end < from.end) return null;
  return { kind: 'range', code: `${from.code}/${to.code}`, start: from.start, end: to.end };
}

function monthOf(year: number, month: number): Period | null {
  return month >= 1 && month <= 12 ? monthPeriod(year, month) : null;
}

function dayPeriodOf(year: number, month: number, day: number): Period | null {
  return isCalendarDay(year, month, day) ? dayPeriod(dayOf(year, month, day)) : null;
}

function weekOf(year: number, week: number): Period | null {
  return week >= 1 && week <= weeksInYear(year) ? weekPeriod(year, week) : null;
}

function lastOf(year: number, month: number): Period | null {
  return month >= 1 && month <= 12 ? dayPeriodOf(year, month, daysInMonth(year, month)) : null;
}

function tenDays(year: number, month: number, part: string | undefined): Period | null {
  const whole = monthOf(year, month);
  if (whole === null) return null;
  const first: Day = addDays(whole.start, part === '上' ? 0 : part === '中' ? 10 : 20);
  const last: Day = part === '下' ? addDays(whole.end, -1) : addDays(first, 9);
  return spanned(dayPeriod(first), dayPeriod(last));
}
