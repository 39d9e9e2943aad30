import { normaliseText, readNumeral } from './chinese.ts';
import { type Exact, exact, negate, times } from './exact.ts';
import { unitOfWord } from './unit-words.ts';

export interface Decimal {
  /** In base units: 万 and 亿 are applied, percent signs are not (1.2万 is 12000, 98.27% is 98.27). */
  readonly value: Exact;
  readonly percent: 'percent' | 'permille' | null;
  /** What 万, 亿 and the like multiplied by; 1 without. */
  readonly multiplier: number;
  readonly unitText: string | null;
}

/** A number as written, before any word that multiplies it. */
export interface Mantissa {
  readonly value: Exact;
  /** The power of ten of the last digit written: -2 for 98.27, 0 for 6900. */
  readonly place: number;
  /** The same of the last digit that says something: 2 for 6900, -1 for 5.0. */
  readonly significant: number;
  readonly rest: string;
}

export interface Multiplier {
  /** A power of ten. */
  readonly power: number;
  readonly rest: string;
}

const LONGEST = 60;
const ARABIC = /^(\d{1,3}(?:, ?\d{3})+(?!\d)|\d{1,3}(?: \d{3})+(?!\d)|\d+(?!,\d))?(?:\.(\d+))?/;
const NUMERAL = /^[〇零○一二三四五六七八九十百千万亿两壹贰叁肆伍陆柒捌玖拾佰仟]+/;
const MULTIPLIER = /^ ?([十百千]?亿|[十百千]?万(?:亿)?|千|百)/;
const POWERS: Readonly<Record<string, number>> = { 十: 1, 百: 2, 千: 3, 万: 4, 亿: 8 };

/**
 * A number cell: sign, thousands separators (comma or blank), full-width or Chinese digits, 万/亿, a unit word, % or ‰.
 * Null for all else: formulas, exponents, estimates (5.8万多), words and units that are not known.
 */
export function readDecimal(text: string): Decimal | null {
  const cell = normaliseText(text);
  if (cell.length === 0 || cell.length > LONGEST) return null;
  const [, sign = '', currency = '', fraction, body = ''] =
    /^([+\-−负]?) ?(¥|人民币)? ?(?:([百千])分之)?(.*)$/.exec(cell) ?? [];
  const mantissa = readMantissa(body);
  if (mantissa === null) return null;
  const multiplier = readMultiplier(mantissa.rest);
  const tail = trailing(multiplier.rest, currency !== '', fraction);
  if (tail === null) return null;
  const size = times(mantissa.value, powerOfTen(multiplier.power));
  return {
    value: sign === '-' || sign === '−' || sign === '负' ? negate(size) : size,
    multiplier: 10 ** multiplier.power,
    ...tail,
  };
}

/** The number at the start of a normalised text; Chinese numerals leave a last 万 or 亿 to the multiplier. */
export function readMantissa(text: string): Mantissa | null {
  const [written = '', whole, decimals = ''] = ARABIC.exec(text) ?? [];
  if (written !== '') {
    const digits = (whole ?? '0').replace(/[, ]/g, '');
    const zeros = /0*$/.exec(digits)?.[0].length ?? 0;
    return {
      value: exact(decimals === '' ? digits : `${digits}.${decimals}`),
      place: -decimals.length,
      significant: decimals !== '' ? -decimals.length : zeros === digits.length ? 0 : zeros,
      rest: text.slice(written.length),
    };
  }
  const numeral = NUMERAL.exec(text)?.[0] ?? '';
  return numeral === '' ? null : readChineseMantissa(numeral, text.slice(numeral.length));
}

/** 万, 亿, 千, 百 or a pair of them at the start of a normalised text; power 0 without. */
export function readMultiplier(text: string): Multiplier {
  const [written = '', word = ''] = MULTIPLIER.exec(text) ?? [];
  return { power: [...word].reduce((sum, sign) => sum + (POWERS[sign] ?? 0), 0), rest: text.slice(written.length) };
}

export function powerOfTen(power: number): Exact {
  return exact(`1e${power}`);
}

function readChineseMantissa(numeral: string, after: string): Mantissa | null {
  const fraction = /^点([〇零○一二三四五六七八九]+)/.exec(after);
  const large = fraction === null ? (/[万亿]+$/.exec(numeral)?.[0] ?? '') : '';
  const value = readNumeral(numeral.slice(0, numeral.length - large.length));
  if (value === null) return null;
  if (fraction !== null) {
    const decimals = [...(fraction[1] ?? '')].map((sign) => String(readNumeral(sign))).join('');
    const place = -decimals.length;
    return { value: exact(`${value}.${decimals}`), place, significant: place, rest: after.slice(fraction[0].length) };
  }
  const zeros = /0*$/.exec(String(value))?.[0].length ?? 0;
  return { value: exact(value), place: 0, significant: value === 0n ? 0 : zeros, rest: large + after };
}

function trailing(
  rest: string,
  currency: boolean,
  fraction: string | undefined,
): Pick<Decimal, 'percent' | 'unitText'> | null {
  const word = rest.trim();
  if (fraction !== undefined) {
    return word === '' ? { percent: fraction === '百' ? 'percent' : 'permille', unitText: null } : null;
  }
  if (word === '') return { percent: null, unitText: currency ? '元' : null };
  const unit = unitOfWord(word);
  if (unit === undefined || (currency && unit !== 'yuan')) return null;
  return unit === 'percent' || unit === 'permille'
    ? { percent: unit, unitText: null }
    : { percent: null, unitText: word };
}
