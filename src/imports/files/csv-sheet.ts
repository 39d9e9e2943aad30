import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { AnlanError } from '../../kernel/errors.ts';
import { type Row, type Rows, type Sheet, textCell } from './cell.ts';
import { type Delimiter, type FoundDelimiter, findDelimiter } from './delimiter.ts';
import { splitLines } from './split-lines.ts';
import { decodeText, type TextEncoding } from './text-encoding.ts';

const SAMPLE = 65_536;
const LONGEST_RECORD = 1_000_000;
const AT_ONCE = 200;

interface CsvSheet extends FoundDelimiter {
  readonly sheet: Sheet;
}

export async function openCsv(path: string, encoding: TextEncoding): Promise<CsvSheet> {
  const found = findDelimiter(await sample(path, encoding));
  return { ...found, sheet: { name: null, rows: () => readRows(path, encoding, found.delimiter) } };
}

async function sample(path: string, encoding: TextEncoding): Promise<string> {
  let text = '';
  for await (const part of decodeText(path, encoding)) {
    text += part;
    if (text.length >= SAMPLE) break;
  }
  return text;
}

/** How far a file has been read. */
interface Position {
  number: number;
  line: number;
  width: number;
}

async function* readRows(path: string, encoding: TextEncoding, delimiter: Delimiter): Rows {
  const text = decodeText(path, encoding);
  const at: Position = { number: 0, line: 1, width: 0 };
  let kept = '';
  let begun = false;
  try {
    for (let next = await text.next(); next.done !== true; next = await text.next()) {
      const part = next.value;
      const whole = begun ? kept + part : part.replace(/^\ufeff/, '');
      begun ||= part !== '';
      const end = whole.lastIndexOf('\n') + 1;
      const { records, rest } = splitLines(whole.slice(0, end), delimiter);
      kept = whole.slice(end);
      yield records.map((record) => nextRow(at, record, 1));
      if (rest === null && kept.length < LONGEST_RECORD) continue;
      kept = (rest ?? '') + kept;
      break;
    }
    yield* parseRest(path, delimiter, after(kept, text), at);
  } finally {
    await text.return(undefined);
  }
}

function nextRow(at: Position, record: readonly string[], lines: number): Row {
  const { line } = at;
  at.number += 1;
  at.line += lines;
  at.width = Math.max(at.width, record.length);
  return { number: at.number, line, cells: record.map(textCell) };
}

async function* after(first: string, text: AsyncIterable<string>): AsyncGenerator<string> {
  yield first;
  yield* text;
}

/** From the first quotation mark on. */
async function* parseRest(path: string, delimiter: Delimiter, rest: AsyncIterable<string>, at: Position): Rows {
  const parser = parse({
    delimiter,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: false,
    max_record_size: LONGEST_RECORD,
  });
  const text = Readable.from(rest);
  text.on('error', (error) => parser.destroy(error));
  let some: Row[] = [];
  try {
    for await (const record of records(text.pipe(parser))) {
      if (record.some((cell) => holdsRows(cell, delimiter, at.width))) throw leftOpen(path, at.number + 1, at.line);
      some.push(nextRow(at, record, 1 + record.reduce((sum, cell) => sum + lineBreaks(cell), 0)));
      if (some.length < AT_ONCE) continue;
      yield some;
      some = [];
    }
    yield some;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw leftOpen(path, at.number + 1, at.line, error);
  } finally {
    text.destroy();
  }
}

const NARROWEST = 3;

/** A quotation mark left open makes one cell of whole rows, up to the next mark: they would be lost without a word. */
function holdsRows(cell: string, delimiter: Delimiter, width: number): boolean {
  if (width < NARROWEST || !/[\r\n]/.test(cell)) return false;
  return cell.split(/\r\n|\n|\r/).some((line, at) => at > 0 && line.split(delimiter).length >= width);
}

function leftOpen(path: string, row: number, line: number, cause?: unknown): AnlanError {
  return new AnlanError(
    'FILE_UNREADABLE',
    {
      zh: `${path} 第${row}行（文本第${line}行）起不能分成单元格，可能有引号没有配对；请补上或删去该引号`,
      en: `${path} cannot be cut into cells from row ${row} (line ${line}) on; is a quotation mark left open there?`,
    },
    { file: path, row, line },
    cause,
  );
}

const lineBreaks = (text: string): number => text.match(/\r\n|\n|\r/g)?.length ?? 0;

/** Without options that shape records csv-parse yields the texts of their cells; its own types say `any`. */
const records = (parser: AsyncIterable<unknown>): AsyncIterable<readonly string[]> =>
  parser as AsyncIterable<readonly string[]>;
