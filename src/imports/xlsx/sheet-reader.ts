import type { Cell } from '../files/cell.ts';
import type { BookContext } from './book-context.ts';
import { columnOf } from './cell-reference.ts';
import { cellValue, type StoredCell } from './cell-value.ts';
import { LIMITS } from './limits.ts';
import { createPlainRows } from './plain-row.ts';
import { behindBlanks } from './plain-tag.ts';
import { isRowNumber, putCell } from './put-cell.ts';
import { refused } from './refuse.ts';
import type { XmlHandlers } from './xml.ts';
import { type Shortcut, tagEnd } from './xml-feed.ts';

export type OnRow = (number: number, cells: Cell[]) => void;

/** What reads a sheet: any row by the tags that a parser finds, and plain ones out of the text. */
export interface SheetReader {
  readonly handlers: XmlHandlers;
  readonly shortcut: Shortcut;
}

export function createSheetReader(context: BookContext, onRow: OnRow): SheetReader {
  const readPlainRow = createPlainRows(context);
  let inData = false;
  /** Elements that are open, and that were when the rows began. */
  let depth = 0;
  let rowsFrom = 0;
  let row = 0;
  let column = -1;
  let cells: Cell[] = [];
  let cell: StoredCell | null = null;
  let capture: 'value' | 'formula' | 'inline' | null = null;
  let phonetic = 0;

  const handlers: XmlHandlers = {
    open(name, attributes) {
      depth += 1;
      if (!inData) {
        inData = name === 'sheetData';
        rowsFrom = depth;
        return;
      }
      switch (name) {
        case 'row':
          row = attributes.r === undefined ? row + 1 : Number(attributes.r);
          if (!isRowNumber(row)) throw tooLong(context.path, attributes.r);
          begin();
          break;
        case 'c':
          column = attributes.r === undefined ? column + 1 : columnOf(attributes.r);
          cell = { type: attributes.t, style: Number(attributes.s ?? 0), value: null, formula: null, inline: null };
          break;
        case 'v':
          if (cell !== null) {
            capture = 'value';
            cell.value = '';
          }
          break;
        case 'f':
          if (cell !== null) {
            capture = 'formula';
            cell.formula = '';
          }
          break;
        case 't':
          if (cell !== null && phonetic === 0) {
            capture = 'inline';
            cell.inline ??= '';
          }
          break;
        case 'rPh':
          phonetic += 1;
          break;
      }
    },
    text(text) {
      if (capture !== null && cell !== null) cell[capture] += text;
    },
    close(name) {
      depth -= 1;
      if (!inData) return;
      switch (name) {
        case 'v':
        case 'f':
        case 't':
          capture = null;
          break;
        case 'rPh':
          phonetic -= 1;
          break;
        case 'c':
          if (cell !== null && !putCell(cells, column, cellValue(cell, context)))
            throw tooWide(context.path, row, column);
          cell = null;
          break;
        case 'row':
          onRow(row, cells);
          begin();
          break;
        case 'sheetData':
          inData = false;
          break;
      }
    },
  };

  /** Also behind a row: what follows it is no longer of it. */
  function begin(): void {
    column = -1;
    cells = [];
  }

  const shortcut: Shortcut = {
    open: () => inData && depth === rowsFrom && depth + BELOW_ROWS <= LIMITS.depth,
    take(bytes, from) {
      for (let at = from; ; ) {
        const plain = readPlainRow(bytes, behindBlanks(bytes, at));
        const number = plain?.number ?? row + 1;
        if (plain === null || !isRowNumber(number)) return at;
        row = number;
        onRow(row, plain.cells);
        at = plain.end;
      }
    },
    next: (bytes, at) => tagEnd(bytes, inData ? '</row>' : '<sheetData', at),
  };
  return { handlers, shortcut };
}

/** A row, its cells, what they hold, and the text in that. */
const BELOW_ROWS = 4;

const tooLong = (path: string, found: string | undefined) =>
  refused(path, `行号“${found}”不在1至${LIMITS.rows}之间`, `row number ${found} is not within 1 to ${LIMITS.rows}`, {
    limit: 'rows',
    most: LIMITS.rows,
    found,
  });

const tooWide = (path: string, row: number, column: number) =>
  refused(
    path,
    `第${row}行第${column + 1}列有内容，最多${LIMITS.columns}列`,
    `row ${row} has content in column ${column + 1}, at most ${LIMITS.columns} columns are read`,
    { limit: 'columns', most: LIMITS.columns, found: column + 1, row },
  );
