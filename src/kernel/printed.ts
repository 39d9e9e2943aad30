import { normaliseText } from './chinese.ts';
import { type Mantissa, powerOfTen, readMantissa, readMultiplier } from './decimal.ts';
import { type Exact, exact, minus, negate, ONE, over, plus, times } from './exact.ts';
import { fromBounds, type Interval, negateInterval, pointInterval } from './interval.ts';
import { type UnitCode, unitOf } from './unit.ts';
import { unitOfWord } from './unit-words.ts';

export const QUALIFIERS = ['exact', 'at_least', 'floor', 'at_most', 'approx', 'stated_zero', 'goal'] as const;

export type Qualifier = (typeof QUALIFIERS)[number];

/** A figure as a text prints it, and the true values it can stand for. Numbers are in base units: 5.8万 is 58000. */
export interface PrintedNumber {
  /** Null where no number is printed: 数以万计, 数百. */
  readonly value: Exact | null;
  /** [low, high) or the point low = high; null is unbounded. */
  readonly low: Exact | null;
  readonly high: Exact | null;
  readonly interval: Interval;
  readonly qualifier: Qualifier;
  /** The power of ten of the last printed digit: -2 for 98.27, 4 for 116万. */
  readonly place: number;
  readonly unitText: string | null;
  readonly unit: UnitCode | null;
  /** Of a printed change: 下降33.9% is down, with the value -33.9. */
  readonly direction: 'up' | 'down' | null;
}

export interface PrintedHint {
  /** What a column of its own says; words in the text come first. */
  readonly qualifier?: Qualifier;
  readonly unit?: UnitCode;
}

const LONGEST = 60;
const CHANGE =
  /^(?:(?:同比|环比|(?:比|较|与)?(?:上年|去年|上月|上期)(?:同期)?(?:相比)?)(?:增减)?,?)?(?:均|分别|各|净)?(下降|减少|降低|下跌|回落|压降|下滑|缩短|降|减|上升|增长|增加|提高|提升|上涨|上浮|延长|升|增|涨)(?:了|约|近)?(至|到|为)?/;
const DOWN = /^(?:下|减|降|回|压|缩)/;
const PREFIXES: readonly (readonly [RegExp, Qualifier])[] = [
  [/^(?:确保|力争|目标)(?:.{0,4}?)(?:达到?|为|在)?/, 'goal'],
  [/^(?:接近|将近|大约|约为|约|近|大概)/, 'approx'],
  [/^(?:超过|超出|超|逾|突破|至少|不低于|不少于|大于|高于|上(?=[百千万亿])|过(?=[百千万亿]))/, 'floor'],
  [/^(?:不足|不到|不超过|不高于|低于|少于|小于|至多)/, 'at_most'],
  [/^(?:达到|高达|达|已达|共计|累计|合计|共|计|为)/, 'exact'],
];
const SUFFIXES: readonly (readonly [RegExp, Qualifier])[] = [
  [/(?:以上|及以上|之多)$/, 'floor'],
  [/(?:以下|以内|以里)$/, 'at_most'],
  [/(?:左右|上下)$/, 'approx'],
];
const RANK = /^(?:位?居|位?列|排名?)?(?:全[国省市区县])?第/;
const STATED_ZERO = /^(?:零|0|无|未|没有)(?:.{0,12})?(?:发生|事故|案件|发案|上报|投诉)$/;
const COMPLETE = /^(?:实现|达到)?(?:全覆盖|全部覆盖|全部达标|全面覆盖|全部)$/;
const UNCOUNTED = /^(?:数以([百千万亿])计|(?:数|几)([十百千]?[万亿]|[十百千]))(?:余|多)?(.*)$/;

/**
 * A figure of a report: 5.8万多, 99%以上, 6900多个, 下降33.9%, 近5万, 3.47亿元, 800多万元, 全覆盖, 零发生, 数以万计.
 * Null when it is no number. Bounds: rounded prints reach half a unit of the last digit either way, 多 and 余 up to the
 * next step of the last significant digit, 近 and 约 one such step either way, 以上 and 超 have no end; whole prints of
 * counted things are exact.
 */
export function readPrinted(text: string, hint: PrintedHint = {}): PrintedNumber | null {
  const cell = normaliseText(text);
  if (cell.length === 0 || cell.length > LONGEST) return null;
  if (STATED_ZERO.test(cell)) return zeroStated(hint);
  if (COMPLETE.test(cell)) return quantified(fullShare(), hint, 'exact', null);
  const uncounted = UNCOUNTED.exec(cell);
  if (uncounted !== null) return withoutNumber(uncounted, hint);
  return readChange(cell, hint);
}

/** The true values a print can stand for. */
export function printedInterval(text: string, hint: PrintedHint = {}): Interval | null {
  return readPrinted(text, hint)?.interval ?? null;
}

function readChange(cell: string, hint: PrintedHint): PrintedNumber | null {
  const arrow = /[↓↑]$/.exec(cell)?.[0];
  if (/^(?:与?(?:上年|去年)?(?:同期)?)?持平$/.test(cell)) return { ...zeroStated(hint), qualifier: 'exact' };
  const match = arrow === undefined ? CHANGE.exec(cell) : null;
  if (match === null && arrow === undefined) return readPlain(cell, hint);
  const [written = '', word = '', level] = match ?? [];
  const plain = readPlain(arrow === undefined ? cell.slice(written.length).trim() : cell.slice(0, -1).trim(), hint);
  if (plain === null || level !== undefined) return plain;
  const approx = /[约近]$/.test(written) && plain.qualifier === 'exact';
  const change = approx ? readPlain(`约${cell.slice(written.length)}`, hint) : plain;
  return change === null ? null : signed(change, arrow === '↓' || DOWN.test(word) ? 'down' : 'up');
}

function readPlain(cell: string, hint: PrintedHint): PrintedNumber | null {
  const [body, before] = strip(cell, PREFIXES, 'start');
  const rank = RANK.exec(body)?.[0];
  const [core, after] = strip(body.slice(rank?.length ?? 0), SUFFIXES, 'end');
  const [, sign = '', digits = ''] = /^([+\-−]?)(.*)$/.exec(core) ?? [];
  const mantissa = readMantissa(digits) ?? bareMultiplier(digits, before);
  if (mantissa === null) return null;
  const [more, tail] = remainder(mantissa.rest);
  const multiplier = readMultiplier(tail);
  const [moreAfter, word] = remainder(multiplier.rest);
  const [moreLast, unitText] = word.endsWith('多') || word.endsWith('余') ? [true, word.slice(0, -1)] : [false, word];
  const unit = unitText === '' ? null : unitOfWord(unitText);
  if (unit === undefined) return null;
  const said = after ?? (more || moreAfter || moreLast ? 'at_least' : before);
  const figure = {
    mantissa,
    power: multiplier.power,
    unitText: unitText || null,
    unit: rank === undefined ? unit : 'rank',
  } as const;
  const printed = quantified(figure, hint, said ?? 'exact', null);
  return sign === '-' || sign === '−' ? signed(printed, null) : printed;
}

interface Figure {
  readonly mantissa: Omit<Mantissa, 'rest'>;
  readonly power: number;
  readonly unitText: string | null;
  readonly unit: UnitCode | null;
}

function quantified(figure: Figure, hint: PrintedHint, said: Qualifier, direction: null): PrintedNumber {
  const { mantissa, power, unitText } = figure;
  const unit = hint.unit ?? figure.unit;
  const qualifier = said === 'exact' ? (hint.qualifier ?? said) : said;
  const scale = powerOfTen(power);
  const value = times(mantissa.value, scale);
  const place = mantissa.place + power;
  const step = powerOfTen(mantissa.significant + power);
  const half = over(powerOfTen(place), exact(2));
  const interval = boundsOf(value, qualifier, step, isRounded(mantissa.place, power, unit) ? half : null);
  return { value, low: interval.low, high: interval.high, interval, qualifier, place, unitText, unit, direction };
}

function boundsOf(value: Exact, qualifier: Qualifier, step: Exact, half: Exact | null): Interval {
  switch (qualifier) {
    case 'at_least':
      return fromBounds(value, plus(value, step));
    case 'floor':
      return fromBounds(value, null);
    case 'at_most':
      return { low: null, high: value, lowClosed: false, highClosed: true };
    case 'approx':
      return fromBounds(minus(value, step), plus(value, step));
    case 'exact':
    case 'goal':
    case 'stated_zero':
      return half === null ? pointInterval(value) : fromBounds(minus(value, half), plus(value, half));
  }
}

/** Money written to the fen is exact; other decimals, 万 and 亿, and measured units are rounded. */
function isRounded(place: number, power: number, unit: UnitCode | null): boolean {
  if (power > 0) return true;
  if (unit === 'yuan') return place === -1;
  return place < 0 || (unit !== null && !unitOf(unit).discrete);
}

function signed(printed: PrintedNumber, direction: 'up' | 'down' | null): PrintedNumber {
  if (direction === 'up' || printed.value === null) return { ...printed, direction };
  const interval = mirrored(printed);
  return { ...printed, direction, interval, value: negate(printed.value), low: interval.low, high: interval.high };
}

function mirrored({ interval, qualifier }: PrintedNumber): Interval {
  const mirror = negateInterval(interval);
  return qualifier === 'exact' || qualifier === 'approx' ? fromBounds(mirror.low, mirror.high) : mirror;
}

function zeroStated(hint: PrintedHint): PrintedNumber {
  const value = exact(0);
  const figure = { value, low: value, high: value, interval: pointInterval(value), place: 0 };
  return { ...figure, qualifier: 'stated_zero', unitText: null, unit: hint.unit ?? null, direction: null };
}

function fullShare(): Figure {
  return { mantissa: { value: exact(100), place: 0, significant: 2 }, power: 0, unitText: null, unit: 'percent' };
}

function withoutNumber([, counted, several, word = '']: RegExpExecArray, hint: PrintedHint): PrintedNumber | null {
  const unit = word === '' ? null : unitOfWord(word);
  if (unit === undefined) return null;
  const { power } = readMultiplier(`1${counted ?? several ?? ''}`.slice(1));
  const place = power === 0 ? 1 : power;
  const low = powerOfTen(place);
  const interval = fromBounds(low, counted === undefined ? times(low, exact(10)) : null);
  return {
    value: null,
    low,
    high: interval.high,
    interval,
    qualifier: counted === undefined ? 'approx' : 'floor',
    place,
    unitText: word || null,
    unit: hint.unit ?? unit,
    direction: null,
  };
}

function bareMultiplier(text: string, before: Qualifier | null): Mantissa | null {
  if (before === null || before === 'exact' || readMultiplier(text).power === 0) return null;
  return { value: ONE, place: 0, significant: 0, rest: text };
}

function remainder(text: string): readonly [boolean, string] {
  const rest = text.trimStart();
  return /^[多余]/.test(rest) ? [true, rest.slice(1).trim()] : [false, rest.trim()];
}

function strip(
  text: string,
  words: readonly (readonly [RegExp, Qualifier])[],
  side: 'start' | 'end',
): readonly [string, Qualifier | null] {
  for (const [pattern, qualifier] of words) {
    const found = pattern.exec(text)?.[0];
    if (found) {
      const rest = side === 'start' ? text.slice(found.length) : text.slice(0, -found.length);
      return [rest.trim(), qualifier];
    }
  }
  return [text, null];
}
