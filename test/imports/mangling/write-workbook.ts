import { type CellObject, type Range, utils, type WorkSheet, write } from '@e965/xlsx';
import type { Dice } from './clean-rows.ts';
import type { Grid, GridCell } from './layout.ts';

/** Grids as the sheets of a workbook, with a sheet of notes before or after them now and then. */
export function writeWorkbook(grids: readonly Grid[], xls: boolean, dice: Dice): Buffer {
  const book = utils.book_new();
  const notes = utils.aoa_to_sheet([['填表说明'], ['一、请按月填报'], ['二、金额以元为单位']]);
  if (dice.chance(0.3)) utils.book_append_sheet(book, notes, '填表说明');
  for (const [at, grid] of grids.entries()) utils.book_append_sheet(book, sheetOf(grid), `台账${at + 1}`);
  if (dice.chance(0.2)) utils.book_append_sheet(book, utils.aoa_to_sheet([]), '空表');
  const content: unknown = write(book, { type: 'buffer', bookType: xls ? 'biff8' : 'xlsx' });
  if (!Buffer.isBuffer(content)) throw new Error('expected a buffer');
  return content;
}

function sheetOf({ rows, hiddenRows, hiddenColumns }: Grid): WorkSheet {
  const width = Math.max(1, ...rows.map((row) => row.length));
  const sheet: WorkSheet = {
    '!ref': utils.encode_range({ s: { r: 0, c: 0 }, e: { r: Math.max(0, rows.length - 1), c: width - 1 } }),
  };
  for (const [r, row] of rows.entries()) {
    for (const [c, cell] of row.entries()) {
      const stored = cell.joined === undefined ? cellOf(cell) : null;
      if (stored !== null) sheet[utils.encode_cell({ r, c })] = stored;
    }
  }
  sheet['!merges'] = merges(rows);
  sheet['!rows'] = rows.map((_, at) => (hiddenRows.includes(at) ? { hidden: true } : {}));
  sheet['!cols'] = Array.from({ length: width }, (_, at) => (hiddenColumns.includes(at) ? { hidden: true } : {}));
  return sheet;
}

const cellOf = ({ text, stored }: GridCell): CellObject | null => stored ?? (text === '' ? null : { t: 's', v: text });

function merges(rows: readonly (readonly GridCell[])[]): Range[] {
  const found: Range[] = [];
  for (const [r, row] of rows.entries()) {
    for (const [c, cell] of row.entries()) {
      if (cell.joined !== undefined) continue;
      let bottom = r;
      while (rows[bottom + 1]?.[c]?.joined === 'up') bottom += 1;
      let right = c;
      while (bottom === r && row[right + 1]?.joined === 'left') right += 1;
      if (bottom > r || right > c) found.push({ s: { r, c }, e: { r: bottom, c: right } });
    }
  }
  return found;
}
