import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { ClientBase, Pool } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { AnlanError } from '../../kernel/errors.ts';
import type { Migration } from '../migrate.ts';
import { fileOf, MANIFEST, type Manifest, quoted } from './manifest.ts';
import { atOneMoment } from './one-moment.ts';
import { type OwnTable, ownTables } from './own-tables.ts';

/**
 * Writes all rows as they stood at one moment into a new folder, while others read and write; on a Citus imports wait meanwhile.
 * @throws AnlanError CONFLICT when the folder is there and not empty
 */
export async function backUp(
  pool: Pool,
  folder: string,
  onTable: (name: string) => void = () => {},
): Promise<Manifest> {
  const before = await readdir(folder).catch(() => []);
  if (before.length > 0) throw new AnlanError('CONFLICT', `expected a folder that is new or empty, got ${folder}`);
  const unfinished = `${folder}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { recursive: true, mode: 0o700 });
  const client = await pool.connect();
  try {
    const { migrations, tables } = await atOneMoment(client, pool, async () => {
      const { rows } = await client.query<Migration>(
        '/* db.backup_migrations */ select number, name, sha256 from migrations order by number',
      );
      const written: Manifest['tables'] = [];
      for (const table of await ownTables(client)) {
        onTable(table.name);
        written.push(await write(client, table, unfinished));
      }
      return { migrations: rows, tables: written };
    });
    const written: Manifest = { format: 1, takenAt: new Date().toISOString(), migrations, tables };
    await writeFile(join(unfinished, MANIFEST), `${JSON.stringify(written, null, 2)}\n`);
    await rm(folder, { recursive: true, force: true });
    await rename(unfinished, folder);
    return written;
  } finally {
    client.release(true);
  }
}

async function write(client: ClientBase, { name, columns, sequences }: OwnTable, folder: string) {
  const list = columns.map(quoted).join(', ');
  const print = createHash('sha256');
  const printed = new Transform({
    transform(chunk, _encoding, done) {
      print.update(chunk);
      done(null, chunk);
    },
  });
  const out = client.query(copyTo(`/* db.backup_table */ copy ${quoted(name)} (${list}) to stdout`));
  await pipeline(
    out,
    printed,
    createGzip({ level: 6 }),
    createWriteStream(join(folder, fileOf(name)), { mode: 0o600 }),
  );
  const last = [];
  for (const { column, sequence } of sequences) {
    const { rows } = await client.query<{ last: number }>(
      `/* db.backup_sequence */ select last_value as last from ${sequence}`,
    );
    last.push({ column, last: rows[0]?.last ?? 1 });
  }
  return { name, columns: [...columns], rows: out.rowCount, sha256: print.digest('hex'), sequences: last };
}
