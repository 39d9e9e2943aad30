import { ownText } from '../../kernel/own-text.ts';
import type { Reading } from '../rows/issue.ts';
import type { PlainColumn } from './cell-parser.ts';
import type { ParseCell } from './parse-cell.ts';

const REMEMBERED = 20_000;

/** Days, words and counts come again and again: each wording is read once. Texts and sums of money seldom do. */
export function rememberedParser(kind: PlainColumn['kind'], parse: ParseCell): ParseCell {
  if (kind === 'text' || kind === 'money' || kind === 'time') return parse;
  const known = new Map<string, Reading<string>>();
  let knownUnit: Parameters<ParseCell>[1] = null;
  return (text, unit) => {
    if (unit !== knownUnit || known.size >= REMEMBERED) known.clear();
    knownUnit = unit;
    const before = known.get(text);
    if (before !== undefined) return before;
    const reading = parse(text, unit);
    known.set(ownText(text), reading);
    return reading;
  };
}
