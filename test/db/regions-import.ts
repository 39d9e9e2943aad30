import { type Kysely, sql, type Transaction } from 'kysely';
import type { Database } from '../../src/db/database.ts';
import type { RegionRow } from '../../src/regions/region-row.ts';
import { type TreeWrite, writeTree } from '../../src/regions/write-tree.ts';

/** Writes the rows as the next import, in a transaction of its own. */
export const importRegions = (db: Kysely<Database>, rows: readonly RegionRow[]): Promise<TreeWrite> =>
  db.transaction().execute((trx) => importInto(trx, rows));

export async function importInto(trx: Transaction<Database>, rows: readonly RegionRow[]): Promise<TreeWrite> {
  const next = await sql<{ id: number }>`/* test.import */
    insert into imports (id, kind, dataset, started_at)
    select coalesce(max(id), 0) + 1, 'tree', 'regions', now() from imports returning id`.execute(trx);
  return writeTree(trx, rows, next.rows[0]?.id ?? 0);
}

export const counts = ({ created, updated, unchanged, rejected }: TreeWrite) => ({
  created,
  updated,
  unchanged,
  rejected,
});
