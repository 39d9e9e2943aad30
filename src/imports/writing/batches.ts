/** A good row on its way into the database. */
export interface StagedRow {
  readonly sheet: string | null;
  readonly number: number;
  readonly values: readonly (string | null)[];
}

/** In their order, some at a time. */
export type StagedRows = AsyncIterable<readonly StagedRow[]>;

/** Rows as COPY takes them. */
export interface RowBatch {
  readonly parts: readonly Buffer[];
  readonly count: number;
  /** False for the last of a file only. */
  readonly full: boolean;
  /** The import that every line ends with; null where none was begun when the batch was. */
  readonly importId: number | null;
}

const PART = 500;
const BATCH = 10_000;

/**
 * The rows as they come, so many at a time.
 * @param importId the import, once it has begun
 */
export async function* batches(rows: StagedRows, importId: () => number | null): AsyncGenerator<RowBatch> {
  let batch = newBatch(importId());
  let text = '';
  for await (const some of rows) {
    for (const row of some) {
      text += lineOf(row, batch.end);
      batch.count += 1;
      if (batch.count % PART > 0) continue;
      batch.parts.push(Buffer.from(text));
      text = '';
      if (batch.count < BATCH) continue;
      yield { ...batch, full: true };
      batch = newBatch(importId());
    }
  }
  if (text !== '') batch.parts.push(Buffer.from(text));
  if (batch.count > 0) yield { ...batch, full: false };
}

interface OpenBatch {
  readonly importId: number | null;
  /** Of each line. */
  readonly end: string;
  readonly parts: Buffer[];
  count: number;
}

const newBatch = (importId: number | null): OpenBatch => ({
  importId,
  end: importId === null ? '\n' : `\t${importId}\n`,
  parts: [],
  count: 0,
});

function lineOf({ sheet, number, values }: StagedRow, end: string): string {
  let line = `${copyText(sheet)}\t${number}`;
  for (const value of values) line += `\t${copyText(value)}`;
  return line + end;
}

const SPECIAL = /[\\\t\n\r]/;
const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

function copyText(value: string | null): string {
  if (value === null) return '\\N';
  return SPECIAL.test(value) ? value.replace(/[\\\t\n\r]/g, (sign) => ESCAPES[sign] ?? '') : value;
}
