import { type Kysely, type RawBuilder, sql, type Transaction } from 'kysely';
import type { Dataset } from '../datasets/dataset.ts';
import type { Database } from '../db/database.ts';
import { readUndos } from '../db/undos.ts';
import { takeWriteLock } from '../db/write-lock.ts';
import { byYears } from './cells.ts';
import { expectedChanges } from './expected-changes.ts';
import { expectedCoverage } from './expected-coverage.ts';

type Sql = RawBuilder<unknown>;

/** What was wrong and is right now. */
export interface Rebuilt {
  readonly dataset: string;
  /** Running sums. */
  readonly cells: number;
  /** Parts of sums that single imports had posted. */
  readonly changes: number;
  /** Township-months. */
  readonly coverage: number;
}

interface RebuildOptions {
  readonly db: Kysely<Database>;
  readonly datasets: readonly Dataset[];
  /** Only sums and coverage of this region and of what lies below it today; null: all. */
  readonly within: number | null;
  /** Somebody is writing; the rebuild goes on after that. */
  readonly onWaiting: () => void;
}

/**
 * Writes sums and coverage of datasets anew wherever they are not what the rows give, those of past moments included.
 * Readers go on and see all of it or nothing; writers wait.
 */
export async function rebuildLedger({ db, datasets, within, onWaiting }: RebuildOptions): Promise<readonly Rebuilt[]> {
  return db.transaction().execute(async (trx) => {
    await takeWriteLock(trx, onWaiting);
    const done = await heal(trx, datasets, within);
    await sql`/* ledger.rebuilt */ select pg_notify('anlan_data', ${JSON.stringify({ rebuilt: true })})`.execute(trx);
    return done;
  });
}

async function heal(
  trx: Transaction<Database>,
  datasets: readonly Dataset[],
  within: number | null,
): Promise<readonly Rebuilt[]> {
  await sql`/* ledger.rebuild_patience */ set local statement_timeout = 0`.execute(trx);
  await sql`/* ledger.rebuild_memory */ set local work_mem = '64MB'`.execute(trx);
  const done: Rebuilt[] = [];
  for (const dataset of datasets) {
    const coverage = await healCoverage(trx, dataset, within);
    done.push({ dataset: dataset.code, ...(await healSums(trx, dataset, within)), coverage });
  }
  return done;
}

async function healCoverage(trx: Transaction<Database>, dataset: Dataset, within: number | null): Promise<number> {
  await stage(trx, expectedCoverage(dataset, await readUndos(trx)), within);
  await stageWrong(
    trx,
    sql`select c.region_id, c.month, c.imported_in from coverage c
      where c.dataset = ${sql.lit(dataset.code)} and ${inside('c', within)} and not exists (
        select from ${aside('expected')} e where e.region_id = c.region_id and e.month = c.month and e.imported_in = c.imported_in
          and e.superseded_in is not distinct from c.superseded_in)`,
  );
  const wrong = await sql`
    /* ledger.heal_coverage_away */
    delete from coverage c using wrong w where c.dataset = ${dataset.code} and c.region_id = w.region_id
      and c.month = w.month and c.imported_in = w.imported_in`.execute(trx);
  const missing = await sql`
    /* ledger.heal_coverage */
    insert into coverage (dataset, region_id, month, imported_in, superseded_in)
    select ${dataset.code}, m.region_id, m.month, m.imported_in, m.superseded_in from (
      select region_id, month, imported_in, superseded_in from expected
      except
      select c.region_id, c.month, c.imported_in, c.superseded_in from coverage c
      where c.dataset = ${dataset.code} and ${inside('c', within)}
    ) m
    on conflict (dataset, region_id, month, imported_in) do nothing`.execute(trx);
  return Math.max(affected(wrong), affected(missing));
}

async function healSums(
  trx: Transaction<Database>,
  dataset: Dataset,
  within: number | null,
): Promise<Pick<Rebuilt, 'cells' | 'changes'>> {
  await stage(trx, expectedChanges(dataset), within);
  const wrong = await countWrong(trx, dataset, within);
  const mine = sql`split_part(c.measure, '.', 1) = ${sql.lit(dataset.code)} and ${inside('c', within)}`;
  const sameYear = sql`e.region_id = c.region_id and e.measure = c.measure and e.member = c.member and e.year = c.year`;
  await stageYears(
    trx,
    byYears(sql`select import_id, region_id, measure, member, month, delta from expected`, sql`m.import_id,`),
  );
  await stageWrong(
    trx,
    sql`select c.region_id, c.measure, c.member, c.year, c.import_id from cell_change_years c where ${mine} and not exists (
      select from ${aside('expected_years')} e where e.import_id = c.import_id and ${sameYear})`,
  );
  await sql`
    /* ledger.heal_changes_away */
    delete from cell_change_years c using wrong e where e.import_id = c.import_id and ${sameYear}`.execute(trx);
  await sql`
    /* ledger.heal_changes */
    insert into cell_change_years as c (import_id, region_id, measure, member, year, deltas)
    select import_id, region_id, measure, member, year, amounts from expected_years
    on conflict (region_id, measure, member, year, import_id) do update set deltas = excluded.deltas
    where c.deltas <> excluded.deltas`.execute(trx);
  await stageYears(
    trx,
    byYears(sql`select region_id, measure, member, month, sum(delta)::bigint as delta from expected
      group by region_id, measure, member, month having sum(delta) <> 0`),
  );
  await stageWrong(
    trx,
    sql`select c.region_id, c.measure, c.member, c.year from cell_years c
      where ${mine} and not exists (select from ${aside('expected_years')} e where ${sameYear})`,
  );
  await sql`/* ledger.heal_cells_away */ delete from cell_years c using wrong e where ${sameYear}`.execute(trx);
  await sql`
    /* ledger.heal_cells */
    insert into cell_years as c (region_id, measure, member, year, amounts)
    select region_id, measure, member, year, amounts from expected_years
    on conflict (region_id, measure, member, year) do update set amounts = excluded.amounts
    where c.amounts <> excluded.amounts`.execute(trx);
  return wrong;
}

/** In months, as sums are read. */
async function countWrong(
  trx: Transaction<Database>,
  dataset: Dataset,
  within: number | null,
): Promise<Pick<Rebuilt, 'cells' | 'changes'>> {
  const mine = sql`split_part(c.measure, '.', 1) = ${dataset.code} and ${inside('c', within)}`;
  const { rows } = await sql<Pick<Rebuilt, 'cells' | 'changes'>>`
    /* ledger.count_wrong */
    with sums as (
      select region_id, measure, member, month, sum(delta) as value from expected
      group by region_id, measure, member, month having sum(delta) <> 0
    ), cell as (
      select c.region_id, c.measure, c.member, c.month, c.value from cells c where ${mine}
    ), change as (
      select c.import_id, c.region_id, c.measure, c.member, c.month, c.delta from cell_changes c where ${mine}
    )
    select
      (select count(*) from sums s full join cell c using (region_id, measure, member, month)
        where coalesce(s.value, 0) <> coalesce(c.value, 0)) as cells,
      (select count(*) from expected e full join change c using (import_id, region_id, measure, member, month)
        where e.delta is distinct from c.delta) as changes`.execute(trx);
  return rows[0] ?? { cells: 0, changes: 0 };
}

async function stageYears(trx: Transaction<Database>, years: Sql): Promise<void> {
  await sql`/* ledger.expect_years */ drop table if exists pg_temp.expected_years`.execute(trx);
  await sql`/* ledger.expect_years */ create temporary table expected_years on commit drop as ${years}`.execute(trx);
  await sql`/* ledger.expect_years */ create index on expected_years (region_id, year)`.execute(trx);
  await sql`/* ledger.expect_years */ analyze expected_years`.execute(trx);
}

/** `expected`, without what lies outside. */
async function stage(trx: Transaction<Database>, expected: Sql, within: number | null): Promise<void> {
  await sql`/* ledger.expect */ drop table if exists pg_temp.expected`.execute(trx);
  await sql`
    /* ledger.expect */
    create temporary table expected on commit drop as select * from (${expected}) e where ${inside('e', within)}`.execute(
    trx,
  );
  await sql`/* ledger.expect */ create index on expected (region_id, month)`.execute(trx);
  await sql`/* ledger.expect */ analyze expected`.execute(trx);
}

/** A temporary table as a query, which is sent along to where the rows are. */
const aside = (table: string): Sql => sql`(select * from ${sql.table(table)} offset 0)`;

/** `wrong`, the keys of what must go. */
async function stageWrong(trx: Transaction<Database>, keys: Sql): Promise<void> {
  await sql`/* ledger.wrong */ drop table if exists pg_temp.wrong`.execute(trx);
  await sql`/* ledger.wrong */ create temporary table wrong on commit drop as ${keys}`.execute(trx);
  await sql`/* ledger.wrong */ analyze wrong`.execute(trx);
}

const inside = (alias: string, within: number | null): Sql =>
  within === null
    ? sql`true`
    : sql`${sql.ref(`${alias}.region_id`)} in (
        select v.region_id from region_versions v where v.superseded_in is null and v.path @> array[${sql.lit(within)}])`;

const affected = (result: { readonly numAffectedRows?: bigint | undefined }): number =>
  Number(result.numAffectedRows ?? 0n);
