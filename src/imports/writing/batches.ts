import { type CopyLines, createCopyLines } from './copy-lines.ts';

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

/** Rows with long texts make smaller batches. */
const ENOUGH_BYTES = 8_000_000;

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
  const unused: CopyLines[] = [];
  const next = () => {
    const id = importId();
    const end = id === null ? '\n' : `\t${id}\n`;
    return { importId: id, end, lines: unused.pop() ?? createCopyLines(BATCH) };
  };
  const batchOf = ({ importId, lines }: ReturnType<typeof next>, full: boolean): RowBatch => ({
    count: lines.count(),
    full,
    importId,
    regions: lines.regions(),
    lines: lines.inOrder,
    byRegion: lines.byRegion,
    done() {
      lines.clear();
      unused.push(lines);
    },
  });
  let open = next();
  for await (const some of rows) {
    for (const row of some) {
      open.lines.add(lineOf(row) + open.end, Number(row.values[regionAt] ?? 0));
      if (open.lines.count() < BATCH && open.lines.bytes() < ENOUGH_BYTES) continue;
      yield batchOf(open, true);
      open = next();
    }
  }
  if (open.lines.count() > 0) yield batchOf(open, false);
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
