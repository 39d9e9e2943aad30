import { normaliseText } from '../../kernel/chinese.ts';
import { type Decimal, readDecimal } from '../../kernel/decimal.ts';
import {
  absolute,
  compare,
  type Exact,
  exact,
  HUNDRED,
  isWhole,
  over,
  roundHalfUp,
  times,
  toFixed,
  ZERO,
} from '../../kernel/exact.ts';
import type { UnitCode } from '../../kernel/unit.ts';
import { unitOfWord } from '../../kernel/unit-words.ts';
import { decimalText } from '../files/decimal-text.ts';
import type { HeaderUnit } from '../reading/header-words.ts';
import { type Fault, fault, isFault, type Reading } from '../rows/issue.ts';
import type { NormalisationCode } from '../rows/normalisation.ts';
import type { ParseCell } from './parse-cell.ts';

const LARGEST_COUNT = exact(2_147_483_647);
/** Ten trillion yuan in cents: sums of many stay far below 2^53. */
const LARGEST_CENTS = exact(1_000_000_000_000_000);
const LARGEST_RATE = exact(10_000);
const ONE = exact(1);

/** What is measured, not counted: 3元 are no three people. */
const MEASURED: ReadonlySet<UnitCode | undefined> = new Set([
  'yuan',
  'percentage_point',
  'day',
  'hour',
  'minute',
  'second',
  'score',
  'mu',
  'centimetre',
  'year_of_age',
]);

/** A whole number that is not negative, as plain digits. */
export function parseCount(text: string, unit: HeaderUnit | null): Reading<string> {
  const number = readDecimal(text);
  if (number === null || number.percent !== null || MEASURED.has(unitOfWord(number.unitText ?? '')))
    return severalNumbers(text) ?? unreadable('整数', 'a whole number', '23');
  const value = inHeaderUnit(number, unit);
  if (!isWhole(value)) return fault('bad_number', '数量不能有小数', 'a count has no fraction', { expected: '23' });
  return bounded(value, LARGEST_COUNT, '数量', 'count') ?? noted(toFixed(value, 0), notesOf(text, number, unit));
}

const NONE = /^(?:无|没有|未发生|未发现)$/;

/** 无 where a number is asked for states that there is none, which is not the same as an empty cell. */
export const orStatedZero =
  (parse: ParseCell): ParseCell =>
  (text, unit) =>
    NONE.test(normaliseText(text)) ? { value: '0', notes: ['stated_zero'] } : parse(text, unit);

const STARS = /^(★+)☆*$/;

/** Stars: 4, 四星, ★★★★, ★★★★☆. */
export function parseStars(text: string, unit: HeaderUnit | null): Reading<string> {
  const stars = STARS.exec(normaliseText(text))?.[1];
  return stars === undefined ? parseCount(text, unit) : { value: String(stars.length), notes: ['stars'] };
}

const RANK = /^(?:并列)?第? ?(.+?) ?[名位]?$/;

/** A rank: 3, 第3, 第三名. */
export function parseRank(text: string, unit: HeaderUnit | null): Reading<string> {
  const plain = normaliseText(text);
  const reading = parseCount(RANK.exec(plain)?.[1] ?? plain, unit);
  return isFault(reading) || !/[第名位]/.test(plain) ? reading : { value: reading.value, notes: ['rank_words'] };
}

/** Yuan as most cells have them; anything else takes exact arithmetic. */
const PLAIN_YUAN = /^(0|[1-9]\d{0,11})(?:\.(\d\d?))?$/;

/** Cents; fractions of a cent are rounded half up. */
export function parseMoney(text: string, unit: HeaderUnit | null): Reading<string> {
  const [, yuan, cents = ''] = unit === null ? (PLAIN_YUAN.exec(text) ?? []) : [];
  if (yuan !== undefined)
    return { value: yuan === '0' ? String(Number(cents.padEnd(2, '0'))) : yuan + cents.padEnd(2, '0') };
  const number = readDecimal(text);
  if (number === null || number.percent !== null || !isMoney(number)) {
    return severalNumbers(text) ?? unreadable('金额', 'an amount of money', '1234.50、5.8万');
  }
  const exactCents = times(inHeaderUnit(number, unit), HUNDRED);
  const whole = roundHalfUp(exactCents, 0);
  const rounded = isWhole(exactCents) ? [] : (['rounded'] as const);
  const notes = notesOf(text, number, unit).filter((note) => note !== 'unit_dropped');
  return bounded(whole, LARGEST_CENTS, '金额', 'amount') ?? noted(toFixed(whole, 0), [...notes, ...rounded]);
}

/**
 * A percentage with three decimals; ‰ is a tenth of %. Without a sign of its own, what is not more than 1 may be a share
 * (0.9927 for 99.27%) as well as a percentage, and is refused as ambiguous.
 */
export function parseRate(text: string, unit: HeaderUnit | null): Reading<string> {
  const number = readDecimal(text);
  if (number === null || number.unitText !== null) {
    return severalNumbers(text) ?? unreadable('百分率', 'a percentage', '98.639%');
  }
  if (number.percent === null && maybeShare(number.value)) return ambiguousShare(number.value);
  const permille = (number.percent ?? unit?.percent) === 'permille';
  const own = permille ? over(number.value, exact(10)) : number.value;
  const value = roundHalfUp(own, 3);
  const notes = [
    ...(NUMERALS.test(text) ? (['numeral'] as const) : []),
    ...(permille ? (['permille'] as const) : []),
    ...(compare(own, value) === 0 ? [] : (['rounded'] as const)),
  ];
  return bounded(value, LARGEST_RATE, '百分率', 'percentage') ?? noted(toFixed(value, 3), notes);
}

/** More than nothing and not more than 1. */
export const maybeShare = (value: Exact): boolean => compare(value, ZERO) > 0 && compare(value, ONE) <= 0;

export function ambiguousShare(value: Exact): { readonly fault: Fault } {
  const candidates = [times(value, HUNDRED), value].map((rate) => `${decimalText(rate)}%`);
  return fault(
    'ambiguous_number',
    '可能是比值，也可能是百分数，请写明%',
    'may be a share or a percentage; write the %',
    {
      expected: candidates.join(' / '),
      candidates,
    },
  );
}

/** Points, with three decimals. */
export function parseScore(text: string, unit: HeaderUnit | null): Reading<string> {
  const number = readDecimal(normaliseText(text).replace(/ ?分$/, ''));
  if (number === null || number.percent !== null || number.unitText !== null) {
    return severalNumbers(text) ?? unreadable('数', 'a number', '95.5');
  }
  const own = inHeaderUnit(number, unit);
  const value = roundHalfUp(own, 3);
  const rounded = compare(own, value) === 0 ? [] : (['rounded'] as const);
  return (
    bounded(value, LARGEST_COUNT, '数', 'number') ??
    noted(toFixed(value, 3), [...notesOf(text, number, unit), ...rounded])
  );
}

/** A number of any sign in the unit of an indicator, with three decimals; a percent sign is that unit. */
export function parseQuantity(text: string, unit: HeaderUnit | null): Reading<string> {
  const number = readDecimal(text);
  if (number === null || number.percent === 'permille') return unreadable('数', 'a number', '98.5、98.5%、5.8万');
  const value = roundHalfUp(number.percent === null ? inHeaderUnit(number, unit) : number.value, 3);
  return bounded(absolute(value), LARGEST_CENTS, '数', 'number') ?? { value: toFixed(value, 3) };
}

/** A unit written in the cell wins over the one in the header. */
function inHeaderUnit({ value, multiplier, unitText }: Decimal, unit: HeaderUnit | null): Exact {
  return unit === null || multiplier !== 1 || unitText !== null ? value : times(value, unit.factor);
}

const PLAIN = /^[\d.]*$/;
const NUMERALS = /[〇零○一二三四五六七八九十两壹贰叁肆伍陆柒捌玖拾]/;

function notesOf(
  text: string,
  { multiplier, unitText }: Decimal,
  unit: HeaderUnit | null,
): readonly NormalisationCode[] {
  const byHeader = unit !== null && multiplier === 1 && unitText === null && compare(unit.factor, ONE) !== 0;
  const notes: NormalisationCode[] = byHeader ? [unit.above ? 'title_unit' : 'header_unit'] : [];
  if (PLAIN.test(text)) return notes;
  if (multiplier !== 1) notes.push('multiplied');
  if (NUMERALS.test(text)) notes.push('numeral');
  if (unitText !== null) notes.push('unit_dropped');
  return notes;
}

const noted = (value: string, notes: readonly NormalisationCode[]): Reading<string> =>
  notes.length === 0 ? { value } : { value, notes };

const isMoney = ({ unitText }: Decimal): boolean => unitText === null || unitText.startsWith('元');

const COMMA = /^(\d+),(\d+)$/;

/** 1,5 is one and a half where the comma is decimal, fifteen where it is a slip: not for us to say. */
function severalNumbers(text: string): { readonly fault: Fault } | null {
  const [, whole, rest] = COMMA.exec(normaliseText(text)) ?? [];
  if (whole === undefined || rest === undefined) return null;
  const candidates = [`${whole}.${rest}`, `${whole}${rest}`];
  return fault(
    'ambiguous_number',
    '逗号不在千位上，可能是小数点',
    'the comma does not part thousands; is it a decimal point?',
    {
      expected: candidates.join(' / '),
      candidates,
    },
  );
}

function bounded(value: Exact, largest: Exact, zh: string, en: string): ReturnType<typeof fault> | null {
  if (compare(value, ZERO) < 0) return fault('bad_number', `${zh}不能为负`, `the ${en} cannot be negative`);
  if (compare(value, largest) < 0) return null;
  return fault('number_overflow', `${zh}超出可存范围`, `the ${en} is larger than can be held`, {
    expected: `< ${toFixed(largest, 0)}`,
  });
}

function unreadable(zh: string, en: string, expected: string): ReturnType<typeof fault> {
  return fault('bad_number', `不能读作${zh}`, `cannot be read as ${en}`, { expected });
}
