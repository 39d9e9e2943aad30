import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Dataset } from '../../datasets/dataset.ts';
import type { Database } from '../../db/database.ts';
import { createStaging, type StagingTable } from './staging.ts';
import { comparedColumns } from './staging-columns.ts';

type Sql = RawBuilder<unknown>;

/** What rows are found by while a file is still being read. */
export async function openBatches(trx: Kysely<Database>, dataset: Dataset): Promise<void> {
  const { key } = comparedColumns(dataset);
  await createStaging(trx, dataset, 'import_batch');
  await sql`
    /* imports.index_staging */ create index import_staging_key on import_staging (${names(key)})`.execute(trx);
}

export async function closeBatches(trx: Kysely<Database>): Promise<void> {
  await sql`/* imports.close_batches */ drop index if exists pg_temp.import_staging_key`.execute(trx);
}

/**
 * Rows of the batch whose number is neither stored nor came before enter the dataset's table; the others are staged, to
 * be compared when all are there.
 */
export async function insertFresh(
  trx: Kysely<Database>,
  dataset: Dataset,
  importId: number,
): Promise<{ readonly fresh: number; readonly staged: number }> {
  const { key, content } = comparedColumns(dataset);
  const stored = sql.table(dataset.code);
  const aside = await sql`
    /* imports.set_aside */
    with aside as (
      delete from import_batch b
      where (${sql.join(
        key.map((name) => sql`b.${sql.ref(name)} is null`),
        sql` or `,
      )})
        or (select true from ${stored} t where t.superseded_in is null and ${sameKey('t', 'b', key)} limit 1)
        or (select true from import_staging s where ${sameKey('s', 'b', key)} limit 1)
        or b.ordinal in (
          select unnest(array_agg(ordinal)) from import_batch group by ${names(key)} having count(*) > 1
        )
      returning *
    )
    insert into import_staging (sheet, row_number, ${names(content)})
    select sheet, row_number, ${names(content)} from aside order by ordinal`.execute(trx);
  const inserted = await sql`
    /* imports.insert_fresh */
    insert into ${stored} (${names(content)}, sheet, row_number, imported_in)
    select ${names(content)}, sheet, row_number, ${importId}::int from import_batch`.execute(trx);
  await sql`/* imports.empty_batch */ truncate pg_temp.import_batch`.execute(trx);
  return { fresh: Number(inserted.numAffectedRows ?? 0n), staged: Number(aside.numAffectedRows ?? 0n) };
}

/** Before every ordinal of a row that was staged as it came. */
const EARLIER = sql`4611686018427387904`;

/**
 * Takes the rows out again that this import inserted and whose number came again, to be compared with those.
 * @returns how many
 */
export async function recallRepeated(trx: Kysely<Database>, dataset: Dataset, importId: number): Promise<number> {
  const { key, content } = comparedColumns(dataset);
  const stored = sql.table(dataset.code);
  // The inner condition is kept apart: of the rows of an import that is not committed the planner would expect one.
  const recalled = await sql`
    /* imports.recall */
    with again as materialized (
      select distinct k.id from import_staging s cross join lateral (
        select t.id, t.imported_in from ${stored} t where t.superseded_in is null and ${sameKey('t', 's', key)} offset 0
      ) k where k.imported_in = ${importId}::int
    ), back as (
      delete from ${stored} where id = any(array(select id from again)) returning *
    )
    insert into import_staging (ordinal, sheet, row_number, ${names(content)}) overriding system value
    select id - ${EARLIER}, sheet, row_number, ${names(content)} from back`.execute(trx);
  return Number(recalled.numAffectedRows ?? 0n);
}

export async function isEmpty(trx: Kysely<Database>, table: StagingTable): Promise<boolean> {
  const { rows } = await sql<{ empty: boolean }>`
    /* imports.is_empty */ select not exists (select from ${sql.table(table)}) as empty`.execute(trx);
  return rows[0]?.empty ?? true;
}

const names = (columns: readonly string[]): Sql => sql.join(columns.map((name) => sql.ref(name)));

const sameKey = (one: string, other: string, key: readonly string[]): Sql =>
  sql.join(
    key.map((name) => sql`${sql.ref(`${one}.${name}`)} = ${sql.ref(`${other}.${name}`)}`),
    sql` and `,
  );
