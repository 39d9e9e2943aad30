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
  let lines: string[] = [];
  for await (const some of rows) {
    for (const row of some) {
      lines.push(lineOf(row));
      batch.count += 1;
      if (batch.count % PART > 0) continue;
      batch.parts.push(partOf(lines, batch.end));
      lines = [];
      if (batch.count < BATCH) continue;
      yield { ...batch, full: true };
      batch = newBatch(importId());
    }
  }
  if (lines.length > 0) batch.parts.push(partOf(lines, batch.end));
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

const partOf = (lines: readonly string[], end: string): Buffer => Buffer.from(lines.join(end) + end);

/** Joined at once: a text that grows cell by cell is a chain of as many texts until it is written. */
function lineOf({ sheet, number, values }: StagedRow): string {
  const texts = [copyText(sheet), String(number)];
  for (const value of values) texts.push(copyText(value));
  return texts.join('\t');
}

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

function copyText(value: string | null): string {
  if (value === null) return '\\N';
  return holdsSpecial(value) ? value.replace(/[\\\t\n\r]/g, (sign) => ESCAPES[sign] ?? '') : value;
}

/** Asked of every value: a pattern takes longer to be started than such a text to be looked through. */
function holdsSpecial(value: string): boolean {
  for (let at = 0; at < value.length; at += 1) {
    const sign = value.charCodeAt(at);
    if (sign === BACKSLASH || sign === TAB || sign === LINE_FEED || sign === CARRIAGE_RETURN) return true;
  }
  return false;
}

const BACKSLASH = 0x5c;
const TAB = 0x09;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
