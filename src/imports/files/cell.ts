/** A cell as read. Numbers, dates and percentages of a workbook have been written out exactly in `text`. */
export interface Cell {
  readonly text: string;
  /** `error`: an error value of the spreadsheet, or a formula that was never calculated. */
  readonly kind: 'text' | 'number' | 'date' | 'percent' | 'error';
  /** A number of a workbook that counts days from 1904: as a day it lies four years later than it seems. */
  readonly from1904?: true;
  /** Not a cell of its own but covered by a merged one, above or to the left. */
  readonly spread?: 'down' | 'right';
}

/** `number` is what a spreadsheet shows; `line` the physical line on which the row starts, where that differs. */
export interface Row {
  readonly number: number;
  readonly line: number;
  readonly cells: readonly Cell[];
}

/** Rows in their order, some at a time: to wait for each of them takes as long as to read it. */
export type Rows = AsyncIterable<readonly Row[]>;

/** One table of a file. `rows` may be called again and starts anew. */
export interface Sheet {
  readonly name: string | null;
  readonly rows: () => Rows;
}

export const EMPTY_CELL: Cell = { text: '', kind: 'text' };

export const textCell = (text: string): Cell => ({ text, kind: 'text' });
