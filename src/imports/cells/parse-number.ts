import { normaliseText } from '../../kernel/chinese.ts';
import { type Decimal, readDecimal } from '../../kernel/decimal.ts';
import {
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
import type { HeaderUnit } from '../reading/header-words.ts';
import { fault, type Reading } from '../rows/issue.ts';

const LARGEST_COUNT = exact(2_147_483_647);
/** Ten trillion yuan in cents: sums of many stay far below 2^53. */
const LARGEST_CENTS = exact(1_000_000_000_000_000);
const LARGEST_RATE = exact(10_000);

/** A whole number that is not negative, as plain digits. */
export function parseCount(text: string, unit: HeaderUnit | null): Reading<string> {
  const number = readDecimal(text);
  if (number === null || number.percent !== null) return unreadable('整数', 'a whole number', '23');
  const value = inHeaderUnit(number, unit);
  if (!isWhole(value)) return fault('bad_number', '数量不能有小数', 'a count has no fraction', { expected: '23' });
  return bounded(value, LARGEST_COUNT, '数量', 'count') ?? { value: toFixed(value, 0) };
}

/** Cents; fractions of a cent are rounded half up. */
export function parseMoney(text: string, unit: HeaderUnit | null): Reading<string> {
  const number = readDecimal(text);
  if (number === null || number.percent !== null || !isMoney(number)) {
    return unreadable('金额', 'an amount of money', '1234.50、5.8万');
  }
  const cents = roundHalfUp(times(inHeaderUnit(number, unit), HUNDRED), 0);
  return bounded(cents, LARGEST_CENTS, '金额', 'amount') ?? { value: toFixed(cents, 0) };
}

/** A percentage with three decimals; ‰ is a tenth of %. */
export function parseRate(text: string, unit: HeaderUnit | null): Reading<string> {
  const number = readDecimal(text);
  if (number === null || number.unitText !== null) return unreadable('百分率', 'a percentage', '98.639%');
  const permille = (number.percent ?? unit?.percent) === 'permille';
  const value = roundHalfUp(permille ? over(number.value, exact(10)) : number.value, 3);
  return bounded(value, LARGEST_RATE, '百分率', 'percentage') ?? { value: toFixed(value, 3) };
}

/** Points, with three decimals. */
export function parseScore(text: string, unit: HeaderUnit | null): Reading<string> {
  const number = readDecimal(normaliseText(text).replace(/ ?分$/, ''));
  if (number === null || number.percent !== null || number.unitText !== null) {
    return unreadable('数', 'a number', '95.5');
  }
  const value = roundHalfUp(inHeaderUnit(number, unit), 3);
  return bounded(value, LARGEST_COUNT, '数', 'number') ?? { value: toFixed(value, 3) };
}

/** A unit written in the cell wins over the one in the header. */
function inHeaderUnit({ value, multiplier, unitText }: Decimal, unit: HeaderUnit | null): Exact {
  return unit === null || multiplier !== 1 || unitText !== null ? value : times(value, unit.factor);
}

const isMoney = ({ unitText }: Decimal): boolean => unitText === null || unitText.startsWith('元');

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
