import type { Dataset } from '../../datasets/dataset.ts';
import { isSpread } from '../../db/distribute.ts';
import { STAGED_REGIONS } from '../../ledger/posting/stage-places.ts';
import { createRowStage, type RowStage } from '../../ledger/posting/stage-rows.ts';
import { hasPostings } from '../../ledger/postings.ts';
import { batches, type RowBatch, type StagedRows } from './batches.ts';
import { closeBatches, insertFresh, isEmpty, openBatches, recallRepeated } from './fresh-rows.ts';
import { refuseUnknownPlaces } from './known-places.ts';
import type { Session } from './session.ts';
import { copyBatch, copyFresh, createStaging } from './staging.ts';
import { hasSource, readColumns } from './staging-columns.ts';

/** What became of the rows of a file as they came; the others are staged. */
export interface TakenIn {
  /** Where the import was begun while rows still came. */
  readonly importId: number | null;
  /** Rows that entered the dataset's table already. */
  readonly created: number;
  /** Where those were made ready for posting. */
  readonly stage: RowStage | null;
}

/** Of so many of the rows in a batch that were not new, the next ones are most likely not new either. */
const MOSTLY_KNOWN = 0.5;

/** After so many new rows they are made ready for posting, while the next ones are read. */
const READY = 30_000;

/**
 * Copies rows into the database while more are read. Of a large file those that are plainly new enter the dataset's table
 * at once, if the import can begin: the database then writes rows while the next ones are read and checked. Not where the
 * rows are on other nodes: each of them cannot be looked up by itself there.
 * @param begin opens the data version if nobody else is writing; null if somebody is
 */
export async function takeIn(
  session: Session,
  dataset: Dataset,
  rows: StagedRows,
  begin: () => Promise<number | null>,
): Promise<TakenIn> {
  const { trx } = session;
  await createStaging(trx, dataset, 'import_staging');
  const at: { importId: number | null; stage: RowStage | null } = { importId: null, stage: null };
  let created = 0;
  let ready = 0;
  /** Of all rows that were taken so far. */
  const regions = new Set<number>();
  let hopeful = !hasSource(dataset) && !(await isSpread(trx));
  /** None was staged: a number that came before is then in the dataset's table, whose index knows it. */
  let allFresh = hopeful;
  const regionAt = readColumns(dataset).findIndex(({ name }) => name === 'region_id');

  async function take(batch: RowBatch): Promise<void> {
    if (hopeful && batch.full && at.importId === null) {
      at.importId = await begin();
      if (at.importId !== null) {
        await openBatches(trx, dataset);
        if (hasPostings(dataset)) at.stage = createRowStage(trx, dataset, at.importId);
      }
    }
    if (!hopeful || at.importId === null) {
      allFresh = false;
      await copyBatch(session, dataset, 'import_staging', batch);
      return batch.done();
    }
    if (allFresh && batch.importId !== null && (await copyFresh(session, dataset, batch))) {
      created += batch.count;
    } else {
      await copyBatch(session, dataset, 'import_batch', batch);
      const { fresh, staged } = await insertFresh(trx, dataset, at.importId);
      created += fresh;
      allFresh &&= staged === 0;
      hopeful = staged < MOSTLY_KNOWN * (fresh + staged);
      if (!hopeful) await closeBatches(trx);
    }
    for (const region of batch.regions) regions.add(region);
    batch.done();
    if (created - ready < READY) return;
    ready = created;
    await at.stage?.more(regions);
  }

  let before = Promise.resolve();
  let taken = before;
  try {
    for await (const batch of batches(rows, regionAt, () => at.importId)) {
      // One may wait behind the one that is taken: some take longer than the next one takes to be read.
      await before;
      before = taken;
      taken = taken.then(() => take(batch));
      taken.catch(() => {});
    }
  } finally {
    // The connection must be at rest before the transaction is ended for a file that cannot be read to its end.
    await taken.catch(() => {});
  }
  await taken;
  const { importId, stage } = at;
  if (importId === null) return { importId, created, stage };
  const recalled =
    created > 0 && !(await isEmpty(trx, 'import_staging')) ? await recallRepeated(trx, dataset, importId) : 0;
  if (recalled > 0) await stage?.forget();
  await stage?.more(regions);
  await (stage === null ? refuseUnknownPlaces(trx, dataset.code, importId) : refuseUnknownPlaces(trx, STAGED_REGIONS));
  return { importId, created: created - recalled, stage };
}
