import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Dataset } from '../datasets/dataset.ts';
import type { Database } from '../db/database.ts';
import { readUndos } from '../db/undos.ts';
import { expectedChanges } from './expected-changes.ts';
import { expectedCoverage } from './expected-coverage.ts';

type Sql = RawBuilder<unknown>;

/** A running sum that is not what the rows give, or what one import put into it. */
export interface Difference {
  readonly regionCode: string | null;
  readonly regionName: string | null;
  readonly measure: string;
  readonly member: string;
  readonly month: string;
  /** The import whose change is wrong; null for the running sum. */
  readonly importId: number | null;
  /** In cells; for an import in cell_changes. */
  readonly stored: number;
  /** From all versions of rows, coverage and tree. */
  readonly recomputed: number;
}

/** A township-month that is covered where no import reported it, or the other way round, at some moment. */
export interface CoverageDifference {
  readonly regionCode: string;
  readonly regionName: string | null;
  readonly month: string;
  readonly importedIn: number;
  readonly supersededIn: number | null;
  readonly stored: boolean;
}

/** Rows of a region or of an import that does not exist: no constraint says so of each row. */
export interface Orphans {
  readonly of: 'region' | 'import';
  readonly id: number;
  readonly rows: number;
}

export interface Verification {
  readonly dataset: string;
  readonly cells: number;
  readonly differences: readonly Difference[];
  readonly coverage: readonly CoverageDifference[];
  readonly orphans: readonly Orphans[];
}

/**
 * Recomputes all sums and all coverage of the datasets, of today and of every import, from their rows and compares.
 * Reads one snapshot and takes no lock that a reader or writer would notice.
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
      await sql`/* ledger.verify_memory */ set local work_mem = '64MB'`.execute(trx);
      const done: Verification[] = [];
      for (const dataset of datasets) done.push(await verifyDataset(trx, dataset));
      if (complete) done.push(await findStrangers(trx, datasets));
      return done.filter(({ dataset, differences }) => dataset !== '' || differences.length > 0);
    });
}

async function verifyDataset(trx: Kysely<Database>, dataset: Dataset): Promise<Verification> {
  const mine = sql`split_part(measure, '.', 1) = ${dataset.code}`;
  const differences = await compare(trx, expectedChanges(dataset), mine);
  const coverage = await compareCoverage(trx, dataset);
  const { rows } = await sql<{ cells: number }>`
    /* ledger.verify_count */ select count(*) as cells from cells where ${mine} and value <> 0`.execute(trx);
  return {
    dataset: dataset.code,
    cells: rows[0]?.cells ?? 0,
    differences,
    coverage,
    orphans: await findOrphans(trx, dataset),
  };
}

async function findOrphans(trx: Kysely<Database>, dataset: Dataset): Promise<readonly Orphans[]> {
  const { rows } = await sql<Orphans>`
    /* ledger.verify_orphans */
    with held as materialized (
      select region_id, imported_in, superseded_in, count(*) as rows from ${sql.table(dataset.code)} group by 1, 2, 3
      union all
      select region_id, imported_in, superseded_in, count(*) from coverage where dataset = ${dataset.code} group by 1, 2, 3
    ), named as (
      select 'region' as of, region_id as id, rows from held
      union all
      select 'import', e.id, rows from held cross join lateral (values (imported_in), (superseded_in)) as e(id)
    )
    select n.of, n.id, n.rows
    from (select of, id, sum(rows)::int as rows from named where id is not null group by of, id) n
    where not case n.of when 'region' then exists (select from regions r where r.id = n.id)
      else exists (select from imports i where i.id = n.id) end
    order by n.of desc, n.id`.execute(trx);
  return rows;
}

async function findStrangers(trx: Kysely<Database>, datasets: readonly Dataset[]): Promise<Verification> {
  const nothing = sql`
    select import_id, region_id, measure, member, month, delta from cell_changes where false`;
  const strangers = sql`split_part(measure, '.', 1) <> all(${datasets.map(({ code }) => code)}::text[])`;
  return { dataset: '', cells: 0, differences: await compare(trx, nothing, strangers), coverage: [], orphans: [] };
}

async function compare(trx: Kysely<Database>, expected: Sql, mine: Sql): Promise<readonly Difference[]> {
  const { rows } = await sql<Difference>`
    /* ledger.verify */
    with expected as materialized (${expected}), sums as (
      select region_id, measure, member, month, sum(delta)::bigint as value from expected
      group by region_id, measure, member, month
    ), cell as (
      select region_id, measure, member, month, value from cells where ${mine}
    ), change as (
      select import_id, region_id, measure, member, month, delta from cell_changes where ${mine}
    ), compared as (
      select region_id, measure, member, month, null::int as import_id,
        coalesce(c.value, 0) as stored, coalesce(s.value, 0) as recomputed
      from sums s full join cell c using (region_id, measure, member, month)
      union all
      select region_id, measure, member, month, import_id, coalesce(c.delta, 0), coalesce(e.delta, 0)
      from expected e full join change c using (import_id, region_id, measure, member, month)
    )
    select r.code as region_code, t.name as region_name, d.measure, d.member, d.month, d.import_id, d.stored, d.recomputed
    from compared d left join regions r on r.id = d.region_id left join current_regions t on t.id = d.region_id
    where d.stored <> d.recomputed
    order by r.code, d.measure, d.member, d.month, d.import_id nulls first`.execute(trx);
  return rows;
}

async function compareCoverage(trx: Kysely<Database>, dataset: Dataset): Promise<readonly CoverageDifference[]> {
  const { rows } = await sql<CoverageDifference>`
    /* ledger.verify_coverage */
    with expected as materialized (${expectedCoverage(dataset, await readUndos(trx))}), stored as materialized (
      select region_id, month, imported_in, superseded_in from coverage where dataset = ${dataset.code}
    ), differing as (
      select *, true as stored from (select * from stored except select * from expected) s
      union all
      select *, false from (select * from expected except select * from stored) e
    )
    select r.code as region_code, t.name as region_name, d.month, d.imported_in, d.superseded_in, d.stored
    from differing d join regions r on r.id = d.region_id left join current_regions t on t.id = d.region_id
    order by r.code, d.month, d.imported_in`.execute(trx);
  return rows;
}
