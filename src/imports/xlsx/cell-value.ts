import { type Cell, EMPTY_CELL, textCell } from '../files/cell.ts';
import type { BookContext } from './book-context.ts';
import { escapedText } from './escaped-text.ts';
import { damaged } from './refuse.ts';

/** A cell as the file has it; null for elements that it has not. */
export interface StoredCell {
  readonly type: string | undefined;
  /** The place of its style among those of the workbook; NaN where it is none. */
  readonly style: number;
  value: string | null;
  formula: string | null;
  inline: string | null;
}

export function cellValue({ type = 'n', style, value, formula, inline }: StoredCell, context: BookContext): Cell {
  switch (type) {
    case 's':
      return value === null || value === '' ? EMPTY_CELL : sharedText(value, context);
    case 'inlineStr':
      return textCell(escapedText(inline ?? ''));
    case 'str':
      return textCell(escapedText(value ?? ''));
    case 'b':
      return value === null
        ? uncalculated(formula)
        : textCell(value.trim() === '1' || value.trim() === 'true' ? '是' : '否');
    case 'e':
      return { text: value ?? '#N/A', kind: 'error' };
    case 'd':
      return value === null || value === '' ? uncalculated(formula) : isoCell(value);
    default:
      return value === null || value.trim() === '' ? uncalculated(formula) : number(value, style, context);
  }
}

/** A formula that was never calculated has no value, and is not zero. */
function uncalculated(formula: string | null): Cell {
  return formula === null ? EMPTY_CELL : { text: `=${formula.replace(/_xlfn\./g, '')}`, kind: 'error' };
}

function sharedText(index: string, { path, texts }: BookContext): Cell {
  const cell = texts(Number(index));
  if (cell === null) throw damaged(path, new Error(`no shared string ${index}`));
  return cell;
}

function number(text: string, style: number, context: BookContext): Cell {
  const value = Number(text);
  return Number.isFinite(value) ? numberValue(value, style, context) : { text, kind: 'error' };
}

export const numberValue = (value: number, style: number, { numbers, general }: BookContext): Cell =>
  (numbers[style] ?? general)(value);

/** 2020-01-02T12:00:00Z, as few programs write it. */
function isoCell(value: string): Cell {
  const [, day = value, time = ''] = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}:\d{2}))?/.exec(value) ?? [];
  return { text: time === '' || time === '00:00:00' ? day : `${day} ${time}`, kind: 'date' };
}
