import { type Cell, EMPTY_CELL } from '../files/cell.ts';
import { LIMITS } from './limits.ts';

/** Puts a cell in its column; false where that is none that is read. Empty cells need no place. */
export function putCell(cells: Cell[], column: number, cell: Cell): boolean {
  if (cell === EMPTY_CELL) return true;
  if (!(column >= 0 && column < LIMITS.columns)) return false;
  while (cells.length < column) cells.push(EMPTY_CELL);
  cells[column] = cell;
  return true;
}

export const isRowNumber = (number: number): boolean =>
  Number.isInteger(number) && number >= 1 && number <= LIMITS.rows;
