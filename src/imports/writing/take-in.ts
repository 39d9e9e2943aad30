import type { Dataset } from '../../datasets/dataset.ts';
import { isSpread } from '../../db/distribute.ts';
import { batches, type RowBatch, type StagedRows } from './batches.ts';
import { closeBatches, insertFresh, isEmpty, openBatches, recallRepeated } from './fresh-rows.ts';
import { refuseUnknownPlaces } from './known-places.ts';
import type { Session } from './session.ts';
import { copyBatch, copyFresh, createStaging } from './staging.ts';
import { hasSource } from './staging-columns.ts';

/** What became of the rows of a file as they came; the others are staged. */
export interface TakenIn {
  /** Where the import was begun while rows still came. */
  readonly importId: number | null;
  /** Rows that entered the dataset's table already. */
  readonly created: number;
}

/** Of so many of the rows in a batch that were not new, the next ones are most likely not new either. */
const MOSTLY_KNOWN = 0.5;

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
  let importId: number | null = null;
  let created = 0;
  let hopeful = !hasSource(dataset) && !(await isSpread(trx));
  /** None was staged: a number that came before is then in the dataset's table, whose index knows it. */
  let allFresh = hopeful;

  async function take(batch: RowBatch): Promise<void> {
    if (hopeful && batch.full && importId === null) {
      importId = await begin();
      if (importId !== null) await openBatches(trx, dataset);
    }
    if (!hopeful || importId === null) {
      allFresh = false;
      return copyBatch(session, dataset, 'import_staging', batch);
    }
    if (allFresh && batch.importId !== null && (await copyFresh(session, dataset, batch))) {
      created += batch.count;
      return;
    }
    await copyBatch(session, dataset, 'import_batch', batch);
    const { fresh, staged } = await insertFresh(trx, dataset, importId);
    created += fresh;
    allFresh &&= staged === 0;
    hopeful = staged < MOSTLY_KNOWN * (fresh + staged);
    if (!hopeful) await closeBatches(trx);
  }

  let taken: Promise<void> = Promise.resolve();
  try {
    for await (const batch of batches(rows, () => importId)) {
      await taken;
      taken = take(batch);
      taken.catch(() => {});
    }
  } finally {
    // The connection must be at rest before the transaction is ended for a file that cannot be read to its end.
    await taken.catch(() => {});
  }
  await taken;
  if (importId === null) return { importId, created };
  await refuseUnknownPlaces(trx, dataset.code, importId);
  if (created > 0 && !(await isEmpty(trx, 'import_staging'))) {
    created -= await recallRepeated(trx, dataset, importId);
  }
  return { importId, created };
}
