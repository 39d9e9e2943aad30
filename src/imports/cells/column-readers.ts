import { WHOLE } from '../../datasets/column-parts.ts';
import type { Column, PeriodColumn, SourceColumn } from '../../datasets/columns.ts';
import { type Dataset, snake } from '../../datasets/dataset.ts';
import type { Day } from '../../kernel/day.ts';
import { readDay } from '../../kernel/when.ts';
import type { Pseudonym } from '../personal/pseudonym.ts';
import { isPersonal, redact } from '../personal/redact.ts';
import type { MatchedColumn } from '../reading/headers.ts';
import { type CellOf, cellsOf, type FoundCell } from '../reading/row-cells.ts';
import type { IssueCode, Reading } from '../rows/issue.ts';
import { addNote, type RowDraft } from '../rows/row-draft.ts';
import { cellParser, isPlain, type PlainColumn } from './cell-parser.ts';
import type { ColumnReader } from './column-reader.ts';
import type { GridNames } from './grid-names.ts';
import type { MeasureWords } from './measure-words.ts';
import { LOST_DIGITS } from './parse-identifier.ts';
import { parsePeriod } from './parse-period.ts';
import { storable } from './parse-text.ts';
import { parseDay } from './parse-when.ts';
import { type PlaceReader, placeColumnReader } from './place-reader.ts';
import { readCell } from './read-cell.ts';
import { rememberedParser } from './remembered-parser.ts';
import { rememberedReader } from './remembered-reader.ts';
import { indicatorReader, printedReader } from './reported-readers.ts';

export interface ReaderOptions {
  readonly dataset: Dataset;
  readonly matched: readonly MatchedColumn[];
  readonly place: PlaceReader;
  readonly gridNames: GridNames;
  readonly measureWords: (words: string) => MeasureWords;
  /** The source of a file that has no column for it. */
  readonly source: string | null;
  readonly pseudonym: Pseudonym;
  /** Kinds of warnings that reject their row. */
  readonly promote?: readonly IssueCode[];
  /** In China; what happened after it is doubtful. */
  readonly today: Day;
}

export function columnReaders(options: ReaderOptions): readonly ColumnReader[] {
  return Object.entries(options.dataset.columns).map(([name, column]) => readerOf(name, column, options));
}

function readerOf(name: string, column: Column, options: ReaderOptions): ColumnReader {
  const cellOf = cellsOf(options.matched, name);
  const indexes = options.matched.filter((one) => one.column === name).map(({ index }) => index);
  if (isPlain(column)) {
    const read = plainReader(name, column, cellOf);
    return column.kind === 'text' && column.identifier ? read : rememberedReader(indexes, [snake(name)], read);
  }
  switch (column.kind) {
    case 'region':
      return rememberedReader(
        indexes,
        column.partly ? ['region_id', 'locality'] : ['region_id'],
        placeColumnReader(name, column, cellOf, options.place),
      );
    case 'period':
      return periodReader(name, column, cellOf, options);
    case 'printed':
      return printedReader(name, column, cellOf, options.dataset.skipUnits ?? []);
    case 'indicator':
      return indicatorReader(name, column, cellOf, options.measureWords);
    case 'source':
      return sourceReader(name, column, cellOf, options.source);
    default:
      return column satisfies never;
  }
}

function plainReader(name: string, column: PlainColumn, cellOf: CellOf): ColumnReader {
  const parse = rememberedParser(column.kind, cellParser(column));
  const stored = snake(name);
  const identifies = column.kind === 'text' && column.identifier;
  const clean = column.kind === 'text' && !column.identifier ? withoutPersons : asItStands;
  const dated = column.kind === 'day' || column.kind === 'time';
  const measured = (text: string, { unit, from1904 }: FoundCell): Reading<string> =>
    parse(from1904 && dated ? since1900(text) : text, unit);
  const unlessCut = (text: string, cell: FoundCell): Reading<string> => (cell.cut ? LOST_DIGITS : measured(text, cell));
  return (row, draft) => {
    const cell = cellOf(row, WHOLE);
    const value = readCell(draft, name, column.required, cell, identifies ? unlessCut : measured);
    if (cell?.merged === true && value !== null) {
      addNote(draft, 'merged', { column: name, header: cell.header }, cell.text, value);
    }
    draft.values.set(stored, value === '' || value === null ? null : clean(value, cell, draft));
  };
}

const DAYS_TO_1904 = 1462;
const SERIAL = /^\d{5}(?:\.\d+)?$/;

/** A serial number of a workbook that counts from 1904, in the count that is usual. */
const since1900 = (text: string): string => {
  if (!SERIAL.test(text)) return text;
  const [days = '', clock] = text.split('.');
  const usual = String(Number(days) + DAYS_TO_1904);
  return clock === undefined ? usual : `${usual}.${clock}`;
};

const asItStands = (value: string): string => value;

/** Without what names a person; null where nothing else is left. */
function withoutPersons(value: string, cell: FoundCell | null, draft: RowDraft): string | null {
  const kept = redact(value);
  if (kept === value) return value;
  draft.redacted.push(cell?.header ?? '');
  return isPersonal(value) ? null : kept;
}

function periodReader(name: string, column: PeriodColumn, cellOf: CellOf, options: ReaderOptions): ColumnReader {
  const [source] = Object.entries(options.dataset.columns).find(([, { kind }]) => kind === 'source') ?? [''];
  const sourceCell = cellsOf(options.matched, source);
  const stored = snake(name);
  return (row, draft) => {
    const published = readDay(sourceCell(row, 'publishedOn')?.text ?? '');
    const context = typeof published === 'string' ? { publishedOn: published } : {};
    const period = readCell(draft, name, column.required, cellOf(row, WHOLE), (text) => parsePeriod(text, context));
    draft.values.set(stored, period?.code ?? null);
    draft.values.set(`${stored}_start`, period?.start ?? null);
    draft.values.set(`${stored}_end`, period?.end ?? null);
  };
}

function sourceReader(name: string, column: SourceColumn, cellOf: CellOf, given: string | null): ColumnReader {
  return (row, draft) => {
    const own = cellOf(row, WHOLE);
    const needed = column.required && given === null;
    const key = readCell(draft, name, needed, own, (text) => ({ value: storable(text) })) ?? given;
    const words = (part: string): string | null => storable(cellOf(row, part)?.text ?? '') || null;
    draft.values.set('source_key', key);
    draft.values.set('source_title', words('title'));
    draft.values.set('source_publisher', words('publisher'));
    draft.values.set('source_address', words('address'));
    const published = readCell(draft, name, false, cellOf(row, 'publishedOn'), parseDay);
    draft.values.set('source_published_on', published);
  };
}
