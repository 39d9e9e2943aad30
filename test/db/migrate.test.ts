import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { migrate } from '../../src/db/migrate.ts';
import { createTestDatabase, type TestDatabase } from '../database.ts';

type Files = Readonly<Record<string, string>>;

const TWO: Files = {
  '0001_colours.sql': "create table colours (name text primary key);\ninsert into colours values ('青'), ('红');",
  '0002_shades.sql': 'create table shades (colour text references colours);\ncreate index on shades (colour);',
};

async function folderWith(files: Files): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'anlan-migrations-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  for (const [name, sql] of Object.entries(files)) await writeFile(join(folder, name), sql);
  return folder;
}

const namesOf = (migrations: readonly { name: string }[]) => migrations.map(({ name }) => name);

let database: TestDatabase;
const opened: TestDatabase[] = [];

beforeEach(async () => {
  database = await createTestDatabase({ empty: true });
  opened.push(database);
});

afterAll(async () => {
  for (const each of opened) await each.close();
});

describe('migrate', () => {
  it('applies what is new, once and in order', async () => {
    const { pool } = database;
    expect(namesOf(await migrate(pool, await folderWith(TWO)))).toEqual(['colours', 'shades']);
    const longer = await folderWith({ ...TWO, '0003_tones.sql': 'create table tones ()', 'README.md': 'no migration' });
    expect(namesOf(await migrate(pool, longer))).toEqual(['tones']);
    expect(await migrate(pool, longer)).toEqual([]);
    const { rows } = await pool.query('select number, length(sha256) as length from migrations order by number');
    expect(rows).toEqual([1, 2, 3].map((number) => ({ number, length: 64 })));
  });

  it('lets two at once share the work without doing it twice', async () => {
    const folder = await folderWith({ ...TWO, '0003_pause.sql': 'select pg_sleep(0.2); create table tones ()' });
    const runs = await Promise.all([1, 2, 3].map(() => migrate(database.pool, folder)));
    expect(runs.map(({ length }) => length).sort()).toEqual([0, 0, 3]);
  });

  it('leaves nothing of a migration that fails, keeps those before it, and says where', async () => {
    const { pool } = database;
    const broken = { ...TWO, '0003_tones.sql': 'create table tones ();\n\ninsert into nowhere values (1);' };
    await expect(migrate(pool, await folderWith(broken))).rejects.toThrow(
      '0003_tones.sql line 3 failed and was rolled back: relation "nowhere" does not exist',
    );
    const { rows } = await pool.query("select to_regclass('shades') is not null as kept, to_regclass('tones') as gone");
    expect(rows).toEqual([{ kept: true, gone: null }]);
    const mended = { ...TWO, '0003_tones.sql': 'create table tones ()' };
    expect(namesOf(await migrate(pool, await folderWith(mended)))).toEqual(['tones']);
  });

  it('refuses an applied file that was changed, renamed or lost, but not another line ending', async () => {
    const { pool } = database;
    await migrate(pool, await folderWith(TWO));
    const [first = '', second = ''] = Object.values(TWO);
    const crlf = { ...TWO, '0001_colours.sql': first.replaceAll('\n', '\r\n') };
    expect(await migrate(pool, await folderWith(crlf))).toEqual([]);
    const changed = { ...TWO, '0001_colours.sql': `${first} ` };
    await expect(migrate(pool, await folderWith(changed))).rejects.toThrow(
      '0001_colours.sql was changed after it was applied',
    );
    const renamed = { '0001_colours.sql': first, '0002_tints.sql': second };
    await expect(migrate(pool, await folderWith(renamed))).rejects.toThrow('has migration 0002_shades where');
    const lost = { '0001_colours.sql': first };
    await expect(migrate(pool, await folderWith(lost))).rejects.toThrow('0002_shades, which this version');
  });

  it.each([
    ['a gap', { '0001_a.sql': '', '0003_c.sql': '' }, 'expected number 0002, found 0003_c.sql'],
    ['a number twice', { '0001_a.sql': '', '0001_b.sql': '' }, '0001_b.sql'],
    ['a wrong name', { '0001-a.sql': '' }, '0001-a.sql'],
    ['a transaction of its own', { '0001_a.sql': 'select 1;\nCOMMIT;' }, 'begins or ends a transaction itself'],
  ])('refuses %s before it touches the database', async (_, files, message) => {
    await expect(migrate(database.pool, await folderWith(files))).rejects.toThrow(message);
    const { rows } = await database.pool.query("select to_regclass('migrations') as untouched");
    expect(rows).toEqual([{ untouched: null }]);
  });
});
