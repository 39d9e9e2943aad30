import { type RawBuilder, sql, type Transaction } from 'kysely';
import type { Dataset } from '../../datasets/dataset.ts';
import { storedColumns } from '../../datasets/stored-columns.ts';
import type { Database } from '../../db/database.ts';
import { type Blocking, supersededSince } from './superseded-since.ts';

/** Rows by what the undo did to them. */
export interface UndoneRows {
  /** Taken away: the import had brought their keys. */
  readonly removed: number;
  /** Live again as they were before the import corrected them. */
  readonly reverted: number;
  /** Live again after the import had taken them away (it was itself an undo). */
  readonly restored: number;
}

type Sql = RawBuilder<unknown>;

/**
 * Closes the rows that an import created and brings those that it closed to life again, as new versions of import
 * `undoId`. A row that was changed later and put back by an undo counts as not changed.
 * @throws AnlanError CONFLICT naming the imports that changed those rows since, or brought rows of the same keys
 */
export async function undoRows(
  trx: Transaction<Database>,
  dataset: Dataset,
  importId: number,
  undoId: number,
): Promise<UndoneRows> {
  await findCreated(trx, dataset, importId);
  await refuseChanged(trx, importId);
  await sql`
    /* ledger.undo_close */
    update ${sql.table(dataset.code)} r set superseded_in = ${undoId}::int from undone_rows u
    where r.id = u.live_id`.execute(trx);
  await findClosed(trx, dataset, importId);
  await refuseTaken(trx, dataset, importId);
  await revive(trx, dataset, undoId);
  return count(trx, dataset);
}

/** `undone_rows`: what the import created, by key, each with its version of today if it has one. */
async function findCreated(trx: Transaction<Database>, dataset: Dataset, importId: number): Promise<void> {
  const table = sql.table(dataset.code);
  await sql`/* ledger.undo_created */ drop table if exists pg_temp.undone_rows`.execute(trx);
  await sql`
    /* ledger.undo_created */
    create temporary table undone_rows on commit drop as
    with created as materialized (
      select coalesce(v.original_id, r.id) as original_id
      from ${table} r left join revived_rows v on v.dataset = ${sql.lit(dataset.code)} and v.row_id = r.id
      where r.imported_in = ${sql.lit(importId)}
    ), versions as (
      select c.original_id, c.original_id as id from created c
      union all
      select c.original_id, v.row_id from created c
      join revived_rows v on v.dataset = ${sql.lit(dataset.code)} and v.original_id = c.original_id
    ), latest as (
      select max(r.id) filter (where r.superseded_in is null) as live_id, max(r.superseded_in) as closed_in
      from versions v join ${table} r on r.id = v.id group by v.original_id
    )
    select l.live_id, l.closed_in, ${keysOf(dataset, 'r')} from latest l left join ${table} r on r.id = l.live_id`.execute(
    trx,
  );
  await sql`/* ledger.undo_created */ analyze undone_rows`.execute(trx);
}

async function refuseChanged(trx: Transaction<Database>, importId: number): Promise<void> {
  const { rows } = await sql<Blocking>`
    /* ledger.undo_changed */
    select closed_in as import_id, count(*) as count from undone_rows where live_id is null
    group by closed_in order by closed_in`.execute(trx);
  if (rows.length > 0) throw supersededSince(importId, rows, { zh: '更改了其中{n}行', en: 'changed {n} of its rows' });
}

/** `revived_now`: the rows that the import closed, with the ids of their new versions. */
async function findClosed(trx: Transaction<Database>, dataset: Dataset, importId: number): Promise<void> {
  await sql`/* ledger.undo_closed */ drop table if exists pg_temp.revived_now`.execute(trx);
  await sql`
    /* ledger.undo_closed */
    create temporary table revived_now on commit drop as
    select nextval(pg_get_serial_sequence(${sql.lit(dataset.code)}, 'id')) as new_id, c.*
    from (
      select coalesce(v.original_id, r.id) as original_id, coalesce(v.original_import, r.imported_in) as original_import, r.*
      from ${sql.table(dataset.code)} r
      left join revived_rows v on v.dataset = ${sql.lit(dataset.code)} and v.row_id = r.id
      where r.superseded_in = ${sql.lit(importId)} and r.imported_in < ${sql.lit(importId)}
      order by 1
    ) c`.execute(trx);
  await sql`/* ledger.undo_closed */ analyze revived_now`.execute(trx);
}

async function refuseTaken(trx: Transaction<Database>, dataset: Dataset, importId: number): Promise<void> {
  const { rows } = await sql<Blocking>`
    /* ledger.undo_taken */
    select t.imported_in as import_id, count(*) as count
    from revived_now n join ${sql.table(dataset.code)} t on t.superseded_in is null and ${sameKey(dataset, 't', 'n')}
    group by t.imported_in order by t.imported_in`.execute(trx);
  if (rows.length > 0)
    throw supersededSince(importId, rows, { zh: '有{n}行编号相同', en: 'brought {n} rows of the same keys' });
}

async function revive(trx: Transaction<Database>, dataset: Dataset, undoId: number): Promise<void> {
  const columns = sql.join(
    [...storedColumns(dataset).map(({ name }) => name), 'sheet', 'row_number'].map((name) => sql.ref(name)),
  );
  await sql`
    /* ledger.undo_revive */
    insert into ${sql.table(dataset.code)} (id, ${columns}, imported_in) overriding system value
    select new_id, ${columns}, ${undoId}::int from revived_now order by new_id`.execute(trx);
  await sql`
    /* ledger.undo_note */
    insert into revived_rows (dataset, row_id, original_id, original_import)
    select ${dataset.code}, new_id, original_id, original_import from revived_now`.execute(trx);
}

async function count(trx: Transaction<Database>, dataset: Dataset): Promise<UndoneRows> {
  const { rows } = await sql<{ closed: number; revived: number; reverted: number }>`
    /* ledger.undo_count */
    select (select count(*) from undone_rows) as closed, (select count(*) from revived_now) as revived,
      (select count(*) from undone_rows u join revived_now n on ${sameKey(dataset, 'u', 'n')}) as reverted`.execute(
    trx,
  );
  const { closed = 0, revived = 0, reverted = 0 } = rows[0] ?? {};
  return { removed: closed - reverted, reverted, restored: revived - reverted };
}

const keyColumns = (dataset: Dataset): readonly string[] =>
  storedColumns(dataset).flatMap(({ name, key }) => (key ? [name] : []));

const keysOf = (dataset: Dataset, alias: string): Sql =>
  sql.join(keyColumns(dataset).map((name) => sql.ref(`${alias}.${name}`)));

const sameKey = (dataset: Dataset, one: string, other: string): Sql =>
  sql.join(
    keyColumns(dataset).map((name) => sql`${sql.ref(`${one}.${name}`)} = ${sql.ref(`${other}.${name}`)}`),
    sql` and `,
  );
