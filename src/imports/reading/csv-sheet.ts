import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { AnlanError } from '../../kernel/errors.ts';
import { type Row, type Sheet, textCell } from './cell.ts';
import { type Delimiter, type FoundDelimiter, findDelimiter } from './delimiter.ts';
import { decodeText, type TextEncoding } from './text-encoding.ts';

const SAMPLE = 65_536;
const LONGEST_RECORD = 1_000_000;

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

async function* readRows(path: string, encoding: TextEncoding, delimiter: Delimiter): AsyncGenerator<Row> {
  const parser = parse({
    bom: true,
    delimiter,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: false,
    max_record_size: LONGEST_RECORD,
  });
  const text = Readable.from(decodeText(path, encoding));
  text.on('error', (error) => parser.destroy(error));
  let number = 0;
  let line = 1;
  let width = 0;
  try {
    for await (const record of records(text.pipe(parser))) {
      number += 1;
      if (record.some((cell) => holdsRows(cell, delimiter, width))) throw leftOpen(path, number, line);
      width = Math.max(width, record.length);
      yield { number, line, cells: record.map(textCell) };
      line += 1 + record.reduce((sum, cell) => sum + lineBreaks(cell), 0);
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw leftOpen(path, number + 1, line, error);
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
