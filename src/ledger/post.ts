import { type RawBuilder, sql, type Transaction } from 'kysely';
import type { Dataset } from '../datasets/dataset.ts';
import type { Database } from '../db/database.ts';
import { addToCells } from './cells.ts';
import { hasPostings, postings } from './postings.ts';

/**
 * Posts what an import added (+) and closed (-) to the sums of every ancestor from township up.
 * Adds up to the lowest region that has cells first: villages of a township share all ancestors.
 * @returns how many cells changed
 */
export async function postImport(trx: Transaction<Database>, dataset: Dataset, importId: number): Promise<number> {
  if (!hasPostings(dataset)) return 0;
  const table = sql.table(dataset.code);
  const rows = sql`
    select t.*, 1 as sign from ${table} t where t.imported_in = ${importId}::int and t.superseded_in is null
    union all
    select t.*, -1 from ${table} t where t.superseded_in = ${importId}::int and t.imported_in < ${importId}::int`;
  await sql`/* ledger.memory */ set local work_mem = '64MB'`.execute(trx);
  await stageChanged(trx, rows);
  const { rows: done } = await sql<{ cells: number }>`
    /* ledger.post */
    with above as materialized (
      select a.region_id, a.ancestor_id, cardinality(v.path) as depth
      from (select distinct region_id from ledger_changed) c
      join ledger_ancestors a on a.region_id = c.region_id
      join region_versions v on v.region_id = a.ancestor_id and v.superseded_in is null
    ), lowest as materialized (
      select distinct on (region_id) region_id, ancestor_id as lowest_id from above order by region_id, depth desc
    ), own as materialized (
      select l.lowest_id as region_id, p.measure, p.member, p.month, sum(p.delta) as delta
      from (${postings(dataset, sql`select * from ledger_changed`)}) p join lowest l on l.region_id = p.region_id
      group by l.lowest_id, p.measure, p.member, p.month having sum(p.delta) <> 0
    ), upward as materialized (
      select l.lowest_id as region_id, a.ancestor_id
      from (select lowest_id, min(region_id) as region_id from lowest group by lowest_id) l
      join above a on a.region_id = l.region_id
    ), ${addToCells(
      importId,
      sql`select u.ancestor_id as region_id, o.measure, o.member, o.month, sum(o.delta) as delta
          from own o join upward u on u.region_id = o.region_id
          group by u.ancestor_id, o.measure, o.member, o.month having sum(o.delta) <> 0`,
    )}
    select count(*) as cells from posted`.execute(trx);
  return done[0]?.cells ?? 0;
}

/** In a table of its own, for the planner knows nothing of the rows of an import that is not committed: it would expect one. */
async function stageChanged(trx: Transaction<Database>, rows: RawBuilder<unknown>): Promise<void> {
  await sql`/* ledger.unstage */ drop table if exists pg_temp.ledger_changed`.execute(trx);
  await sql`/* ledger.stage */ create temporary table ledger_changed on commit drop as ${rows}`.execute(trx);
  await sql`/* ledger.analyze */ analyze ledger_changed`.execute(trx);
}
