import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { sql } from 'kysely';
import { from as copyFrom } from 'pg-copy-streams';
import type { Dataset } from '../../datasets/dataset.ts';
import { storedColumns } from '../../datasets/stored-columns.ts';
import type { Session } from './session.ts';
import { hasSource, readColumns, SOURCE_COLUMNS } from './staging-columns.ts';

/** A good row on its way into the database. */
export interface StagedRow {
  readonly sheet: string | null;
  readonly number: number;
  readonly values: readonly (string | null)[];
}

const BATCH = 500;

/** The temporary table into which the rows of one file are copied; it goes with the transaction. */
export async function createStaging({ trx }: Session, dataset: Dataset): Promise<void> {
  const columns = [...storedColumns(dataset), ...(hasSource(dataset) ? SOURCE_COLUMNS : [])];
  await sql`
    /* imports.staging */ create temporary table import_staging (
      ordinal bigint generated always as identity, sheet text, row_number int not null,
      ${sql.join(columns.map(({ name, type }) => sql`${sql.ref(name)} ${sql.raw(type)}`))}
    ) on commit drop`.execute(trx);
}

/** Copies rows as they come; memory stays flat. */
export async function copyRows({ client }: Session, dataset: Dataset, rows: AsyncIterable<StagedRow>): Promise<void> {
  const names = ['sheet', 'row_number', ...readColumns(dataset).map(({ name }) => name)];
  const copy = client.query(copyFrom(`/* imports.copy */ copy import_staging (${names.join(', ')}) from stdin`));
  await pipeline(Readable.from(lines(rows)), copy);
}

async function* lines(rows: AsyncIterable<StagedRow>): AsyncGenerator<string> {
  let batch: string[] = [];
  for await (const { sheet, number, values } of rows) {
    batch.push(`${[sheet, String(number), ...values].map(copyText).join('\t')}\n`);
    if (batch.length < BATCH) continue;
    yield batch.join('');
    batch = [];
  }
  if (batch.length > 0) yield batch.join('');
}

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

const copyText = (value: string | null): string =>
  value === null ? '\\N' : value.replace(/[\\\t\n\r]/g, (sign) => ESCAPES[sign] ?? '');
