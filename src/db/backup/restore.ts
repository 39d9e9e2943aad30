import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { copyFile, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import type { ClientBase, Pool } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { AnlanError } from '../../kernel/errors.ts';
import { migrate } from '../migrate.ts';
import { fileOf, MANIFEST, type Manifest, manifest, quoted } from './manifest.ts';
import { ownTables } from './own-tables.ts';

interface RestoreOptions {
  readonly folder: string;
  readonly migrations: string;
  readonly onTable?: (name: string) => void;
}

/**
 * Fills a database that holds no imports from a backup: the tables as they were then, in one transaction, and after it
 * the migrations that came since.
 * @throws AnlanError CONFLICT when there are imports; FILE_UNREADABLE when the backup is not whole
 */
export async function restore(
  pool: Pool,
  { folder, migrations, onTable = () => {} }: RestoreOptions,
): Promise<Manifest> {
  const kept = await readManifest(folder);
  await migrateTo(pool, migrations, kept.migrations.length);
  const client = await pool.connect();
  try {
    await client.query('begin');
    await client.query('lock table imports in access exclusive mode');
    const { rows } = await client.query<{ some: boolean }>(
      '/* db.restore_empty */ select exists (select 1 from imports) as some',
    );
    if (rows[0]?.some) throw new AnlanError('CONFLICT', 'expected a database without imports; restore into a new one');
    const own = await ownTables(client);
    const names = own.map(({ name }) => name);
    const missing = kept.tables.filter(({ name }) => !names.includes(name));
    if (missing.length > 0)
      throw unreadable(`tables that are not known: ${missing.map(({ name }) => name).join(', ')}`);
    const filled = await filledOf(client, names);
    if (filled.length > 0) await client.query(`/* db.restore_clear */ truncate ${filled.map(quoted).join(', ')}`);
    for (const name of names) {
      const table = kept.tables.find((one) => one.name === name);
      if (table === undefined) continue;
      onTable(name);
      await fill(client, table, folder);
    }
    await client.query('commit');
  } finally {
    client.release(true);
  }
  await migrate(pool, migrations);
  return kept;
}

/** Tables that migrations put rows into. What only grows, such as the audit, is empty in a new database. */
async function filledOf(client: ClientBase, names: readonly string[]): Promise<readonly string[]> {
  const filled: string[] = [];
  for (const name of names) {
    const { rows } = await client.query(`/* db.restore_filled */ select 1 from ${quoted(name)} limit 1`);
    if (rows.length > 0) filled.push(name);
  }
  return filled;
}

async function readManifest(folder: string): Promise<Manifest> {
  const text = await readFile(join(folder, MANIFEST), 'utf8').catch(() => {
    throw new AnlanError('FILE_NOT_FOUND', `expected a backup with ${MANIFEST} in ${folder}`);
  });
  const { success, data } = manifest.safeParse(JSON.parse(text));
  if (!success) throw unreadable(`${MANIFEST} is not of a backup`);
  return data;
}

/** The schema as it was when the backup was taken. */
async function migrateTo(pool: Pool, migrations: string, count: number): Promise<void> {
  const files = (await readdir(migrations)).filter((file) => file.endsWith('.sql')).sort();
  if (files.length < count) throw unreadable('it was taken by a newer version of the program');
  const then = await mkdtemp(join(tmpdir(), 'anlan-migrations-'));
  try {
    for (const file of files.slice(0, count)) await copyFile(join(migrations, file), join(then, file));
    await migrate(pool, then);
  } finally {
    await rm(then, { recursive: true });
  }
}

async function fill(client: ClientBase, table: Manifest['tables'][number], folder: string): Promise<void> {
  const { name, columns, rows, sha256, sequences } = table;
  const print = createHash('sha256');
  const printed = new Transform({
    transform(chunk, _encoding, done) {
      print.update(chunk);
      done(null, chunk);
    },
  });
  const into = client.query(
    copyFrom(`/* db.restore_table */ copy ${quoted(name)} (${columns.map(quoted).join(', ')}) from stdin`),
  );
  await pipeline(createReadStream(join(folder, fileOf(name))), createGunzip(), printed, into);
  if (print.digest('hex') !== sha256 || into.rowCount !== rows) {
    throw unreadable(`${fileOf(name)} is not what was written: expected ${rows} rows, got ${into.rowCount}`);
  }
  for (const { column, last } of sequences) {
    await client.query(`/* db.restore_sequence */ select setval(pg_get_serial_sequence($1, $2), $3, $4)`, [
      name,
      column,
      last,
      rows > 0,
    ]);
  }
}

const unreadable = (why: string): AnlanError =>
  new AnlanError('FILE_UNREADABLE', `the backup cannot be restored: ${why}`);
