import { sql, type Transaction } from 'kysely';
import type { Dataset } from '../../datasets/dataset.ts';
import type { Database } from '../../db/database.ts';
import { type Blocking, supersededSince } from './superseded-since.ts';

/**
 * @param regions that no tree knows any more
 * @throws AnlanError CONFLICT naming the imports that brought rows or reports of these regions
 */
export async function refuseHomeless(
  trx: Transaction<Database>,
  datasets: readonly Dataset[],
  undone: number,
  regions: readonly number[],
): Promise<void> {
  if (regions.length === 0) return;
  const tables = [...datasets.map(({ code }) => code), 'coverage'];
  const living = tables.map(
    (table) => sql`
      select imported_in from ${sql.table(table)} where superseded_in is null and region_id = any(${regions}::int[])`,
  );
  const { rows } = await sql<Blocking>`
    /* ledger.homeless */
    select imported_in as import_id, count(*) as count from (${sql.join(living, sql` union all `)}) r
    group by imported_in order by imported_in`.execute(trx);
  if (rows.length > 0)
    throw supersededSince(undone, rows, { zh: '有{n}行属于其区划', en: 'brought {n} rows of its regions' });
}

/** @throws AnlanError CONFLICT where rows live again in regions that no tree knows any more */
export async function refuseLostRegions(
  trx: Transaction<Database>,
  dataset: Dataset,
  undone: number,
  undoId: number,
): Promise<void> {
  const { rows } = await sql<Blocking>`
    /* ledger.lost_regions */
    select coalesce(gone.superseded_in, 0) as import_id, count(*) as count
    from ${sql.table(dataset.code)} r
    left join lateral (
      select max(v.superseded_in) as superseded_in from region_versions v where v.region_id = r.region_id
    ) gone on true
    where r.imported_in = ${undoId}::int and not exists (
      select from region_versions v where v.region_id = r.region_id and v.superseded_in is null)
    group by 1 order by 1`.execute(trx);
  if (rows.length > 0)
    throw supersededSince(undone, rows, { zh: '撤去了{n}行的区划', en: 'took the regions of {n} rows' });
}
