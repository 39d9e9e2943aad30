import { normaliseText } from '../../kernel/chinese.ts';
import { hasCheckDigit, isIdentityNumber } from '../personal/identifiers.ts';
import { fault, isFault, type Reading } from '../rows/issue.ts';
import { parseText } from './parse-text.ts';

const EXPONENT = /^\d(?:\.\d+)?E[+-]?\d{1,3}$/i;
/** ="00123" and '00123: how a text that looks like a number is kept from becoming one. */
const MARKED = /^(?:="([^"]*)"|['’‘`](\d.*))$/s;

/** The number or code of a thing, as it stands; not one of which a spreadsheet has cut the end off. */
export function parseIdentifier(text: string): Reading<string> {
  if (PLAIN_CODE.test(text) && text.length !== IDENTITY_DIGITS && !EXPONENT.test(text)) return { value: text };
  if (EXPONENT.test(normaliseText(text))) return LOST_DIGITS;
  const marked = withoutMarks(text);
  const reading = parseText(marked ?? text);
  if (isFault(reading)) return reading;
  const value = halfWidth(reading.value);
  if (value.length === IDENTITY_DIGITS && isAdult(value)) return PERSONAL_KEY;
  if (marked === null && value === reading.value) return reading;
  const notes = [
    ...(marked === null ? [] : (['text_marks'] as const)),
    ...(value === reading.value ? [] : (['full_width'] as const)),
  ];
  return { value, notes: [...(reading.notes ?? []), ...notes] };
}

/** Most are: nothing in them has another form. */
const PLAIN_CODE = /^[\w./-]+$/;
const FULL_WIDTH = /[０-９Ａ-Ｚａ-ｚ－]/g;
const CODE = /^[\w./０-９Ａ-Ｚａ-ｚ－-]+$/;

/** Of a code of digits, letters and hyphens; a name or the number of a document (晋综〔2021〕1号) stays as written. */
const halfWidth = (value: string): string =>
  CODE.test(value)
    ? value.replace(FULL_WIDTH, (sign) => String.fromCodePoint((sign.codePointAt(0) ?? 0) - 0xfee0))
    : value;

const IDENTITY_DIGITS = 18;
const OF_AGE = 2008;

/** With its check digit, and not a number with a recent date in it. */
const isAdult = (value: string): boolean =>
  isIdentityNumber(value) && hasCheckDigit(value.toUpperCase()) && Number(value.slice(6, 10)) < OF_AGE;

const PERSONAL_KEY = fault(
  'personal_key',
  '像是身份证号，不能用作编号；请填业务编号',
  'looks like the identity number of a person and is not kept; fill in the number of the record',
);

/** What is marked as a text; null for what bears no such mark. */
export function withoutMarks(text: string): string | null {
  const found = MARKED.exec(text);
  return found === null ? null : (found[1] ?? found[2] ?? '');
}

/** A spreadsheet keeps fifteen digits of a number. */
export const LOST_DIGITS = fault(
  'lost_digits',
  '编号被表格软件当作数字，末几位已丢失；请把该列设为文本后重新填写',
  'a spreadsheet took the code for a number and lost its last digits; make the column text and fill it in again',
);
