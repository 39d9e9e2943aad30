import { readFile } from 'node:fs/promises';
import { type CellObject, type DenseWorkSheet, type Range, read, type WorkBook } from '@e965/xlsx';
import { damaged } from '../xlsx/refuse.ts';
import { checkPacked } from '../xlsx/zip.ts';
import { type Cell, EMPTY_CELL, type Row, type Rows, type Sheet } from './cell.ts';
import { fileError } from './file-kind.ts';
import { createSpread } from './merged-cells.ts';
import { type NumberCells, numberCellsOf } from './number-cell.ts';
import { numberFormat } from './number-format.ts';

/** All sheets of an XLS file, hidden rows and columns included. Formulas count with their cached value. */
export async function openWorkbook(path: string, size: number): Promise<readonly Sheet[]> {
  checkPacked(path, size);
  const content = await readFile(path).catch((error) => {
    throw fileError(path, error);
  });
  const book = parse(path, content);
  const epoch1904 = book.Workbook?.WBProps?.date1904 === true;
  return book.SheetNames.map((name) => ({ name, rows: () => sheetRows(denseSheet(book, name), epoch1904) }));
}

function parse(path: string, content: Buffer): WorkBook {
  try {
    return read(content, { type: 'buffer', dense: true, cellNF: true, cellText: false, cellHTML: false });
  } catch (error) {
    throw damaged(path, error);
  }
}

/** `dense: true` makes every sheet of a workbook a dense one; the library's types cannot say so. */
function denseSheet(book: WorkBook, name: string): DenseWorkSheet {
  return book.Sheets[name] as DenseWorkSheet;
}

const AT_ONCE = 200;

async function* sheetRows(sheet: DenseWorkSheet, epoch1904: boolean): Rows {
  const areas = (sheet['!merges'] ?? []).map(({ s, e }: Range) => ({ top: s.r, left: s.c, bottom: e.r, right: e.c }));
  const spread = createSpread(areas);
  const cellsOf = numberCellsOf(epoch1904);
  const formats = new Map<string, NumberCells>();
  const numbersOf = (code: string): NumberCells => {
    const cells = formats.get(code) ?? cellsOf(numberFormat(code));
    formats.set(code, cells);
    return cells;
  };
  let some: Row[] = [];
  for (const [index, stored] of (sheet['!data'] ?? []).entries()) {
    const cells = Array.from(stored ?? [], (cell) => (cell === undefined ? EMPTY_CELL : readCell(cell, numbersOf)));
    spread(index, cells);
    some.push({ number: index + 1, line: index + 1, cells });
    if (some.length < AT_ONCE) continue;
    yield some;
    some = [];
  }
  yield some;
}

function readCell(cell: CellObject, numbersOf: (code: string) => NumberCells): Cell {
  switch (cell.t) {
    case 'n':
      return numbersOf(String(cell.z ?? 'General'))(Number(cell.v));
    case 's':
      return { text: String(cell.v ?? ''), kind: 'text' };
    case 'b':
      return { text: cell.v === true ? '是' : '否', kind: 'text' };
    case 'e':
      return { text: ERRORS[Number(cell.v)] ?? '#N/A', kind: 'error' };
    default:
      return cell.f === undefined ? EMPTY_CELL : { text: `=${cell.f}`, kind: 'error' };
  }
}

const ERRORS: Readonly<Record<number, string>> = {
  0: '#NULL!',
  7: '#DIV/0!',
  15: '#VALUE!',
  23: '#REF!',
  29: '#NAME?',
  36: '#NUM!',
  42: '#N/A',
  43: '#GETTING_DATA',
};
