import { type Cell, EMPTY_CELL } from './cell.ts';

/** An area of merged cells; rows and columns count from 0. */
export interface MergedArea {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

/** Lets the cells of a row stand for all that they are merged with. Rows must come in order, without gaps. */
export type Spread = (row: number, cells: Cell[]) => void;

const WIDEST = 1000;

interface OpenArea extends MergedArea {
  readonly down: Cell;
  readonly across: Cell;
}

export function createSpread(areas: readonly MergedArea[]): Spread {
  const sorted = [...areas].sort((a, b) => a.top - b.top);
  let next = 0;
  let open: OpenArea[] = [];
  return (row, cells) => {
    if (open.some(({ bottom }) => bottom < row)) open = open.filter(({ bottom }) => bottom >= row);
    for (let area = sorted[next]; area !== undefined && area.top <= row; area = sorted[next]) {
      const origin = area.top === row ? cells[area.left] : undefined;
      if (origin !== undefined && origin !== EMPTY_CELL) {
        open.push({ ...area, down: { ...origin, spread: 'down' }, across: { ...origin, spread: 'right' } });
      }
      next += 1;
    }
    for (const area of open) cover(cells, area, row);
  };
}

function cover(cells: Cell[], { top, left, right, down, across }: OpenArea, row: number): void {
  for (let column = left; column <= Math.min(right, left + WIDEST); column += 1) {
    if (row === top && column === left) continue;
    while (cells.length <= column) cells.push(EMPTY_CELL);
    cells[column] = column === left ? down : across;
  }
}
