import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ClientBase, DatabaseError, type Pool } from 'pg';
import { AnlanError } from '../kernel/errors.ts';
import { whileStarting } from './connections/patience.ts';
import { distribute, hasCitus } from './distribute.ts';
import { ensureReaderRole } from './readers.ts';
import { statementsOf } from './statements-of.ts';

export interface Migration {
  readonly number: number;
  readonly name: string;
  readonly sha256: string;
}

interface MigrationFile extends Migration {
  readonly file: string;
  readonly sql: string;
}

const FILE_NAME = /^(\d{4})_([a-z0-9_]+)\.sql$/;
const OWN_TRANSACTION = /^\s*(begin|commit|rollback)\s*;/im;
const LOWEST_VERSION = 15;
const STARTING_MS = 30_000;
const LOCK = 4_801_202_101;

function refuse(message: string): never {
  throw new AnlanError('CONFIGURATION', message);
}

async function readMigration(folder: string, file: string): Promise<MigrationFile> {
  const [, digits, name] = FILE_NAME.exec(file) ?? refuse(`${file} in ${folder} is not named like 0001_topic.sql`);
  const sql = (await readFile(join(folder, file), 'utf8')).replaceAll('\r\n', '\n');
  if (OWN_TRANSACTION.test(sql)) refuse(`${file} begins or ends a transaction itself; each migration runs inside one`);
  return {
    number: Number(digits),
    name: name ?? '',
    sha256: createHash('sha256').update(sql).digest('hex'),
    file,
    sql,
  };
}

/** The migrations of a folder in their order; throws on a wrong name, a duplicate number or a gap. */
export async function readMigrations(folder: string): Promise<MigrationFile[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.sql')).sort();
  const migrations = await Promise.all(files.map((file) => readMigration(folder, file)));
  for (const [index, { number, file }] of migrations.entries()) {
    const expected = index + 1;
    if (number < expected) refuse(`${file} in ${folder} has the same number as ${migrations[index - 1]?.file}`);
    if (number > expected) {
      refuse(`${folder} has a gap: expected number ${String(expected).padStart(4, '0')}, found ${file}`);
    }
  }
  return migrations;
}

async function requireVersion(client: ClientBase): Promise<void> {
  const { rows } = await client.query<{ number: number; version: string }>(
    "select current_setting('server_version_num')::int as number, current_setting('server_version') as version",
  );
  const [server] = rows;
  if (server && server.number < LOWEST_VERSION * 10_000) {
    refuse(`PostgreSQL ${LOWEST_VERSION} or newer is needed; this server is ${server.version}`);
  }
}

function requireSameHistory(applied: readonly Migration[], files: readonly MigrationFile[]): void {
  for (const [index, done] of applied.entries()) {
    const label = `${String(done.number).padStart(4, '0')}_${done.name}`;
    const file = files[index];
    if (!file) refuse(`the database has migration ${label}, which this version of the program does not know`);
    if (file.number !== done.number || file.name !== done.name) {
      refuse(`the database has migration ${label} where this version of the program has ${file.file}`);
    }
    if (file.sha256 !== done.sha256) {
      refuse(`${file.file} was changed after it was applied; restore it and add a new migration instead`);
    }
  }
}

function placeOf(error: unknown, sql: string): string {
  if (!(error instanceof DatabaseError) || !error.position) return '';
  return ` line ${sql.slice(0, Number(error.position) - 1).split('\n').length}`;
}

/** @param apart one statement at a time: Citus sends the whole text to its nodes for each that it passes on */
async function apply(
  client: ClientBase,
  { number, name, sha256, file, sql }: MigrationFile,
  apart: boolean,
): Promise<Migration> {
  let running = sql;
  await client.query('begin');
  try {
    for (running of apart ? statementsOf(sql) : [sql]) await client.query(running);
    await client.query('insert into migrations (number, name, sha256) values ($1, $2, $3)', [number, name, sha256]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    const reason = error instanceof Error ? error.message : String(error);
    const message = `${file}${placeOf(error, running)} failed and was rolled back: ${reason}`;
    throw new AnlanError('INTERNAL', message, { file }, error);
  }
  return { number, name, sha256 };
}

/** Rolls the database forward; returns what was applied now. Two at once wait for each other. */
export async function migrate(pool: Pool, folder: string): Promise<Migration[]> {
  const files = await readMigrations(folder);
  const client = await whileStarting(() => pool.connect(), STARTING_MS);
  try {
    await client.query('set statement_timeout = 0');
    await requireVersion(client);
    await client.query('select pg_advisory_lock($1)', [LOCK]);
    await client.query(`create table if not exists migrations (
      number int primary key,
      name text not null,
      sha256 text not null,
      applied_at timestamptz not null default now()
    )`);
    const { rows } = await client.query<Migration>('select number, name, sha256 from migrations order by number');
    requireSameHistory(rows, files);
    const applied: Migration[] = [];
    const apart = files.length > rows.length && (await hasCitus(client));
    for (const file of files.slice(rows.length)) applied.push(await apply(client, file, apart));
    if (files.length > 0) {
      const isSpread = await distribute(client);
      await ensureReaderRole(client, { changed: applied.length > 0, isSpread });
    }
    return applied;
  } finally {
    client.release(true);
  }
}
