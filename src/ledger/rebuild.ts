import { type Kysely, type RawBuilder, sql, type Transaction } from 'kysely';
import type { Dataset } from '../datasets/dataset.ts';
import type { Database } from '../db/database.ts';
import { readUndos } from '../db/undos.ts';
import { expectedChanges } from './expected-changes.ts';
import { expectedCoverage } from './expected-coverage.ts';
import { takeWriteLock } from './write-lock.ts';

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
  const wrong = await sql`
    /* ledger.heal_coverage_away */
    delete from coverage c where c.dataset = ${dataset.code} and ${inside('c', within)} and not exists (
      select from expected e where e.region_id = c.region_id and e.month = c.month and e.imported_in = c.imported_in
        and e.superseded_in is not distinct from c.superseded_in)`.execute(trx);
  const missing = await sql`
    /* ledger.heal_coverage */
    insert into coverage (dataset, region_id, month, imported_in, superseded_in)
    select ${dataset.code}, e.region_id, e.month, e.imported_in, e.superseded_in from expected e
    on conflict (dataset, region_id, month, imported_in) do nothing`.execute(trx);
  return Math.max(affected(wrong), affected(missing));
}

async function healSums(
  trx: Transaction<Database>,
  dataset: Dataset,
  within: number | null,
): Promise<Pick<Rebuilt, 'cells' | 'changes'>> {
  await stage(trx, expectedChanges(dataset), within);
  const mine = sql`split_part(c.measure, '.', 1) = ${dataset.code} and ${inside('c', within)}`;
  const sameCell = sql`e.region_id = c.region_id and e.measure = c.measure and e.member = c.member and e.month = c.month`;
  const strayChanges = await sql`
    /* ledger.heal_changes_away */
    delete from cell_changes c where ${mine} and not exists (
      select from expected e where e.import_id = c.import_id and ${sameCell})`.execute(trx);
  const changes = await sql`
    /* ledger.heal_changes */
    insert into cell_changes as c (import_id, region_id, measure, member, month, delta)
    select import_id, region_id, measure, member, month, delta from expected
    on conflict (region_id, measure, member, month, import_id) do update set delta = excluded.delta
    where c.delta <> excluded.delta`.execute(trx);
  const strayCells = await sql`
    /* ledger.heal_cells_away */
    delete from cells c where ${mine} and c.value <> 0 and not exists (select from expected e where ${sameCell})`.execute(
    trx,
  );
  const cells = await sql`
    /* ledger.heal_cells */
    insert into cells as c (region_id, measure, member, month, value)
    select region_id, measure, member, month, sum(delta) from expected c group by region_id, measure, member, month
    having sum(delta) <> 0 or exists (select from cells e where ${sameCell})
    on conflict (region_id, measure, member, month) do update set value = excluded.value
    where c.value <> excluded.value`.execute(trx);
  return { cells: affected(strayCells) + affected(cells), changes: affected(strayChanges) + affected(changes) };
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

const inside = (alias: string, within: number | null): Sql =>
  within === null
    ? sql`true`
    : sql`${sql.ref(`${alias}.region_id`)} in (
        select v.region_id from region_versions v where v.superseded_in is null and v.path @> array[${sql.lit(within)}])`;

const affected = (result: { readonly numAffectedRows?: bigint | undefined }): number =>
  Number(result.numAffectedRows ?? 0n);
