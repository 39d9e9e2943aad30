import { normaliseText, readNumeral } from './chinese.ts';
import { addDays, type Day, dayOf, fromDayNumber, isCalendarDay } from './day.ts';
import { HALF_DAYS, hoursOf } from './half-day.ts';

/** Impossible: no such day or time. Ambiguous: could be several. Unreadable: none. */
export type WhenProblem =
  | { readonly problem: 'impossible' | 'unreadable' }
  /** Days, or moments as '2021-03-05 00:30'. */
  | { readonly problem: 'ambiguous'; readonly candidates: readonly string[] };

const EARLIEST_YEAR = 1900;
const EPOCH_SERIAL = 25_569;
const DATE =
  /^(\d{4})(?:-(\d{1,2})-(\d{1,2})|\/(\d{1,2})\/(\d{1,2})|\.(\d{1,2})\.(\d{1,2})|年(\d{1,2})月(\d{1,2}))[日号]?\.?/;
const COMPACT = /^((?:19|20|21)\d\d)(\d\d)(\d\d)(?=$|[ T]|\d{4}(?:\d\d)?$)/;
const CHINESE_DATE =
  /^([〇零○一二三四五六七八九]{4})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})[日号]/;
const YEAR_LAST = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?!\d)/;
const YEAR_OF_TWO = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)|^(\d{2})年(\d{1,2})月(\d{1,2})[日号]?/;
const SERIAL = /^([2-7]\d{4}|80000)(?:\.(\d+))?$/;
const WEEKDAY = /^[ ,]?\(?(?:星期|周|礼拜)[一二三四五六日天]\)?/;
const CLOCK = new RegExp(
  `^(${HALF_DAYS})?` +
    '(\\d{1,2})(?::(\\d{1,2})(?::(\\d{1,2})(?:\\.(\\d{1,9}))?)?|[时点](?:半|(\\d{1,2})分?(?:(\\d{1,2})秒?)?)?整?)' +
    '(?: ?([AaPp])\\.?[Mm]\\.?)?',
);
const COMPACT_CLOCK = /^(\d\d)(\d\d)(\d\d)?$/;
const NUMERAL = /[〇零○一二三四五六七八九十]+(?=[年月日号点时分秒])/g;
const ZONE = /^ ?(?:(Z)|(?:GMT|UTC)?([+-])(\d\d):?(\d\d)?)$/i;
const SHANGHAI_MINUTES = 480;

/** A day cell: 2021-03-05, 2021/3/5, 2021.3.5, 20210305, 2021年3月5日, 二〇二一年三月五日, a serial of Excel's 1900 system. */
export function readDay(text: string): Day | WhenProblem {
  const time = readTime(text);
  if (typeof time !== 'string') return time;
  const day = time.slice(0, 10);
  return time.startsWith('00:00:00', 11) && END_OF_DAY.test(normaliseText(text)) ? addDays(day, -1) : day;
}

/** 2021-12-31 24:00 is a moment of the next day, and as a day the one that ends. */
const END_OF_DAY = /(?:^|[^\d:])(?:24(?::00(?::00)?|[时点]整?)|二十四[时点]整?)止?$/;

/**
 * A time cell as 'YYYY-MM-DDTHH:MM:SS+08:00' (with milliseconds where written): a day of the forms of `readDay` and a
 * clock (8:05, 08:05:09, 8时5分, 下午2:05); China's time unless a zone is written; without a clock it is midnight.
 */
export function readTime(text: string): string | WhenProblem {
  const cell = withoutInnerBlanks(normaliseText(text));
  const serial = SERIAL.exec(cell);
  if (serial !== null) return fromSerial(Number(serial[1]), Number(`0.${serial[2] ?? '0'}`));
  const found = readTidied(cell);
  if ('problem' in found) return found;
  const rest = found.rest.replace(WEEKDAY, '').replace(/^[ T,]+|[起止]$/gi, '');
  const clocks = readClocks(rest);
  if (found.year < EARLIEST_YEAR || !isCalendarDay(found.year, found.month, found.day))
    return { problem: 'impossible' };
  if ('problem' in clocks) return clocks;
  const times = clocks.map((clock) => stamp(dayOf(found.year, found.month, found.day), clock));
  const [time, ...others] = times;
  if (time === undefined) return { problem: 'impossible' };
  if (others.length === 0) return time;
  return { problem: 'ambiguous', candidates: times.map((one) => one.slice(0, 16).replace('T', ' ')) };
}

/** Written by hand: 2021、3、5, 2021\\3\\5, 2021-3-5日, 2021 3 5, 2021年元月5日, 2021年三月五日. */
function readTidied(cell: string): WrittenDate | WhenProblem {
  const found = readDate(cell);
  if (!('problem' in found) || found.problem !== 'unreadable') return found;
  const tidied = cell
    .replace(/^(\d{4}) (\d{1,2}) (\d{1,2})(?![\d:])/, '$1-$2-$3')
    .replace(/(?<=\d)[、。](?=\d)/g, '.')
    .replace(/(?<=\d)\\(?=\d)/g, '/')
    .replace('年元月', '年1月')
    .replace(NUMERAL, (numeral) => String(readNumeral(numeral) ?? numeral));
  return tidied === cell ? found : readDate(tidied);
}

interface Clock {
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly millisecond: number;
  readonly offset: number;
}

interface WrittenDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly rest: string;
}

function readDate(cell: string): WrittenDate | WhenProblem {
  const chinese = CHINESE_DATE.exec(cell);
  if (chinese !== null) {
    const [year = 0, month = 0, day = 0] = chinese.slice(1).map((part) => Number(readNumeral(part) ?? 0));
    return { year, month, day, rest: cell.slice(chinese[0].length) };
  }
  const match = DATE.exec(cell) ?? COMPACT.exec(cell);
  if (match === null) return readOtherOrder(cell);
  const [year = 0, month = 0, day = 0] = match
    .slice(1)
    .filter((part) => part !== undefined)
    .map(Number);
  return { year, month, day, rest: cell.slice(match[0].length) };
}

/** With the year last the order of day and month is known only where one of them is no day; two digits are no year. */
function readOtherOrder(cell: string): WrittenDate | WhenProblem {
  const last = YEAR_LAST.exec(cell);
  if (last !== null) {
    const [a, b, year] = [Number(last[1]), Number(last[3]), Number(last[4])];
    const days = possible([
      [year, a, b],
      [year, b, a],
    ]);
    const [only] = days;
    if (only === undefined) return { problem: 'impossible' };
    if (days.length > 1) return { problem: 'ambiguous', candidates: days };
    const [y = 0, month = 0, day = 0] = only.split('-').map(Number);
    return { year: y, month, day, rest: cell.slice(last[0].length) };
  }
  const short = YEAR_OF_TWO.exec(cell);
  if (short === null) return { problem: 'unreadable' };
  const [a, b, c] = [Number(short[1] ?? short[5]), Number(short[3] ?? short[6]), Number(short[4] ?? short[7])];
  const first = [2000 + a, b, c] as const;
  const orders = short[5] === undefined ? [first, [2000 + c, a, b] as const, [2000 + c, b, a] as const] : [first];
  return { problem: 'ambiguous', candidates: possible(orders) };
}

const possible = (dates: readonly (readonly [number, number, number])[]): readonly Day[] => [
  ...new Set(dates.flatMap(([year, month, day]) => (isCalendarDay(year, month, day) ? [dayOf(year, month, day)] : []))),
];

/** The moments of the day that a clock may stand for; none where there is no such moment. */
function readClocks(written: string): readonly Clock[] | WhenProblem {
  if (written === '') return [{ hour: 0, minute: 0, second: 0, millisecond: 0, offset: SHANGHAI_MINUTES }];
  const text = written.replace(NUMERAL, (numeral) => String(readNumeral(numeral) ?? numeral));
  const compact = COMPACT_CLOCK.exec(text);
  const match = compact === null ? CLOCK.exec(text) : null;
  if (compact === null && match === null) return { problem: 'unreadable' };
  const zone = readZone(text.slice((compact ?? match)?.[0].length));
  if (zone === null) return { problem: 'unreadable' };
  const [hour = '0', minute, second, fraction = ''] =
    compact !== null
      ? compact.slice(1)
      : [match?.[2], match?.[3] ?? match?.[6] ?? half(match?.[0]), match?.[4] ?? match?.[7], match?.[5]];
  const rest = {
    minute: Number(minute ?? 0),
    second: Number(second ?? 0),
    millisecond: Number(fraction.padEnd(3, '0').slice(0, 3)),
    offset: zone,
  };
  const hours = hoursOf(Number(hour), match?.[1], match?.[8]);
  const midnight = Number(hour) === 24 && rest.minute === 0 && rest.second === 0;
  if ((Number(hour) >= 24 && !midnight) || rest.minute >= 60 || rest.second >= 60) return [];
  return hours.map((one) => ({ ...rest, hour: one }));
}

function half(clock: string | undefined): string | undefined {
  return clock?.includes('半') ? '30' : undefined;
}

function readZone(text: string): number | null {
  if (text === '') return SHANGHAI_MINUTES;
  const match = ZONE.exec(text);
  if (match === null) return null;
  const [, utc, sign, hours = '0', minutes = '0'] = match;
  if (utc !== undefined) return 0;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

function stamp(day: Day, { hour, minute, second, millisecond, offset }: Clock): string {
  const minutes = hour * 60 + minute + SHANGHAI_MINUTES - offset;
  const days = Math.floor(minutes / 1440);
  const left = minutes - days * 1440;
  const clock = [Math.floor(left / 60), left % 60, second].map((part) => String(part).padStart(2, '0')).join(':');
  const fraction = millisecond === 0 ? '' : `.${String(millisecond).padStart(3, '0')}`;
  return `${days === 0 ? day : addDays(day, days)}T${clock}${fraction}+08:00`;
}

function fromSerial(serial: number, fraction: number): string {
  const seconds = Math.round(fraction * 86_400);
  const day = fromDayNumber(serial - EPOCH_SERIAL);
  return stamp(day, {
    hour: 0,
    minute: Math.floor(seconds / 60),
    second: seconds % 60,
    millisecond: 0,
    offset: SHANGHAI_MINUTES,
  });
}

function withoutInnerBlanks(text: string): string {
  return text.replace(/ ?([年月日时点分秒:/.-]) ?(?=\d|$)/g, (found, sign) =>
    sign === '日' && found.endsWith(' ') ? '日 ' : sign,
  );
}
