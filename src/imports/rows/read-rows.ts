import { WHOLE } from '../../datasets/column-parts.ts';
import type { Dataset } from '../../datasets/dataset.ts';
import { snake } from '../../datasets/dataset.ts';
import { isEmptyCell, shortText, trimBlanks } from '../../kernel/chinese.ts';
import type { ReaderOptions } from '../cells/column-readers.ts';
import { shownValue } from '../cells/shown-value.ts';
import { createHeaderAgain } from '../checking/header-again.ts';
import type { NamedPlace } from '../checking/named-places.ts';
import { createRunningNumber } from '../checking/running-number.ts';
import { createStrayCells } from '../checking/stray-cells.ts';
import { createTotalsWatch } from '../checking/totals.ts';
import { createUnitsApart } from '../checking/units-apart.ts';
import { createUnknownColumns } from '../checking/unknown-columns.ts';
import type { Row } from '../files/cell.ts';
import { targetText } from '../matches/header-match.ts';
import { createContentWatch } from '../personal/content-watch.ts';
import { createNotData, type NotData } from '../reading/not-data.ts';
import type { Input, Table } from '../reading/table.ts';
import type { ReadSheet } from '../reports/report.ts';
import type { StagedRow, StagedRows } from '../writing/batches.ts';
import { comparedColumns, readColumns } from '../writing/staging-columns.ts';
import type { IssueLog } from './issue-log.ts';
import { createNormalisationLog, type NormalisationLog } from './normalisation.ts';
import { MOST_REJECTED, type RejectedRow, rejectedRow } from './rejected-rows.ts';
import type { Note, Problem } from './row-draft.ts';
import { createRowParser, rejectedWhole } from './row-parser.ts';
import {
  logColumns,
  logMoved,
  logNamedPlace,
  logRedacted,
  logRunningNumber,
  logStrays,
  logUnitApart,
} from './sheet-issues.ts';

const LONGEST_SAMPLE = 60;

/** What has been read so far. */
export interface Tally {
  read: number;
  rejected: number;
  skipped: number;
  readonly sheets: ReadSheet[];
  readonly normalised: NormalisationLog;
}

export const newTally = (): Tally => ({
  read: 0,
  rejected: 0,
  skipped: 0,
  sheets: [],
  normalised: createNormalisationLog(),
});

export interface ReadOptions extends Omit<ReaderOptions, 'matched' | 'dataset'> {
  readonly dataset: Dataset;
  readonly log: IssueLog;
  readonly tally: Tally;
  /** Told of rejected rows, at most `MOST_REJECTED` of them. */
  readonly onRejected?: ((row: RejectedRow) => void) | undefined;
  readonly onRow: (read: number) => void;
  readonly namedPlace: NamedPlace;
}

/** The good rows of all tables; the bad ones go to the log, and all are counted. */
export async function* readRows(input: Input, options: ReadOptions): StagedRows {
  for (const table of input.tables) yield* readTable(table, options);
}

async function* readTable(table: Table, options: ReadOptions): StagedRows {
  const { dataset, tally, log } = options;
  const parse = createRowParser({ ...options, matched: table.match.matched });
  const names = readColumns(dataset).map(({ name }) => name);
  const keyAt = comparedColumns(dataset).key.map((name) => names.indexOf(name));
  const notData = createNotData(dataset, table.match);
  const personal = table.match.personal.map(({ index, header }) => ({ index, header, cells: 0 }));
  const redacted = new Map<string, number>();
  const contents = createContentWatch(table.match.unknown);
  const unknown = createUnknownColumns({ dataset, match: table.match, place: options.place });
  const totals = createTotalsWatch(dataset, table.match.matched, table.name, log);
  const strays = createStrayCells(table.layout);
  const headerAgain = createHeaderAgain(dataset, table);
  const running = createRunningNumber(dataset);
  const units = createUnitsApart(dataset, table);
  const readBefore = tally.read;
  const regions = Object.keys(dataset.columns).filter((name) => dataset.columns[name]?.kind === 'region');
  if (regions.length > 0 && !table.match.matched.some(({ column }) => regions.includes(column)))
    logNamedPlace(log, table, options.namedPlace(table.name, table.layout?.titles ?? []));
  const others: { row: number; what: NotData }[] = [];
  noteConfirmed(tally, dataset, table);

  for await (const rows of table.rows()) {
    const good: StagedRow[] = [];
    for (const row of rows) {
      const values = read(row);
      if (values !== null) good.push({ sheet: table.name, number: row.number, values });
    }
    yield good;
  }

  const sheet = sheetReport(table, [...personal, ...contents.personal()], others);
  tally.sheets.push(sheet);
  logColumns(log, sheet, unknown.candidates);
  for (const unit of units.found()) logUnitApart(log, table, unit, units.columns);
  logStrays(log, sheet.name, strays.columns());
  logRedacted(log, sheet.name, redacted);
  if (running.found(tally.read - readBefore)) {
    const [key] = dataset.key;
    logRunningNumber(log, sheet.name, table.match.matched.find(({ column }) => column === key)?.header ?? null);
  }

  function keyOf(values: StagedRow['values']): string {
    let key = values[keyAt[0] ?? -1] ?? '';
    for (let at = 1; at < keyAt.length; at += 1) key += `\u0001${values[keyAt[at] ?? -1] ?? ''}`;
    return key;
  }

  /** What is to be stored of the row. */
  function read(row: Row): StagedRow['values'] | null {
    const what = notData(row);
    if (what !== null) {
      if (what === 'total') totals.total(row);
      if (what === 'note') units.note(row);
      if (what === 'header') isHeaderAgain(row);
      if (what !== 'blank') others.push({ row: row.number, what });
      return null;
    }
    for (const column of personal) if (!isEmptyCell(row.cells[column.index]?.text ?? '')) column.cells += 1;
    contents.look(row);
    unknown.look(row);
    units.look(row);
    const tooLong = strays.look(row);
    const parsed = tooLong === null ? parse(row) : rejectedWhole(tooLong);
    if (parsed.kind === 'skipped') {
      tally.skipped += 1;
      return null;
    }
    if (parsed.kind === 'bad' && isHeaderAgain(row)) {
      others.push({ row: row.number, what: 'header' });
      return null;
    }
    tally.read += 1;
    options.onRow(tally.read);
    for (const problem of parsed.problems) logProblem(log, table, row, problem);
    totals.row(row, parsed.kind === 'bad' ? null : keyOf(parsed.values));
    if (parsed.kind === 'bad') {
      tally.rejected += 1;
      // Cells in the wrong columns would look right in a workbook: such a row is mended in its own file.
      if (tooLong === null && tally.rejected <= MOST_REJECTED) {
        options.onRejected?.(rejectedRow(table.name, row, table.match.matched, parsed.problems));
      }
      return null;
    }
    for (const header of parsed.redacted) redacted.set(header, (redacted.get(header) ?? 0) + 1);
    for (const note of parsed.notes) logNote(tally, dataset, table, row, note);
    running.look(parsed.values[keyAt[0] ?? 0] ?? '');
    return parsed.values;
  }

  function isHeaderAgain(row: Row): boolean {
    const again = headerAgain(row);
    if (again?.kind === 'moved') logMoved(log, table, row, again.message);
    return again !== null;
  }
}

function logProblem(log: IssueLog, table: Table, { number, line }: Row, problem: Problem): void {
  log.add({ ...problem, sheet: table.name, row: number, line: line === number ? null : line });
}

function logNote(tally: Tally, dataset: Dataset, table: Table, { number }: Row, note: Note): void {
  const { code, column, header, found, readAs } = note;
  tally.normalised.add({ sheet: table.name, column: header, field: snake(column), code }, () => ({
    found: shortText(trimBlanks(found), LONGEST_SAMPLE),
    readAs: shownValue(dataset.columns[column], readAs),
    row: number,
  }));
}

/** Headers that were read as a person said. */
function noteConfirmed({ normalised }: Tally, { columns }: Dataset, { name, headerRows, match }: Table): void {
  for (const { header, column, part, confirmed } of match.matched) {
    if (confirmed === undefined) continue;
    const field = targetText({ column, part });
    normalised.add({ sheet: name, column: header, field, code: `header_${confirmed.by}` }, () => ({
      found: header,
      readAs: part === WHOLE ? (columns[column]?.label.zh ?? field) : field,
      row: headerRows.at(-1) ?? 0,
    }));
  }
}

function sheetReport(
  { name, headerRows, titleRows, match }: Table,
  personal: ReadSheet['personalColumns'],
  notData: ReadSheet['notData'],
): ReadSheet {
  const dropped = new Set(personal.map(({ header }) => header));
  return {
    name,
    headerRows,
    titleRows,
    columns: match.matched.map(({ header, column, part }) => ({ header, field: snake(column), part })),
    unknownColumns: match.unknown.map(({ header }) => header).filter((header) => !dropped.has(header)),
    personalColumns: personal.map(({ header, cells }) => ({ header, cells })),
    notData,
  };
}
