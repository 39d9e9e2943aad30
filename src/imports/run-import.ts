import type { Dataset } from '../datasets/dataset.ts';
import { takeWriteLock, tryWriteLock } from '../db/write-lock.ts';
import { shanghaiDay } from '../kernel/day.ts';
import { AnlanError } from '../kernel/errors.ts';
import { lazy } from '../kernel/lazy.ts';
import { postCoverage } from '../ledger/coverage.ts';
import { postImport } from '../ledger/post.ts';
import { createRowStage } from '../ledger/posting/stage-rows.ts';
import { hasPostings } from '../ledger/postings.ts';
import { treeVersion } from '../regions/load-tree.ts';
import { withConfirmed } from './cells/confirmed-places.ts';
import { createGridNames } from './cells/grid-names.ts';
import { createMeasureWords } from './cells/measure-words.ts';
import { createPlaceReader } from './cells/place-reader.ts';
import { rejectConflicts } from './checking/conflicts.ts';
import { createNamedPlace } from './checking/named-places.ts';
import { warnOfOutliers } from './checking/outliers.ts';
import { checkReopened } from './checking/reopened.ts';
import { logRepeats } from './checking/repeats.ts';
import { givenHeaders } from './matches/header-match.ts';
import { OWN_OFFICE } from './matches/match.ts';
import { loadMemory, type Memory, NO_MEMORY, rememberHeaders } from './matches/memory.ts';
import { loadPseudonym } from './personal/pseudonym.ts';
import { fileInput } from './reading/file-input.ts';
import type { ConfirmedHeader } from './reading/header-words.ts';
import { rowsInput } from './reading/rows-input.ts';
import type { Input } from './reading/table.ts';
import { measureImpact } from './reports/impact-report.ts';
import type { ImportCounts, ImportReport } from './reports/report.ts';
import type { ImportRequest } from './request.ts';
import { createIssueLog } from './rows/issue-log.ts';
import { newTally, readRows, type Tally } from './rows/read-rows.ts';
import { findDataset, findMonths, findScope } from './scope.ts';
import { rejectForeign } from './writing/foreign-rows.ts';
import { type Merged, mergeRows } from './writing/merge-rows.ts';
import { outcomeOf } from './writing/outcome.ts';
import { inSession, type Session } from './writing/session.ts';
import { resolveSources, sourceId } from './writing/sources.ts';
import { hasSource } from './writing/staging-columns.ts';
import { takeIn } from './writing/take-in.ts';
import { beginVersion, endVersion, type ImportHead, storeIssues } from './writing/version.ts';

const PROGRESS_STEP = 1000;

export interface FileImport extends ImportRequest {
  readonly file: string;
  readonly sheet?: string | undefined;
}

export interface RowsImport extends ImportRequest {
  /** Stands for the file name. */
  readonly name: string;
  /** Names of declared columns (`acceptedOn`, `accepted_on`), or headers of their parts (`division_code`). */
  readonly columns: readonly string[];
  readonly rows: AsyncIterable<Readonly<Record<string, string>>>;
}

/**
 * Imports a file, or rehearses it: the same statements, rolled back. All or nothing, but for rejected rows.
 * @throws AnlanError when the file as a whole cannot be imported
 */
export async function runImport(request: FileImport): Promise<ImportReport> {
  const dataset = findDataset(request.datasets, request.dataset);
  const mapped = givenHeaders(dataset, request.map ?? []);
  const memory = await loadMemory(request.pool, request.matchesOf ?? request.source ?? OWN_OFFICE, dataset);
  const input = await fileInput(request.file, {
    dataset,
    datasets: request.datasets,
    sheet: request.sheet ?? null,
    given: given(request),
    confirmed: [...mapped, ...memory.headers],
  });
  const report = await importInput(request, dataset, input, { memory, mapped });
  if (report.outcome === 'unchanged' && request.commit) {
    await inSession(request.pool, async ({ trx }) => {
      await takeWriteLock(trx, () => {});
      await rememberHeaders(trx, memory, dataset, mapped, request.actor ?? null);
      return { commit: true, result: null };
    });
  }
  return report;
}

/** Imports rows made by a program, on the same path as a file. */
export async function importRows(request: RowsImport): Promise<ImportReport> {
  const dataset = findDataset(request.datasets, request.dataset);
  const input = rowsInput(dataset, request.name, request.columns, request.rows, given(request));
  return importInput(request, dataset, input, { memory: NO_MEMORY, mapped: [] });
}

const given = ({ region, source }: ImportRequest) => ({ region: region !== undefined, source: source !== undefined });

interface Confirmed {
  readonly memory: Memory;
  /** Given with this file. */
  readonly mapped: readonly ConfirmedHeader[];
}

async function importInput(
  request: ImportRequest,
  dataset: Dataset,
  input: Input,
  { memory, mapped }: Confirmed,
): Promise<ImportReport> {
  const startedAt = new Date();
  const { tree, onProgress = () => {} } = request;
  const indicators = [...request.indicators];
  const scope = findScope(tree, request.region);
  const today = shanghaiDay(startedAt);
  const months = findMonths(request.covers, scope, today);
  const promote = request.promote ?? [];
  const log = createIssueLog(promote);
  const tally = newTally();
  return inSession(request.pool, async (session) => {
    const { trx } = session;
    const headOf = lazy(
      async (): Promise<ImportHead> => ({
        kind: 'data',
        dataset: dataset.code,
        fileName: input.file.name,
        sha256: input.file.sha256,
        sourceId: request.source === undefined ? null : await sourceId(trx, request.source),
        regionId: scope?.id ?? null,
        coversFrom: months?.from ?? null,
        coversTo: months?.to ?? null,
        synthetic: request.synthetic ?? false,
        actor: request.actor ?? null,
        keyId: request.keyId,
        startedAt,
      }),
    );
    /** The write lock must be held. */
    const begin = async (): Promise<number> => {
      await refuseStaleTree(session, tree.version);
      return beginVersion(trx, await headOf());
    };
    const pseudonym = await loadPseudonym(trx);
    // Nothing else holds what reads the rows, so that its memory is free once they are in.
    const taken = await takeIn(
      session,
      dataset,
      readRows(input, {
        dataset,
        log,
        tally,
        place: withConfirmed(tree, memory.places, createPlaceReader(tree, scope, { partly: mayBePartly(dataset) })),
        gridNames: createGridNames(tree),
        namedPlace: createNamedPlace(tree, scope),
        measureWords: createMeasureWords(indicators),
        pseudonym,
        source: request.source ?? null,
        today,
        promote,
        onRejected: request.onRejected,
        onRow: (read) => {
          if (read % PROGRESS_STEP === 0) onProgress({ phase: 'reading', rows: read });
        },
      }),
      async () => ((await tryWriteLock(trx)) ? begin() : null),
    );
    await takeWriteLock(trx, () => onProgress({ phase: 'waiting' }));
    onProgress({ phase: 'writing' });
    const id = taken.importId ?? (await begin());
    if (hasSource(dataset)) await resolveSources(trx);
    if (request.leaveOutside) tally.rejected += await rejectForeign(trx, dataset, request.leaveOutside, log);
    if (promote.includes('duplicate_conflict')) tally.rejected += await rejectConflicts(trx, dataset, log);
    tally.rejected += await checkReopened(trx, dataset, log, promote.includes('reopened'));
    const staged = await mergeRows(trx, dataset, id);
    const merged = { ...staged, created: staged.created + taken.created };
    const declared = months === null || scope === null ? null : { regionId: scope.id, ...months };
    const stage = hasPostings(dataset) ? (taken.stage ?? createRowStage(trx, dataset, id)) : null;
    const covered = await postCoverage(trx, dataset, id, declared, stage);
    const cells = stage === null ? 0 : await postImport(trx, dataset, id, stage);
    await warnOfOutliers(trx, dataset, tree, id, log);
    logRepeats(log, merged.repeats);
    const counts = countsOf(tally, merged);
    const changed = counts.created + counts.updated + covered > 0;
    const outcome = log.fileErrors() > 0 ? 'refused' : outcomeOf(request, counts, changed);
    const impact =
      request.impact && changed ? await measureImpact(trx, id, { ...request, indicators, startedAt }) : null;
    await storeIssues(trx, id, log.kept);
    await rememberHeaders(trx, memory, dataset, mapped, request.actor ?? null);
    await endVersion(trx, id, await headOf(), counts);
    const report: ImportReport = {
      outcome,
      dataset: dataset.code,
      version: outcome === 'committed' ? id : null,
      file: input.file,
      sheets: tally.sheets,
      counts,
      covered,
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

const mayBePartly = (dataset: Dataset): boolean =>
  Object.values(dataset.columns).some((column) => column.kind === 'region' && column.partly);

function countsOf({ read, rejected, skipped }: Tally, { created, updated, unchanged, repeats }: Merged): ImportCounts {
  return {
    read,
    created,
    updated,
    unchanged,
    rejected,
    repeated: repeats.reduce((sum, { count }) => sum + count, 0),
    skipped,
  };
}

/** Places were looked up in the tree as it was read; a change meanwhile may have moved them. */
async function refuseStaleTree({ trx }: Session, version: number): Promise<void> {
  if ((await treeVersion(trx)) === version) return;
  throw new AnlanError('CONFLICT', {
    zh: '读取文件期间区划有变动，请重新导入',
    en: 'the region tree changed while the file was being read; run the import again',
  });
}
