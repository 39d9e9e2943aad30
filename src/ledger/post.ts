import { sql, type Transaction } from 'kysely';
import type { Dataset } from '../datasets/dataset.ts';
import type { Database } from '../db/database.ts';
import { addedUp, addToCells } from './cells.ts';
import { mayRepeat, passes } from './posting/passes.ts';
import { changedRows, createRowStage, type RowStage } from './posting/stage-rows.ts';
import { hasPostings } from './postings.ts';

/**
 * Posts what an import added (+) and closed (-) to the sums of every ancestor from township up: first to the lowest
 * region that has such cells, then from each level to the one above.
 * @param stage where some of its rows are already
 * @returns how many cells changed
 */
export async function postImport(
  trx: Transaction<Database>,
  dataset: Dataset,
  importId: number,
  stage: RowStage = createRowStage(trx, dataset, importId),
): Promise<number> {
  if (!hasPostings(dataset)) return 0;
  await sql`/* ledger.memory */ set local work_mem = '64MB'`.execute(trx);
  await stage.finish();
  await stageDeltas(trx, dataset);
  const { deepest, inner } = await shapeOfPlaces(trx);
  // The planner expects almost as many sums above as below, and would sort them all.
  await sql`/* ledger.no_sort */ set local enable_sort = off`.execute(trx);
  for (let depth = deepest; depth > 1; depth -= 1) await passUp(trx, depth);
  await sql`/* ledger.sort */ set local enable_sort = on`.execute(trx);
  await stage.forget();
  const years = sql`select region_id, measure, member, year, amounts from ledger_deltas`;
  return addToCells(trx, importId, inner || mayRepeat(dataset) ? addedUp(years) : years);
}

/**
 * `ledger_deltas`, of the rows' own regions: all passes in one statement, so that as many of them run at once as there are
 * workers. Who waits for their sums takes no pass for itself: theirs would have to wait until that is done.
 */
async function stageDeltas(trx: Transaction<Database>, dataset: Dataset): Promise<void> {
  const deltas = passes(dataset).map(({ reach, deltasOf }) => deltasOf(changedRows(dataset, reach)));
  await sql`/* ledger.unstage_deltas */ drop table if exists pg_temp.ledger_deltas`.execute(trx);
  await sql`/* ledger.side_by_side */ set local parallel_leader_participation = off`.execute(trx);
  await sql`
    /* ledger.add_up */
    create temporary table ledger_deltas on commit drop as
    select region_id, measure collate "C" as measure, member collate "C" as member, year, amounts
    from (${sql.join(deltas, sql` union all `)}) d`.execute(trx);
  await sql`/* ledger.side_by_side */ set local parallel_leader_participation = on`.execute(trx);
}

/** How deep the changed regions lie, and whether one that rows or words belong to lies above another. */
async function shapeOfPlaces(trx: Transaction<Database>): Promise<{ deepest: number; inner: boolean }> {
  const { rows } = await sql<{ deepest: number; inner: boolean }>`
    /* ledger.shape */
    select coalesce(max(p.depth), 0) as deepest,
      coalesce(bool_or(l.lowest_id is not null or (p.level <> 'township' and t.parent_id is not null)), false) as inner
    from ledger_places p left join (select distinct lowest_id from ledger_lowest) l on l.lowest_id = p.parent_id
    left join (select distinct parent_id from ledger_places where level = 'township') t on t.parent_id = p.parent_id`.execute(
    trx,
  );
  return rows[0] ?? { deepest: 0, inner: false };
}

async function passUp(trx: Transaction<Database>, depth: number): Promise<void> {
  await sql`
    /* ledger.pass_up */
    insert into ledger_deltas
    ${addedUp(sql`select p.parent_id as region_id, d.measure, d.member, d.year, d.amounts
      from ledger_deltas d join ledger_places p on p.region_id = d.region_id where p.depth = ${depth}::int`)}`.execute(
    trx,
  );
}
