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
  readonly count: number;
  /** False for the last of a file only. */
  readonly full: boolean;
  /** The import that every line ends with; null where none was begun when the batch was. */
  readonly importId: number | null;
  /** Of its rows. */
  readonly regions: ReadonlySet<number>;
  /** A line each, in the order of the file. */
  lines(): Iterable<Buffer>;
  /** The same lines region by region: indexes that begin with the region take them in with a seventh less work. */
  byRegion(): Iterable<Buffer>;
  /** It has been written: its memory serves a later one. */
  done(): void;
}

const BATCH = 10_000;

/**
 * The rows as they come, so many at a time.
 * @param regionAt which of the values is the region; -1: none
 * @param importId the import, once it has begun
 */
export async function* batches(
  rows: StagedRows,
  regionAt: number,
  importId: () => number | null,
): AsyncGenerator<RowBatch> {
  const unused: Lines[] = [];
  const next = (): OpenBatch => newBatch(importId(), unused.pop() ?? newLines());
  const close = (batch: OpenBatch, full: boolean): RowBatch => ({
    ...closed(batch, full),
    done: () => unused.push(batch.lines),
  });
  let batch = next();
  for await (const some of rows) {
    for (const row of some) {
      addLine(batch, lineOf(row) + batch.end, Number(row.values[regionAt] ?? 0));
      if (batch.count < BATCH) continue;
      yield close(batch, true);
      batch = next();
    }
  }
  if (batch.count > 0) yield close(batch, false);
}

interface Lines {
  bytes: Buffer;
  /** Where each line ends. */
  readonly ends: Uint32Array;
  readonly regions: Float64Array;
}

interface OpenBatch {
  readonly importId: number | null;
  /** Of each line. */
  readonly end: string;
  readonly lines: Lines;
  count: number;
}

/** Enough for most; it doubles when it is not. */
const BYTES = 3_000_000;

/** Of a character at most. */
const WIDEST = 3;

const newLines = (): Lines => ({
  bytes: Buffer.allocUnsafeSlow(BYTES),
  ends: new Uint32Array(BATCH),
  regions: new Float64Array(BATCH),
});

const newBatch = (importId: number | null, lines: Lines): OpenBatch => ({
  importId,
  end: importId === null ? '\n' : `\t${importId}\n`,
  lines,
  count: 0,
});

function addLine(batch: OpenBatch, line: string, region: number): void {
  const { count, lines } = batch;
  const start = count === 0 ? 0 : (lines.ends[count - 1] ?? 0);
  const most = start + line.length * WIDEST;
  if (most > lines.bytes.length) {
    const larger = Buffer.allocUnsafeSlow(2 * most);
    lines.bytes.copy(larger, 0, 0, start);
    lines.bytes = larger;
  }
  lines.ends[count] = start + lines.bytes.write(line, start);
  lines.regions[count] = region;
  batch.count = count + 1;
}

/** What is written at once cannot be broken off, and is held until all of it is taken. */
const PART = 1 << 17;

function closed({ importId, lines, count }: OpenBatch, full: boolean): Omit<RowBatch, 'done'> {
  const { bytes, ends, regions } = lines;
  const startOf = (line: number): number => (line === 0 ? 0 : (ends[line - 1] ?? 0));
  return {
    count,
    full,
    importId,
    regions: new Set(regions.subarray(0, count)),
    *lines() {
      const length = startOf(count);
      for (let at = 0; at < length; at += PART) yield bytes.subarray(at, Math.min(at + PART, length));
    },
    *byRegion() {
      // The place of a line is added to its region: numbers alone are sorted without a call for each comparison.
      const order = regions
        .subarray(0, count)
        .map((region, line) => region * BATCH + line)
        .sort();
      let part: Buffer[] = [];
      let size = 0;
      for (const one of order) {
        const line = one % BATCH;
        part.push(bytes.subarray(startOf(line), ends[line]));
        size += part.at(-1)?.length ?? 0;
        if (size < PART) continue;
        yield Buffer.concat(part, size);
        [part, size] = [[], 0];
      }
      yield Buffer.concat(part, size);
    },
  };
}

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
