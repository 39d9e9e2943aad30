import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Kysely, sql } from 'kysely';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { Dataset } from '../../datasets/dataset.ts';
import { storedColumns } from '../../datasets/stored-columns.ts';
import type { Database } from '../../db/database.ts';
import type { RowBatch } from './batches.ts';
import type { Session } from './session.ts';
import { hasSource, readColumns, SOURCE_COLUMNS } from './staging-columns.ts';

/** `import_staging` holds the rows of a file that are still to be compared, `import_batch` those that just came. */
export type StagingTable = 'import_staging' | 'import_batch';

/** A temporary table into which rows of one file are copied; it goes with the transaction. */
export async function createStaging(trx: Kysely<Database>, dataset: Dataset, table: StagingTable): Promise<void> {
  const columns = [...storedColumns(dataset), ...(hasSource(dataset) ? SOURCE_COLUMNS : [])];
  await sql`
    /* imports.staging */ create temporary table ${sql.table(table)} (
      ordinal bigint generated always as identity, sheet text, row_number int not null, imported_in int,
      ${sql.join(columns.map(({ name, type }) => sql`${sql.ref(name)} ${sql.raw(type)}`))}
    ) on commit drop`.execute(trx);
}

/** In the order of the file, by which rows of one number are told from each other. */
export const copyBatch = (session: Session, dataset: Dataset, table: StagingTable, batch: RowBatch): Promise<void> =>
  copyLines(session, dataset, table, batch, batch.lines());

async function copyLines(
  { client }: Session,
  dataset: Dataset,
  table: string,
  { importId }: RowBatch,
  lines: Iterable<Buffer>,
): Promise<void> {
  const names = [
    'sheet',
    'row_number',
    ...readColumns(dataset).map(({ name }) => name),
    ...(importId === null ? [] : ['imported_in']),
  ];
  const copy = client.query(copyFrom(`/* imports.copy */ copy ${table} (${names.join(', ')}) from stdin`));
  await pipeline(Readable.from(lines), copy);
}

const UNIQUE_VIOLATION = '23505';

/**
 * Copies rows straight into the table of the dataset, which takes a fraction of the time of looking for their numbers first.
 * @returns false, and nothing was copied, where one of the numbers is stored already
 */
export async function copyFresh(session: Session, dataset: Dataset, batch: RowBatch): Promise<boolean> {
  const { client } = session;
  await client.query('/* imports.before_copy */ savepoint before_copy');
  try {
    await copyLines(session, dataset, dataset.code, batch, batch.byRegion());
  } catch (error) {
    if (!(error instanceof pg.DatabaseError) || error.code !== UNIQUE_VIOLATION) throw error;
    await client.query('/* imports.before_copy */ rollback to savepoint before_copy');
    return false;
  }
  await client.query('/* imports.before_copy */ release savepoint before_copy');
  return true;
}
