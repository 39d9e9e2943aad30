import { isEmptyCell } from '../../kernel/chinese.ts';
import type { Row } from './cell.ts';
import type { HeaderUnit } from './header-words.ts';
import type { MatchedColumn } from './headers.ts';

/** A cell of a declared column, or of one part of it. */
export interface FoundCell {
  readonly header: string;
  /** '' where the cell is empty, or holds a sign that says so. */
  readonly text: string;
  /** As written. */
  readonly raw: string;
  readonly unit: HeaderUnit | null;
  /** An error value of the spreadsheet. */
  readonly broken: boolean;
  /** Covered by a merged cell above. */
  readonly merged: boolean;
}

/** The cells of one column's parts in a row; null where the file has no such header. */
export type CellOf = (row: Row, part: string) => FoundCell | null;

export function cellsOf(matched: readonly MatchedColumn[], column: string): CellOf {
  const byPart = new Map(matched.filter((one) => one.column === column).map((one) => [one.part, one]));
  return ({ cells }, part) => {
    const found = byPart.get(part);
    if (found === undefined) return null;
    const cell = cells[found.index];
    const raw = cell === undefined || cell.spread === 'right' ? '' : cell.text;
    return {
      header: found.header,
      unit: found.unit,
      text: isEmptyCell(raw) ? '' : raw,
      raw,
      broken: cell?.kind === 'error',
      merged: cell?.spread === 'down',
    };
  };
}
