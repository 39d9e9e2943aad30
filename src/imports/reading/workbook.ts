import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { type CellObject, type DenseWorkSheet, type Range, read, SSF, type WorkBook } from '@e965/xlsx';
import { AnlanError } from '../../kernel/errors.ts';
import { exact, HUNDRED, times } from '../../kernel/exact.ts';
import { type Cell, EMPTY_CELL, type Row, type Sheet } from './cell.ts';
import { decimalText } from './decimal-text.ts';
import { fileError } from './file-kind.ts';

interface Workbook {
  readonly sha256: string;
  readonly sheets: readonly Sheet[];
}

/** All sheets of an XLSX or XLS file, hidden rows and columns included. Formulas count with their cached value. */
export async function openWorkbook(path: string): Promise<Workbook> {
  const content = await readFile(path).catch((error) => {
    throw fileError(path, error);
  });
  const book = parse(path, content);
  const epoch1904 = book.Workbook?.WBProps?.date1904 === true;
  return {
    sha256: createHash('sha256').update(content).digest('hex'),
    sheets: book.SheetNames.map((name) => ({ name, rows: () => sheetRows(denseSheet(book, name), epoch1904) })),
  };
}

function parse(path: string, content: Buffer): WorkBook {
  try {
    return read(content, { type: 'buffer', dense: true, cellNF: true, cellText: false, cellHTML: false });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const label = {
      zh: `${path} 不是可读的工作簿（${why}）；如有密码请先去除，如已损坏请重新另存`,
      en: `${path} is no workbook that can be read (${why}); take off a password, or save it anew`,
    };
    throw new AnlanError('FILE_UNREADABLE', label, { file: path }, error);
  }
}

/** `dense: true` makes every sheet of a workbook a dense one; the library's types cannot say so. */
function denseSheet(book: WorkBook, name: string): DenseWorkSheet {
  return book.Sheets[name] as DenseWorkSheet;
}

async function* sheetRows(sheet: DenseWorkSheet, epoch1904: boolean): AsyncGenerator<Row> {
  const data = sheet['!data'] ?? [];
  const merges = [...(sheet['!merges'] ?? [])].sort((a, b) => a.s.r - b.s.r);
  let next = 0;
  let open: readonly Range[] = [];
  for (const [index, stored] of data.entries()) {
    open = open.filter((merge) => merge.e.r >= index);
    while ((merges[next]?.s.r ?? Number.POSITIVE_INFINITY) <= index) {
      const merge = merges[next];
      if (merge !== undefined && merge.e.r >= index) open = [...open, merge];
      next += 1;
    }
    const cells = Array.from(stored ?? [], (cell) => (cell === undefined ? EMPTY_CELL : readCell(cell, epoch1904)));
    for (const merge of open) spread(cells, merge, index, data[merge.s.r]?.[merge.s.c], epoch1904);
    yield { number: index + 1, line: index + 1, cells };
  }
}

const WIDEST_MERGE = 1000;

function spread(cells: Cell[], { s, e }: Range, row: number, origin: CellObject | undefined, epoch1904: boolean): void {
  if (origin === undefined) return;
  const cell = readCell(origin, epoch1904);
  for (let column = s.c; column <= Math.min(e.c, s.c + WIDEST_MERGE); column += 1) {
    if (row === s.r && column === s.c) continue;
    while (cells.length <= column) cells.push(EMPTY_CELL);
    cells[column] = { ...cell, spread: column === s.c ? 'down' : 'right' };
  }
}

function readCell(cell: CellObject, epoch1904: boolean): Cell {
  switch (cell.t) {
    case 'n':
      return numberCell(Number(cell.v), String(cell.z ?? 'General'), epoch1904);
    case 's':
      return { text: String(cell.v ?? ''), kind: 'text' };
    case 'b':
      return { text: cell.v === true ? '是' : '否', kind: 'text' };
    case 'e':
      return { text: String(cell.w ?? '#N/A'), kind: 'error' };
    default:
      return cell.f === undefined ? EMPTY_CELL : { text: `=${cell.f}`, kind: 'error' };
  }
}

function numberCell(value: number, format: string, epoch1904: boolean): Cell {
  const text = plain(value);
  if (SSF.is_date(format)) return { text: serialText(value, epoch1904) ?? text, kind: 'date' };
  if (format.includes('%')) return { text: `${decimalText(times(exact(value), HUNDRED))}%`, kind: 'percent' };
  const zeros = /^0+$/.exec(format)?.[0].length ?? 0;
  return { text: Number.isInteger(value) ? text.padStart(zeros, '0') : text, kind: 'number' };
}

/** The shortest digits that make this double, never with an exponent. */
const plain = (value: number): string => decimalText(exact(value));

function serialText(value: number, epoch1904: boolean): string | null {
  const parsed: unknown = SSF.parse_date_code(value, { date1904: epoch1904 });
  if (!isSerial(parsed)) return null;
  const two = (part: number): string => String(part).padStart(2, '0');
  const day = `${String(parsed.y).padStart(4, '0')}-${two(parsed.m)}-${two(parsed.d)}`;
  if (parsed.H + parsed.M + parsed.S === 0) return day;
  return `${day} ${two(parsed.H)}:${two(parsed.M)}:${two(parsed.S)}`;
}

type Serial = Readonly<Record<'y' | 'm' | 'd' | 'H' | 'M' | 'S', number>>;

const isSerial = (parsed: unknown): parsed is Serial => typeof parsed === 'object' && parsed !== null && 'y' in parsed;
