import { WHOLE } from '../../datasets/column-parts.ts';
import type { Column, IndicatorColumn, PeriodColumn, PrintedColumn, SourceColumn } from '../../datasets/columns.ts';
import { type Dataset, snake } from '../../datasets/dataset.ts';
import type { Day } from '../../kernel/day.ts';
import { readDay } from '../../kernel/when.ts';
import type { Pseudonym } from '../personal/pseudonym.ts';
import { isPersonal, redact } from '../personal/redact.ts';
import type { MatchedColumn } from '../reading/headers.ts';
import { type CellOf, cellsOf, type FoundCell } from '../reading/row-cells.ts';
import { fault, type IssueCode, isFault, type Reading } from '../rows/issue.ts';
import { addNote, addProblem, type RowDraft } from '../rows/row-draft.ts';
import { cellParser, isPlain, type PlainColumn } from './cell-parser.ts';
import type { ColumnReader } from './column-reader.ts';
import type { GridNames } from './grid-names.ts';
import type { MeasureWords } from './measure-words.ts';
import { LOST_DIGITS, withoutMarks } from './parse-identifier.ts';
import { parsePeriod } from './parse-period.ts';
import { comparisonIn, parsePrinted } from './parse-printed.ts';
import { storable } from './parse-text.ts';
import { parseDay } from './parse-when.ts';
import { type PlaceReader, placeColumnReader } from './place-reader.ts';
import { rememberedParser } from './remembered-parser.ts';
import { rememberedReader } from './remembered-reader.ts';

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

/** Reads a cell that must be filled in where the column is required; null when there is nothing to store. */
export function readCell<Value>(
  draft: RowDraft,
  column: string,
  required: boolean,
  cell: FoundCell | null,
  read: (text: string, cell: FoundCell) => Reading<Value>,
): Value | null {
  const where = { column, header: cell?.header ?? null };
  if (cell === null || cell.text === '') {
    if (required) addProblem(draft, 'error', where, EMPTY.fault, cell?.raw ?? null);
    return null;
  }
  const reading = cell.broken ? BROKEN : read(cell.text, cell);
  const unmarked = isFault(reading) ? withoutMarks(cell.text) : null;
  const again = unmarked === null || unmarked.trim() === '' ? reading : read(unmarked, cell);
  if (!isFault(again)) {
    for (const code of again.notes ?? []) addNote(draft, code, where, cell.text, String(again.value));
    if (again !== reading) addNote(draft, 'text_marks', where, cell.text, String(again.value));
    return again.value;
  }
  addProblem(draft, 'error', where, again.fault, cell.text);
  return null;
}

const EMPTY = fault('missing_required', '必填项为空', 'a required cell is empty');
const BROKEN = fault('error_cell', '单元格是错误值', 'the cell holds an error value of the spreadsheet');

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

function printedReader(
  name: string,
  column: PrintedColumn,
  cellOf: CellOf,
  skipUnits: readonly string[],
): ColumnReader {
  return (row, draft) => {
    const parts = (part: string): string | null => cellOf(row, part)?.text ?? null;
    const unit = parts('unit');
    if (unit !== null && skipUnits.includes(unit)) draft.skipped = true;
    const whole = cellOf(row, WHOLE);
    const cell = whole === null || whole.text === '' ? cellOf(row, 'value') : whole;
    const found = readCell(draft, name, column.required, cell, () =>
      parsePrinted({
        whole: whole?.text ?? null,
        value: parts('value'),
        low: parts('low'),
        high: parts('high'),
        unit,
        qualifier: parts('qualifier'),
        header: cell?.unit ?? null,
        measured: draft.unit,
      }),
    );
    draft.comparison ??= comparisonIn(cell?.text ?? '');
    draft.values.set('printed', found?.printed ?? null);
    draft.values.set('value', found?.value ?? null);
    draft.values.set('value_low', found?.valueLow ?? null);
    draft.values.set('value_high', found?.valueHigh ?? null);
    draft.values.set('qualifier', found?.qualifier ?? null);
    draft.values.set('unit', found?.unit ?? null);
  };
}

function indicatorReader(
  name: string,
  column: IndicatorColumn,
  cellOf: CellOf,
  measureWords: ReaderOptions['measureWords'],
): ColumnReader {
  if (column.known) return knownIndicatorReader(name, column, cellOf, measureWords);
  return (row, draft) => {
    const cell = cellOf(row, WHOLE);
    const words = readCell(draft, name, column.required, cell, (text) => ({ value: storable(text) }));
    const { indicator, comparison, unit } = words === null ? NO_MEASURE : measureWords(words);
    draft.values.set('measure', words);
    draft.values.set('indicator', indicator);
    draft.comparison = comparison;
    draft.unit = comparison === null ? unit : null;
    if (words === null || indicator !== null) return;
    addProblem(draft, 'warning', { column: name, header: cell?.header ?? null }, UNKNOWN_MEASURE.fault, words);
  };
}

function knownIndicatorReader(
  name: string,
  column: IndicatorColumn,
  cellOf: CellOf,
  measureWords: ReaderOptions['measureWords'],
): ColumnReader {
  return (row, draft) => {
    const code = readCell(draft, name, column.required, cellOf(row, WHOLE), (text) => {
      const { indicator, comparison } = measureWords(storable(text));
      return indicator === null || comparison !== null ? NOT_IN_CATALOGUE : { value: indicator };
    });
    draft.values.set(snake(name), code);
  };
}

const NOT_IN_CATALOGUE = fault('unknown_measure', '指标目录中没有此指标', 'not in the catalogue of indicators', {
  expected: '目录中的名称或代码，如 矛盾纠纷化解率、mediation.resolution_rate',
});
const NO_MEASURE: MeasureWords = { indicator: null, unit: null, comparison: null };
const UNKNOWN_MEASURE = fault(
  'unknown_measure',
  '指标目录中没有此指标，按原文保留',
  'not in the catalogue of indicators; kept as worded',
);

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
