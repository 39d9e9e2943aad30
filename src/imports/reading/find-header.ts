import type { Row, Sheet } from './cell.ts';
import type { HeaderUnit, HeaderWords } from './header-words.ts';
import { type HeaderMatch, headerCells, headerWord, matchHeaders, type Word } from './headers.ts';
import { titleUnit } from './title-unit.ts';

const DEPTH = 20;

/** Where a sheet says what its columns are. */
export interface FoundHeader {
  /** Row numbers; the second only of a header of two lines. */
  readonly lines: readonly number[];
  readonly match: HeaderMatch;
  /** The non-empty rows above the header. */
  readonly titles: readonly number[];
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
  const unit = titleUnit(titles);
  return { ...best, unit, titles: titles.map((row) => row.number) };
}

const score = ({ match }: FoundHeader): number => match.matched.length;

/** Cells merged with the line above bring that line along. */
function singleLine(row: Row, words: HeaderWords): FoundHeader {
  const line = lineWords(row, false);
  const match = matchHeaders(headerCells(line, null), words);
  const merged = match.matched.some(({ index }) => line[index]?.down === true);
  return { lines: merged ? [row.number - 1, row.number] : [row.number], titles: [], unit: null, match };
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
    ? { lines: [upper.number, lower.number], titles: [], unit: null, match }
    : null;
}

function lineWords(row: Row, spread: boolean): readonly Word[] {
  return row.cells.map(({ text, spread: from }) =>
    headerWord(from === undefined || (spread && from === 'right') || from === 'down' ? text : '', from === 'down'),
  );
}

const hasText = (row: Row): boolean => row.cells.some(({ text }) => text.trim() !== '');
