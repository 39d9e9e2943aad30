import { isEmptyCell } from '../../kernel/chinese.ts';
import type { Row } from '../files/cell.ts';
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
  /** A number of a workbook with more digits than it keeps. */
  readonly cut: boolean;
  /** Counts days from 1904, where it is one. */
  readonly from1904: boolean;
  /** Covered by a merged cell above. */
  readonly merged: boolean;
}

const KEPT_DIGITS = 15;
/** Sixteen digits may have been written by a program, which keeps them; then they hardly end in a nought. */
const LONG = /^(?:\d{15}0|\d{17,})$/;

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
      cut: cell?.kind === 'number' && raw.length > KEPT_DIGITS && LONG.test(raw),
      from1904: cell?.from1904 === true,
      merged: cell?.spread === 'down',
    };
  };
}
