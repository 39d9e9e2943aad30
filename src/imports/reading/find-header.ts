import { normaliseHeader } from '../../kernel/chinese.ts';
import type { Row, Sheet } from '../files/cell.ts';
import type { HeaderUnit, HeaderWords } from './header-words.ts';
import { type HeaderMatch, headerCells, headerWord, type MatchedColumn, matchHeaders, type Word } from './headers.ts';
import { type NearUnits, unitLine, unitsAbove } from './near-units.ts';
import type { TableLayout } from './table.ts';
import { titleUnit } from './title-unit.ts';

const DEPTH = 20;

/** Where a sheet says what its columns are. */
export interface FoundHeader {
  /** Row numbers; the second only of a header of two lines, or where a line of units follows. */
  readonly lines: readonly number[];
  readonly match: HeaderMatch;
  /** The non-empty rows above the header. */
  readonly titles: readonly number[];
  readonly layout: Omit<TableLayout, 'isText'>;
  /** The unit of money that stands above the table (单位：万元), for columns that name none. */
  readonly unit: HeaderUnit | null;
}

/** The first rows of a sheet, in which a header is looked for. */
export async function firstRows(sheet: Sheet): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for await (const some of sheet.rows()) {
    rows.push(...some.slice(0, DEPTH + 1 - rows.length));
    if (rows.length > DEPTH) break;
  }
  return rows;
}

/** The line, or the two lines together, that name most columns of a dataset; null when none names any. */
export function findHeader(rows: readonly Row[], words: HeaderWords): FoundHeader | null {
  let best: FoundHeader | null = null;
  for (const [index, row] of rows.slice(0, DEPTH).entries()) {
    const one = singleLine(row, words);
    const two = doubleLine(row, rows[index + 1], words, one);
    for (const found of [one, two]) {
      if (found !== null && score(found) > (best === null ? 0 : score(best))) best = found;
    }
  }
  if (best === null) return null;
  const first = best.lines[0] ?? 0;
  const titles = rows.filter((row) => row.number < first && hasText(row));
  const last = best.lines.at(-1) ?? 0;
  const [above, header] = [last - 1, last].map((number) => rows.find((row) => row.number === number));
  const below = rows.find((row) => row.number > last && hasText(row));
  const own = unitLine(below);
  const units = own ?? unitsAbove(above, header?.cells.length ?? 0);
  const headed = rows.filter(({ number }) => best.lines.includes(number));
  return {
    layout: layoutOf(titles, headed),
    lines: own === null || below === undefined ? best.lines : [...best.lines, below.number],
    titles: titles.map((row) => row.number),
    unit: titleUnit(titles),
    match: { ...best.match, matched: best.match.matched.map((column) => withNearUnit(column, units)) },
  };
}

const NO_LAYOUT = { width: 0, unnamed: [], titles: [], lines: new Set<string>() } as const;

function layoutOf(titles: readonly Row[], header: readonly Row[]): FoundHeader['layout'] {
  const width = Math.max(0, ...header.map(({ cells }) => cells.length));
  const unnamed = Array.from({ length: width }, (_, index) => index).filter((index) =>
    header.every(({ cells }) => (cells[index]?.text ?? '').trim() === ''),
  );
  return {
    width,
    unnamed,
    titles: titles.flatMap(({ cells }) => cells.map(({ text }) => text)),
    lines: new Set([...titles, ...header].map(lineKey)),
  };
}

/** The words of a line, to tell whether another is the same. */
export const lineKey = ({ cells }: Row): string =>
  cells
    .map(({ text, spread }) => (spread === undefined ? normaliseHeader(text) : ''))
    .join('\t')
    .replace(/\t+$/, '');

function withNearUnit(column: MatchedColumn, units: NearUnits): MatchedColumn {
  const nearUnit = units.get(column.index);
  return nearUnit === undefined ? column : { ...column, nearUnit };
}

const score = ({ match }: FoundHeader): number => match.matched.length;

/** Cells merged with the line above bring that line along. */
function singleLine(row: Row, words: HeaderWords): FoundHeader {
  const line = lineWords(row, false);
  const match = matchHeaders(headerCells(line, null), words);
  const merged = match.matched.some(({ index }) => line[index]?.down === true);
  return {
    lines: merged ? [row.number - 1, row.number] : [row.number],
    titles: [],
    unit: null,
    layout: NO_LAYOUT,
    match,
  };
}

/** Only where the second line names more columns than either line alone and leaves every column of the first named. */
function doubleLine(upper: Row, lower: Row | undefined, words: HeaderWords, single: FoundHeader): FoundHeader | null {
  if (lower === undefined) return null;
  const below = lineWords(lower, true);
  const match = matchHeaders(headerCells(lineWords(upper, true), below), words);
  const lowerOnly = matchHeaders(headerCells(below, null), words);
  const named = new Set(match.matched.map(({ index }) => index));
  const more = named.size > Math.max(score(single), lowerOnly.matched.length);
  return more && single.match.matched.every(({ index }) => named.has(index))
    ? { lines: [upper.number, lower.number], titles: [], unit: null, layout: NO_LAYOUT, match }
    : null;
}

function lineWords(row: Row, spread: boolean): readonly Word[] {
  return row.cells.map(({ text, spread: from }) =>
    headerWord(from === undefined || (spread && from === 'right') || from === 'down' ? text : '', from === 'down'),
  );
}

const hasText = (row: Row): boolean => row.cells.some(({ text }) => text.trim() !== '');
