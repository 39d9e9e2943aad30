import { isEmptyCell, normaliseText } from '../../kernel/chinese.ts';
import { readDecimal } from '../../kernel/decimal.ts';
import { exact } from '../../kernel/exact.ts';
import { type PrintedNumber, QUALIFIERS, type Qualifier, readPrinted } from '../../kernel/printed.ts';
import { isUnitCode, type UnitCode } from '../../kernel/unit.ts';
import { unitOfWord } from '../../kernel/unit-words.ts';
import { decimalText } from '../files/decimal-text.ts';
import type { HeaderUnit } from '../reading/header-words.ts';
import { fault, isFault, type Reading } from '../rows/issue.ts';
import { ambiguousShare } from './parse-number.ts';
import { storable } from './parse-text.ts';

/** The cells of a printed figure; null where the file has no such column. */
export interface PrintedCells {
  readonly whole: string | null;
  readonly value: string | null;
  readonly low: string | null;
  readonly high: string | null;
  readonly unit: string | null;
  readonly qualifier: string | null;
  /** The unit that the header names: 数值（万元）. */
  readonly header: HeaderUnit | null;
  /** In which the catalogue measures it. */
  readonly measured: UnitCode | null;
}

export interface PrintedValues {
  readonly printed: string;
  readonly value: string | null;
  readonly valueLow: string | null;
  readonly valueHigh: string | null;
  readonly qualifier: string;
  readonly unit: string | null;
}

const QUALIFIER_WORDS: Readonly<Record<string, Qualifier>> = {
  准确: 'exact',
  多: 'at_least',
  余: 'at_least',
  以上: 'floor',
  超: 'floor',
  至少: 'floor',
  以下: 'at_most',
  以内: 'at_most',
  约: 'approx',
  近: 'approx',
  左右: 'approx',
  零: 'stated_zero',
  目标: 'goal',
};

/** A figure as printed, with the interval it stands for: as the file gives it, else as the print implies it. */
export function parsePrinted(cells: PrintedCells): Reading<PrintedValues> {
  const own = [cells.whole, cells.value].find((text) => text !== null && !isEmptyCell(text)) ?? '';
  const printed = measuredIn(own, cells);
  const unit = readUnit(printed === own ? cells.unit : null);
  const qualifier = readQualifier(cells.qualifier);
  if (qualifier === null) {
    return fault('bad_choice', '不是已知的限定词', 'not a known qualifier', { expected: QUALIFIERS.join(', ') });
  }
  const read = readPrinted(printed, { ...qualifier, ...(unit !== null && isUnitCode(unit) ? { unit } : {}) });
  const given = readGiven(cells);
  if (isFault(given)) return given;
  if (mayBeShare(printed, unit ?? cells.measured, cells)) return ambiguousShare(exact(normaliseText(printed)));
  if (read === null && given.value.value === null) {
    return fault('bad_number', '不能读作数值', 'cannot be read as a figure', {
      expected: '5.8万多、99%以上、6900多个',
    });
  }
  return {
    value: {
      printed: storable(printed),
      ...interval(given.value, read),
      qualifier: qualifier.qualifier ?? read?.qualifier ?? 'exact',
      unit: unit ?? read?.unit ?? null,
    },
  };
}

/** 同比下降5.2% is no level but a change, and says against what. */
export function comparisonIn(printed: string): 'yoy' | 'mom' | null {
  if (/^(?:同比|[比较与]?(?:上年|去年)同期)/.test(printed)) return 'yoy';
  return /^(?:环比|[比较与]?上[月期])/.test(printed) ? 'mom' : null;
}

const PLAIN_FIGURE = /^[+-]?[\d.,]+$/;

/** 5.8 in a column of 万元 is printed as 5.8万元: what the unit multiplies it by is part of the figure. */
function measuredIn(printed: string, { unit, header, low, high }: PrintedCells): string {
  if (low !== null || high !== null || !PLAIN_FIGURE.test(normaliseText(printed))) return printed;
  const word = unit === null || isEmptyCell(unit) ? (header?.words ?? '') : normaliseText(unit);
  if (word === '' || isUnitCode(word)) return printed;
  const one = readDecimal(`1${word}`);
  const scales = one !== null && one.multiplier !== 1;
  return scales || (one !== null && header !== null && word === header.words) ? `${printed.trim()}${word}` : printed;
}

const PLAIN_SHARE = /^(?:0?\.\d*[1-9]\d*|1(?:\.0+)?)$/;

/** 0.9927 where the unit is percent, and no column says what interval it stands for. */
const mayBeShare = (printed: string, unit: string | null, { low, high }: PrintedCells): boolean =>
  unit === 'percent' && low === null && high === null && PLAIN_SHARE.test(normaliseText(printed));

type Given = Pick<PrintedValues, 'value' | 'valueLow' | 'valueHigh'>;

/** Numbers in columns of their own; only beside a column with the print is `value` more than the print itself. */
function readGiven({ whole, value, low, high }: PrintedCells): Reading<Given> {
  const cells = [whole === null ? null : value, low, high];
  const read = cells.map((text) => (text === null || isEmptyCell(text) ? null : readDecimal(text)));
  const bad = cells.find((text, at) => text !== null && !isEmptyCell(text) && read[at] === null);
  if (bad !== undefined)
    return fault('bad_number', '不能读作数值', 'cannot be read as a number', { expected: '58000' });
  const [middle, from, to] = read.map((number) => (number ? decimalText(number.value) : null));
  return { value: { value: middle ?? null, valueLow: from ?? null, valueHigh: to ?? null } };
}

function interval(given: Given, read: PrintedNumber | null): Given {
  const own: Given = {
    value: read?.value ? decimalText(read.value) : null,
    valueLow: read?.low ? decimalText(read.low) : null,
    valueHigh: read?.high ? decimalText(read.high) : null,
  };
  const bounded = given.valueLow !== null || given.valueHigh !== null;
  return {
    value: given.value ?? own.value,
    valueLow: bounded ? given.valueLow : own.valueLow,
    valueHigh: bounded ? given.valueHigh : own.valueHigh,
  };
}

function readUnit(text: string | null): UnitCode | string | null {
  if (text === null || isEmptyCell(text)) return null;
  const word = normaliseText(text);
  return isUnitCode(word) ? word : (unitOfWord(word) ?? word);
}

function readQualifier(text: string | null): { readonly qualifier?: Qualifier } | null {
  if (text === null || isEmptyCell(text)) return {};
  const word = normaliseText(text).toLowerCase();
  const qualifier = QUALIFIERS.find((code) => code === word) ?? QUALIFIER_WORDS[word];
  return qualifier === undefined ? null : { qualifier };
}
