import { type Cell, EMPTY_CELL, type Row } from '../files/cell.ts';
import type { BookContext } from './book-context.ts';
import { columnOf } from './cell-reference.ts';
import { cellValue, type StoredCell } from './cell-value.ts';
import { LIMITS } from './limits.ts';
import { refused } from './refuse.ts';
import { type Attributes, parseXml } from './xml.ts';

/** Of empty ones there may be a million. */
const MOST_AT_ONCE = 1000;

/** The rows of a sheet up to the last with a cell; those that are left out come as empty ones. */
export async function* sheetRows(
  bytes: AsyncIterable<Buffer>,
  context: BookContext,
): AsyncGenerator<readonly (Row & { cells: Cell[] })[]> {
  const rows: { readonly number: number; readonly cells: Cell[] }[] = [];
  const { open, text, close } = sheetHandlers(context, (number, cells) => rows.push({ number, cells }));
  let last = 0;
  for await (const _ of parseXml(context.path, bytes, { open, text, close })) {
    let some: (Row & { cells: Cell[] })[] = [];
    for (const { number, cells } of rows) {
      if (number <= last) {
        yield some;
        throw outOfOrder(context.path, number, last);
      }
      if (cells.length === 0) continue;
      while (last + 1 < number) {
        last += 1;
        some.push({ number: last, line: last, cells: [] });
        if (some.length < MOST_AT_ONCE) continue;
        yield some;
        some = [];
      }
      last = number;
      some.push({ number, line: number, cells });
    }
    if (some.length > 0) yield some;
    rows.length = 0;
  }
}

function sheetHandlers(context: BookContext, onRow: (number: number, cells: Cell[]) => void) {
  let inData = false;
  let row = 0;
  let column = -1;
  let cells: Cell[] = [];
  let cell: StoredCell | null = null;
  let capture: 'value' | 'formula' | 'inline' | null = null;
  let phonetic = 0;
  return {
    open(name: string, attributes: Attributes): void {
      if (!inData) {
        inData = name === 'sheetData';
        return;
      }
      switch (name) {
        case 'row':
          row = attributes.r === undefined ? row + 1 : Number(attributes.r);
          if (!(Number.isInteger(row) && row >= 1 && row <= LIMITS.rows)) throw tooLong(context.path, attributes.r);
          column = -1;
          cells = [];
          break;
        case 'c':
          column = attributes.r === undefined ? column + 1 : columnOf(attributes.r);
          cell = { type: attributes.t, style: attributes.s, value: null, formula: null, inline: null };
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
    text(text: string): void {
      if (capture !== null && cell !== null) cell[capture] += text;
    },
    close(name: string): void {
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
          if (cell !== null) place(cellValue(cell, context));
          cell = null;
          break;
        case 'row':
          onRow(row, cells);
          break;
        case 'sheetData':
          inData = false;
          break;
      }
    },
  };

  function place(value: Cell): void {
    if (value === EMPTY_CELL) return;
    if (!(column >= 0 && column < LIMITS.columns)) throw tooWide(context.path, row, column);
    while (cells.length < column) cells.push(EMPTY_CELL);
    cells[column] = value;
  }
}

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

const outOfOrder = (path: string, row: number, last: number) =>
  refused(path, `第${row}行写在第${last}行之后；请重新另存`, `row ${row} stands behind row ${last}; save it anew`, {
    row,
  });
