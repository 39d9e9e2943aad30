import { type Kysely, type RawBuilder, sql } from 'kysely';
import { coveredMeasure, type Dataset } from '../datasets/dataset.ts';
import type { Database } from '../db/database.ts';
import { hasPostings, postings } from './postings.ts';

type Sql = RawBuilder<unknown>;

/** A cell whose running sum, or the sum of whose changes, is not what the rows give. */
export interface Difference {
  readonly regionCode: string | null;
  readonly regionName: string | null;
  readonly measure: string;
  readonly member: string;
  readonly month: string;
  /** In cells. */
  readonly stored: number;
  /** The sum over cell_changes. */
  readonly posted: number;
  /** From the current rows and coverage. */
  readonly recomputed: number;
}

export interface Verification {
  readonly dataset: string;
  readonly cells: number;
  readonly differences: readonly Difference[];
}

/**
 * Recomputes all sums of the datasets from their rows and compares. Reads one snapshot and takes no lock that a reader
 * or writer would notice.
 * @param complete all datasets were given: cells of any other are differences too
 */
export async function verifyLedger(
  db: Kysely<Database>,
  datasets: readonly Dataset[],
  complete: boolean,
): Promise<readonly Verification[]> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (trx) => {
      await sql`/* ledger.verify_patience */ set local statement_timeout = 0`.execute(trx);
      const done: Verification[] = [];
      for (const dataset of datasets) done.push(await verifyDataset(trx, dataset));
      if (complete) done.push(await findStrangers(trx, datasets));
      return done.filter(({ dataset, differences }) => dataset !== '' || differences.length > 0);
    });
}

async function verifyDataset(trx: Kysely<Database>, dataset: Dataset): Promise<Verification> {
  const mine = sql`split_part(measure, '.', 1) = ${dataset.code}`;
  const differences = await compare(trx, recomputed(dataset), mine);
  const { rows } = await sql<{ cells: number }>`
    /* ledger.verify_count */ select count(*) as cells from cells where ${mine}`.execute(trx);
  return { dataset: dataset.code, cells: rows[0]?.cells ?? 0, differences };
}

async function findStrangers(trx: Kysely<Database>, datasets: readonly Dataset[]): Promise<Verification> {
  const nothing = sql`
    select region_id, measure, member, month, value from cells where false`;
  const strangers = sql`split_part(measure, '.', 1) <> all(${datasets.map(({ code }) => code)}::text[])`;
  return { dataset: '', cells: 0, differences: await compare(trx, nothing, strangers) };
}

async function compare(trx: Kysely<Database>, truth: Sql, mine: Sql): Promise<readonly Difference[]> {
  const { rows } = await sql<Difference>`
    /* ledger.verify */
    with truth as (${truth}), stored as (
      select region_id, measure, member, month, value from cells where ${mine}
    ), changes as (
      select region_id, measure, member, month, sum(delta)::bigint as value from cell_changes where ${mine}
      group by region_id, measure, member, month
    ), compared as (
      select region_id, measure, member, month,
        coalesce(s.value, 0) as stored, coalesce(c.value, 0) as posted, coalesce(t.value, 0) as recomputed
      from truth t
      full join stored s using (region_id, measure, member, month)
      full join changes c using (region_id, measure, member, month)
    )
    select r.code as region_code, r.name as region_name, d.measure, d.member, d.month, d.stored, d.posted, d.recomputed
    from compared d left join current_regions r on r.id = d.region_id
    where d.stored <> d.recomputed or d.posted <> d.recomputed
    order by r.code, d.measure, d.member, d.month`.execute(trx);
  return rows;
}

function recomputed(dataset: Dataset): Sql {
  const rows = sql`select t.*, 1 as sign from ${sql.table(dataset.code)} t where t.superseded_in is null`;
  const covered = sql`
    select region_id, ${coveredMeasure(dataset)}::text as measure, ''::text as member, month, 1::bigint as delta
    from coverage where superseded_in is null and dataset = ${dataset.code}`;
  const own = hasPostings(dataset) ? sql`${postings(dataset, rows)} union all ${covered}` : covered;
  return sql`
    select a.ancestor_id as region_id, o.measure collate "C" as measure, o.member collate "C" as member, o.month,
      sum(o.delta)::bigint as value
    from (${own}) o join ledger_ancestors a on a.region_id = o.region_id
    group by a.ancestor_id, o.measure, o.member, o.month`;
}
