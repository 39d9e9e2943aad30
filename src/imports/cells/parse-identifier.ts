import { normaliseText } from '../../kernel/chinese.ts';
import { fault, isFault, type Reading } from '../rows/issue.ts';
import { parseText } from './parse-text.ts';

const EXPONENT = /^\d(?:\.\d+)?E[+-]?\d{1,3}$/i;
/** ="00123" and '00123: how a text that looks like a number is kept from becoming one. */
const MARKED = /^(?:="([^"]*)"|['’‘`](\d.*))$/s;

/** The number or code of a thing, as it stands; not one of which a spreadsheet has cut the end off. */
export function parseIdentifier(text: string): Reading<string> {
  if (EXPONENT.test(normaliseText(text))) return LOST_DIGITS;
  const marked = withoutMarks(text);
  const reading = parseText(marked ?? text);
  if (marked === null || isFault(reading)) return reading;
  return { value: reading.value, notes: [...(reading.notes ?? []), 'text_marks'] };
}

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
