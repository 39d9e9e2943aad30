import type { Rows } from '../files/cell.ts';
import type { ReadFile } from '../reports/report.ts';
import type { HeaderMatch } from './headers.ts';

/** One table to import: rows below a header that has been understood. */
export interface Table {
  readonly name: string | null;
  readonly headerRows: readonly number[];
  readonly titleRows: readonly number[];
  readonly match: HeaderMatch;
  /** Null where the rows are no lines of a file. */
  readonly layout: TableLayout | null;
  /** The rows below the header, notes and totals included. */
  readonly rows: () => Rows;
}

/** What a sheet looks like around its data. */
export interface TableLayout {
  /** How many cells the header has. */
  readonly width: number;
  /** Columns within the header that it leaves without a name. */
  readonly unnamed: readonly number[];
  /** A text: content beyond the header means that its row was cut in the wrong places. */
  readonly isText: boolean;
  readonly titles: readonly string[];
  /** The lines of the header and of the titles, as `lineKey` gives them. */
  readonly lines: ReadonlySet<string>;
}

/** All that is imported at once. */
export interface Input {
  readonly file: ReadFile;
  readonly tables: readonly Table[];
}
