import { sql, type Transaction } from 'kysely';
import type { Pool } from 'pg';
import type { Dataset } from '../../datasets/dataset.ts';
import type { Database } from '../../db/database.ts';
import { readUndos, type Undos } from '../../db/undos.ts';
import { takeWriteLock } from '../../db/write-lock.ts';
import type { Indicator } from '../../indicators/indicator.ts';
import { AnlanError } from '../../kernel/errors.ts';
import { postImport } from '../../ledger/post.ts';
import { repostMoved } from '../../ledger/repost.ts';
import { refuseHomeless, refuseLostRegions } from '../../ledger/undo/refuse-homeless.ts';
import { supersededSince } from '../../ledger/undo/superseded-since.ts';
import { undoCoverage } from '../../ledger/undo/undo-coverage.ts';
import { undoRows } from '../../ledger/undo/undo-rows.ts';
import { analyzeTree } from '../../regions/analyze-tree.ts';
import { undoTree } from '../../regions/undo-tree.ts';
import { measureImpact } from '../reports/impact-report.ts';
import type { Progress } from '../request.ts';
import { findDataset } from '../scope.ts';
import { inSession } from '../writing/session.ts';
import { beginVersion, endVersion, type ImportHead } from '../writing/version.ts';
import type { UndoneImport, UndoReport } from './undo-report.ts';

export interface UndoRequest {
  readonly pool: Pool;
  readonly datasets: readonly Dataset[];
  /** Given, the report tells which values change. */
  readonly indicators?: Iterable<Indicator> | undefined;
  readonly importId: number;
  /** Keep what was done; otherwise it is a rehearsal. */
  readonly commit: boolean;
  readonly actor?: string | undefined;
  /** The key in whose name it is done. */
  readonly keyId?: string | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}

type Undone = Pick<UndoReport, 'rows' | 'coverage' | 'cells'>;

/**
 * Takes an import back, or rehearses that: the same statements, rolled back. An undo is an import of its own; undoing it
 * does what it undid again.
 * @throws AnlanError NOT_FOUND, or CONFLICT when it was undone already or later imports built on it
 */
export async function undoImport(request: UndoRequest): Promise<UndoReport> {
  const { importId, commit, onProgress = () => {} } = request;
  const startedAt = new Date();
  return inSession(request.pool, async ({ trx }) => {
    await takeWriteLock(trx, () => onProgress({ phase: 'waiting' }));
    onProgress({ phase: 'writing' });
    const before = await readUndos(trx);
    const undone = await findImport(trx, importId, before);
    const head: ImportHead = {
      kind: 'undo',
      undoes: importId,
      dataset: undone.dataset,
      fileName: null,
      sha256: null,
      sourceId: null,
      regionId: undone.regionId,
      coversFrom: null,
      coversTo: null,
      synthetic: undone.synthetic,
      actor: request.actor ?? null,
      keyId: request.keyId,
      startedAt,
    };
    const id = await beginVersion(trx, head);
    const done =
      undone.dataset === 'regions'
        ? await takeTreeBack(trx, request, id, before)
        : await takeRowsBack(trx, findDataset(request.datasets, undone.dataset), importId, id);
    const { removed, reverted, restored } = done.rows;
    const counts = {
      read: 0,
      created: restored,
      updated: reverted,
      unchanged: 0,
      rejected: 0,
      repeated: 0,
      skipped: 0,
    };
    const { datasets, indicators } = request;
    const impact = indicators === undefined ? null : await measureImpact(trx, id, { datasets, indicators, startedAt });
    await endVersion(trx, id, head, counts);
    await sql`/* imports.removed */ update imports set rows_removed = ${removed} where id = ${id}`.execute(trx);
    const { regionId: _, synthetic: __, ...told } = undone;
    const report: UndoReport = {
      outcome: commit ? 'committed' : 'rehearsed',
      undone: told,
      version: commit ? id : null,
      ...done,
      impact,
      seconds: (Date.now() - startedAt.getTime()) / 1000,
    };
    return { commit, result: report };
  });
}

async function findImport(trx: Transaction<Database>, importId: number, undos: Undos) {
  const { rows } = await sql<Omit<UndoneImport, 'root'> & { regionId: number | null; synthetic: boolean }>`
    /* imports.undone */
    select id, kind, dataset, file_name, committed_at, region_id, synthetic from imports where id = ${importId}::int`.execute(
    trx,
  );
  const [found] = rows;
  if (found === undefined) {
    throw new AnlanError(
      'NOT_FOUND',
      { zh: `没有导入 ${importId}`, en: `expected the number of an import, got ${importId}` },
      { found: importId },
    );
  }
  const by = undos.undoneBy(importId);
  if (by !== null) {
    throw new AnlanError(
      'CONFLICT',
      { zh: `导入 ${importId} 已由导入 ${by} 撤销`, en: `import ${importId} was undone already, by import ${by}` },
      { import: importId, undoneBy: by },
    );
  }
  return { ...found, root: undos.root(importId) };
}

async function takeRowsBack(
  trx: Transaction<Database>,
  dataset: Dataset,
  importId: number,
  undoId: number,
): Promise<Undone> {
  const rows = await undoRows(trx, dataset, importId, undoId);
  await refuseLostRegions(trx, dataset, importId, undoId);
  const coverage = await undoCoverage(trx, dataset, undoId, await readUndos(trx));
  return { rows, coverage, cells: await postImport(trx, dataset, undoId) };
}

async function takeTreeBack(
  trx: Transaction<Database>,
  { datasets, importId }: UndoRequest,
  undoId: number,
  before: Undos,
): Promise<Undone> {
  const done = await undoTree(trx, importId, undoId, before);
  if (!('moved' in done)) {
    throw supersededSince(importId, done, { zh: '更改了其中{n}个区划', en: 'changed {n} of its regions' });
  }
  await refuseHomeless(trx, datasets, importId, done.removed);
  await analyzeTree(trx);
  const cells = await repostMoved(trx, datasets, undoId, done.moved);
  const rows = { removed: done.removed.length, reverted: done.reverted, restored: done.restored };
  return { rows, coverage: { withdrawn: 0, restored: 0 }, cells };
}
