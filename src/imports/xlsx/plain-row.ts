import type { Cell } from '../files/cell.ts';
import type { BookContext } from './book-context.ts';
import { cellValue, numberValue, type StoredCell } from './cell-value.ts';
import { type Cursor, columnAt, LESS, type PlainTag, QUOTE, takes, takesAttributes, wholeUpTo } from './plain-tag.ts';
import { plainText } from './plain-text.ts';
import { isRowNumber, putCell } from './put-cell.ts';

export interface PlainRow {
  /** Null where the row does not say it. */
  readonly number: number | null;
  readonly cells: Cell[];
  /** Where the text goes on. */
  readonly end: number;
}

/** The row that begins at this place of a text; null where it is not plain, or not all there. */
export type ReadPlainRow = (text: string, at: number) => PlainRow | null;

/**
 * Reads rows as nearly all programs write them: cells and nothing else, attributes in double quotes, no prefixes, no
 * comments. A row that holds anything else, be it wrong or only rare, is one for the parser, which reads it from its
 * beginning: so this never throws, and takes nothing that the parser would refuse.
 */
export function createPlainRows(context: BookContext): ReadPlainRow {
  const { texts } = context;
  const cursor: Cursor = { text: '', at: 0 };
  const tag: PlainTag = { reference: 0, style: 0, type: undefined };

  return (text, from) => {
    cursor.text = text;
    cursor.at = from;
    if (!takes(cursor, '<row') || !takesAttributes(cursor, tag)) return null;
    const number = tag.reference === 0 ? null : wholeUpTo(text, tag.reference, QUOTE);
    if (number !== null && !isRowNumber(number)) return null;
    const cells: Cell[] = [];
    if (takes(cursor, '/>')) return { number, cells, end: cursor.at };
    if (!takes(cursor, '>')) return null;
    for (let column = 0; takes(cursor, '<c'); column += 1) {
      if (!takesAttributes(cursor, tag)) return null;
      if (tag.reference !== 0) column = columnAt(text, tag.reference);
      const cell = column < 0 ? null : readCell();
      if (cell === null || !putCell(cells, column, cell)) return null;
    }
    return takes(cursor, '</row>') ? { number, cells, end: cursor.at } : null;
  };

  /** From behind its attributes on; null where it is not plain. */
  function readCell(): Cell | null {
    const { text } = cursor;
    const { type } = tag;
    const style = tag.style === 0 ? 0 : wholeUpTo(text, tag.style, QUOTE);
    if (style < 0) return null;
    const whole = type === undefined || type === 's' ? readWhole() : -1;
    if (whole >= 0) return type === 's' ? texts(whole) : numberValue(whole, style, context);
    const cell: StoredCell = { type, style, value: null, formula: null, inline: null };
    if (!takes(cursor, '/>')) {
      if (!takes(cursor, '>')) return null;
      while (!takes(cursor, '</c>')) if (!readPart(cell)) return null;
    }
    return type === 's' && cell.value !== null ? null : cellValue(cell, context);
  }

  /** The whole number that is all of a cell; -1, and nothing read, where there is something else. */
  function readWhole(): number {
    const { text, at } = cursor;
    if (!text.startsWith('><v>', at)) return -1;
    const from = at + '><v>'.length;
    const whole = wholeUpTo(text, from, LESS);
    if (whole < 0) return -1;
    const end = text.indexOf('<', from);
    if (!text.startsWith('</v></c>', end)) return -1;
    cursor.at = end + '</v></c>'.length;
    return whole;
  }

  /** One of the elements of a cell, each of which it has once; false where it is another, or not plain. */
  function readPart(cell: StoredCell): boolean {
    const part = PARTS.find(({ open }) => takes(cursor, open));
    if (part === undefined || cell[part.name] !== null || !takesAttributes(cursor, tag)) return false;
    if (part.name !== 'inline' && takes(cursor, '/>')) {
      cell[part.name] = '';
      return true;
    }
    if (!takes(cursor, '>')) return false;
    const end = cursor.text.indexOf('<', cursor.at);
    const text = end < 0 ? null : plainText(cursor.text.slice(cursor.at, end));
    cell[part.name] = text;
    cursor.at = end;
    return text !== null && takes(cursor, part.close);
  }
}

const PARTS = [
  { name: 'value', open: '<v', close: '</v>' },
  { name: 'formula', open: '<f', close: '</f>' },
  { name: 'inline', open: '<is><t', close: '</t></is>' },
] as const;
