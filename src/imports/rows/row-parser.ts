import type { Choice } from '../../datasets/columns.ts';
import { type Dataset, snake } from '../../datasets/dataset.ts';
import { storedColumns } from '../../datasets/stored-columns.ts';
import type { Day } from '../../kernel/day.ts';
import { columnReaders, type ReaderOptions } from '../cells/column-readers.ts';
import type { Row } from '../files/cell.ts';
import { readColumns } from '../writing/staging-columns.ts';
import { type Fault, fault } from './issue.ts';
import {
  addNote,
  addProblem,
  amountTold,
  createRowValues,
  type Note,
  newDraft,
  type Problem,
  type RowDraft,
} from './row-draft.ts';
import { brokenRules, holds } from './rules.ts';

export type ParsedRow =
  /** `values` in the order of `readColumns`, as texts that PostgreSQL takes. */
  | {
      readonly kind: 'good';
      readonly values: readonly (string | null)[];
      readonly problems: readonly Problem[];
      readonly notes: readonly Note[];
      readonly redacted: readonly string[];
    }
  | { readonly kind: 'bad'; readonly problems: readonly Problem[] }
  | { readonly kind: 'skipped' };

/** A row that is not even looked at cell by cell. */
export const rejectedWhole = ({ code, message }: Fault): ParsedRow => ({
  kind: 'bad',
  problems: [
    { severity: 'error', code, message, column: null, field: null, found: null, expected: null, candidates: [] },
  ],
});

/** Reads rows of one sheet. A row never throws: what is wrong with it comes back with it, all at once. */
export function createRowParser(options: ReaderOptions): (row: Row) => ParsedRow {
  const { dataset, matched, promote = [] } = options;
  const readers = columnReaders(options);
  const columns = readColumns(dataset);
  const stored = storedColumns(dataset);
  const firstStored = new Map(stored.toReversed().map(({ from, name }) => [from, name]));
  const promoted = (problem: Problem): Problem =>
    promote.includes(problem.code) ? { ...problem, severity: 'error' } : problem;
  const compared = Object.values(dataset.columns).filter(
    (column) => column.kind === 'indicator' && column.comparison !== null,
  );
  const covered = dataset.covers ?? '';
  const coveredHeader = matched.find((one) => one.column === covered)?.header ?? null;
  const headerOf = (column: string) => matched.find((one) => one.column === column)?.header ?? null;

  const values = createRowValues();
  const places = columns.map(({ name }) => values.placeOf(name));
  const textKeys = stored.flatMap(({ key, type, name }) => (key && type === 'text' ? [values.placeOf(name)] : []));
  let draft = newDraft(values);

  return (row) => {
    values.clear();
    if (amountTold(draft) > 0) draft = newDraft(values);
    for (const read of readers) read(row, draft);
    if (draft.skipped) return { kind: 'skipped' };
    if (compared.length > 0) applyComparison(dataset, draft);
    applyPseudonym(options, draft, headerOf);
    applyGrid(options, draft, headerOf);
    const storedOf = (column: string) => draft.values.get(firstStored.get(column) ?? '') ?? null;
    for (const { severity, column, ...violation } of brokenRules(dataset, storedOf, draft.faulty)) {
      addProblem(draft, severity, { column, header: headerOf(column) }, violation, null);
    }
    warnOfDay(dataset, draft, storedOf(covered) ?? '', coveredHeader, options.today);
    const problems = promote.length === 0 ? draft.problems : draft.problems.map(promoted);
    if (problems.some(({ severity }) => severity === 'error')) return { kind: 'bad', problems };
    for (const key of textKeys) if (values.at(key) === null) values.put(key, '');
    const read = places.map(values.at);
    if (amountTold(draft) === 0) return { kind: 'good', values: read, ...NOTHING_TOLD };
    return { kind: 'good', values: read, problems, notes: draft.notes, redacted: draft.redacted };
  };
}

/** Of most rows: their draft serves the next one. */
const NOTHING_TOLD = { problems: [], notes: [], redacted: [] };

/** The name of a family gives way to a word that stands for it. */
function applyPseudonym(
  { dataset, pseudonym }: ReaderOptions,
  draft: RowDraft,
  headerOf: (column: string) => string | null,
): void {
  if (dataset.pseudonym === undefined) return;
  const { column, where } = dataset.pseudonym;
  const name = draft.values.get(snake(column)) ?? null;
  if (name === null || !holds(where, (other) => draft.values.get(snake(other)) ?? null)) return;
  const word = pseudonym(name, draft.values.get('region_id') ?? '');
  draft.values.set(snake(column), word);
  draft.notes.push({ code: 'pseudonym', column, header: headerOf(column), found: '…', readAs: word });
}

/** A grid that is named gets its code; a name of several stays as written, and counts in none. */
function applyGrid(
  { dataset, gridNames }: ReaderOptions,
  draft: RowDraft,
  headerOf: (column: string) => string | null,
): void {
  const wording = draft.values.get(GRID) ?? null;
  if (dataset.columns[GRID]?.kind !== 'text' || wording === null) return;
  const [grid, ...others] = gridNames(wording, Number(draft.values.get('region_id') ?? 0));
  if (grid === undefined) return;
  const where = { column: GRID, header: headerOf(GRID) };
  if (others.length === 0) {
    draft.values.set(GRID, grid.code);
    addNote(draft, 'grid_named', where, wording, grid.code);
    return;
  }
  const candidates = [grid, ...others].map(({ code }) => code);
  addProblem(draft, 'warning', where, { ...AMBIGUOUS_GRID.fault, candidates }, wording);
}

const GRID = 'grid';
const AMBIGUOUS_GRID = fault(
  'ambiguous_grid',
  '该地有几个同名网格，请写明村（社区）或网格编码；此行暂不计入任何网格',
  'more than one grid of the place is called so; name the village, or the code. The row counts in none of them',
);

/**
 * A row reports what happened: a day to come is most likely mistyped, unless something only begins to hold then, and so is
 * one before there was anything to report.
 */
function warnOfDay(
  { covers, measures }: Dataset,
  draft: RowDraft,
  day: string,
  header: string | null,
  today: Day,
): void {
  if (covers === null || day === '' || draft.faulty.has(covers)) return;
  if (day < EARLIEST_DAY.slice(0, day.length))
    addProblem(draft, 'warning', { column: covers, header }, PAST.fault, day.slice(0, today.length));
  if (day.slice(0, today.length) <= today) return;
  if (Object.values(measures).some((measure) => measure.kind === 'stock' && measure.from === covers)) return;
  addProblem(draft, 'warning', { column: covers, header }, FUTURE.fault, day.slice(0, today.length));
}

const PAST = fault('past_day', '日期早得出奇，请核对', 'lies very far back; is it right?');
const EARLIEST_DAY = '1949-10-01';
const FUTURE = fault('future_day', '日期在今天之后，请核对', 'lies after today; is it right?');
const NONE = 'none';
const BEFORE = 'before';

/** Where the file does not say against what a figure is compared, the words of the measure do; else it is none. */
function applyComparison(dataset: Dataset, draft: RowDraft): void {
  for (const column of Object.values(dataset.columns)) {
    const target = column.kind === 'indicator' && column.comparison !== null ? column.comparison : null;
    const choices = target === null ? undefined : choicesOf(dataset, target);
    if (target === null || choices === undefined || draft.faulty.has(target)) continue;
    const name = snake(target);
    const given = draft.values.get(name) ?? null;
    const said = draft.comparison !== null && draft.comparison in choices ? draft.comparison : null;
    const silent = given === null || (given === NONE && said === BEFORE);
    draft.values.set(name, silent ? (said ?? given ?? NONE) : given);
  }
}

function choicesOf(dataset: Dataset, name: string): Readonly<Record<string, Choice>> | undefined {
  const column = dataset.columns[name];
  return column?.kind === 'choice' ? column.choices : undefined;
}
