import type { ReadFile } from '../reports/report.ts';
import type { Rows } from './cell.ts';
import type { HeaderMatch } from './headers.ts';

/** One table to import: rows below a header that has been understood. */
export interface Table {
  readonly name: string | null;
  readonly headerRows: readonly number[];
  readonly titleRows: readonly number[];
  readonly match: HeaderMatch;
  /** The rows below the header, notes and totals included. */
  readonly rows: () => Rows;
}

/** All that is imported at once. */
export interface Input {
  readonly file: ReadFile;
  readonly tables: readonly Table[];
}
