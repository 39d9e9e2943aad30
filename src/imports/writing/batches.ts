/** A good row on its way into the database. */
export interface StagedRow {
  readonly sheet: string | null;
  readonly number: number;
  readonly values: readonly (string | null)[];
}

/** Rows as COPY takes them. */
export interface RowBatch {
  readonly parts: readonly Buffer[];
  /** False for the last of a file only. */
  readonly full: boolean;
}

const PART = 500;
const BATCH = 25_000;

/** The rows as they come, so many at a time. */
export async function* batches(rows: AsyncIterable<StagedRow>): AsyncGenerator<RowBatch> {
  let parts: Buffer[] = [];
  let text = '';
  let count = 0;
  for await (const row of rows) {
    text += lineOf(row);
    count += 1;
    if (count % PART > 0) continue;
    parts.push(Buffer.from(text));
    text = '';
    if (count < BATCH) continue;
    yield { parts, full: true };
    parts = [];
    count = 0;
  }
  if (text !== '') parts.push(Buffer.from(text));
  if (parts.length > 0) yield { parts, full: false };
}

function lineOf({ sheet, number, values }: StagedRow): string {
  let line = `${copyText(sheet)}\t${number}`;
  for (const value of values) line += `\t${copyText(value)}`;
  return `${line}\n`;
}

const SPECIAL = /[\\\t\n\r]/;
const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

function copyText(value: string | null): string {
  if (value === null) return '\\N';
  return SPECIAL.test(value) ? value.replace(/[\\\t\n\r]/g, (sign) => ESCAPES[sign] ?? '') : value;
}
