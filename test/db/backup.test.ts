import { appendFile, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { datasets } from '../../src/datasets/index.ts';
import { backUp } from '../../src/db/backup/back-up.ts';
import { restore } from '../../src/db/backup/restore.ts';
import { takeWriteLock } from '../../src/db/write-lock.ts';
import { verifyLedger } from '../../src/ledger/verify.ts';
import { fillLand } from '../api/land.ts';
import { serveWorld } from '../api/world.ts';
import { createTestDatabase, type TestDatabase } from '../database.ts';
import { seed } from '../seed.ts';

const MIGRATIONS = join(import.meta.dirname, '..', '..', 'migrations');
let folder: string;
let database: TestDatabase;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'anlan-backup-'));
  database = await createTestDatabase();
  await fillLand(database.db);
});
afterAll(async () => {
  await database.close();
  await rm(folder, { recursive: true });
});

async function prints({ pool }: TestDatabase): Promise<Record<string, string>> {
  const { rows } = await pool.query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' and relname <> 'migrations' order by 1`,
  );
  const found: Record<string, string> = {};
  for (const { name } of rows) {
    const { rows: one } = await pool.query<{ print: string }>(
      `select count(*) || md5(coalesce(string_agg(line, ',' order by line), '')) as print from (select t::text as line from ${name} t) as lines`,
    );
    found[name] = one[0]?.print ?? '';
  }
  return found;
}

const QUESTION = `{ regions(within: "350500", first: 20) { nodes { code indicators(codes: ["mediation.found", "mediation.resolution_rate", "survey.safety_rate", "patrol.teams"], period: "2021") { formatted numerator coverage { share } rank(within: CITY) { position } explanation { formula contributions { delta import { fileName } } } } } } mediations(within: "350500", first: 50) { totalCount nodes { id serial } } }`;

async function answer(of: TestDatabase) {
  const { url } = of;
  const world = await serveWorld({ ...of, url, close: async () => {} });
  const { data, errors } = await world.ask(QUESTION);
  await world.close();
  return { data, errors };
}

test('a drill: backed up while written to, restored elsewhere, the same tables, answers and sums', async () => {
  const told = await answer(database);
  expect(told.errors).toBeUndefined();
  // After the answer: the reading of records was noted in the audit.
  const before = await prints(database);
  const place = join(folder, 'whole');
  const meanwhile: Promise<unknown>[] = [];
  const { tables } = await backUp(database.pool, place, () => {
    if (meanwhile.length > 0) return;
    const writing = database.db.transaction().execute(async (trx) => {
      await takeWriteLock(trx, () => {});
      await seed(trx).source('written meanwhile');
    });
    meanwhile.push(writing);
  });
  await Promise.all(meanwhile);
  expect((await prints(database)).sources).not.toBe(before.sources);
  expect(tables.find(({ name }) => name === 'mediations')?.rows).toBeGreaterThan(100);
  await expect(backUp(database.pool, place)).rejects.toMatchObject({ code: 'CONFLICT' });

  const elsewhere = await createTestDatabase({ empty: true });
  try {
    await restore(elsewhere.pool, { folder: place, migrations: MIGRATIONS });
    const { api_keys: _keys, ...after } = await prints(elsewhere);
    const { api_keys: __keys, ...expected } = before;
    expect(after).toEqual(expected);
    expect(await answer(elsewhere)).toEqual(told);
    const found = await verifyLedger(elsewhere.db, Object.values(datasets), true);
    expect(found.flatMap(({ differences, coverage }) => [...differences, ...coverage])).toEqual([]);
    const { rows } = await elsewhere.pool.query<{ next: number; last: number }>(
      `select nextval(pg_get_serial_sequence('regions', 'id'))::int as next, (select max(id) from regions) as last`,
    );
    expect(rows[0]?.next).toBe((rows[0]?.last ?? 0) + 1);
    await expect(restore(elsewhere.pool, { folder: place, migrations: MIGRATIONS })).rejects.toMatchObject({
      code: 'CONFLICT',
    });
  } finally {
    await elsewhere.close();
  }
});

test('a backup that was touched is refused whole', async () => {
  const place = join(folder, 'touched');
  await backUp(database.pool, place);
  expect(await readdir(place)).toContain('mediations.copy.gz');
  await appendFile(join(place, 'source_aliases.copy.gz'), '').catch(() => {});
  await appendFile(join(place, 'regions.copy.gz'), gzipSync(''));
  await appendFile(join(place, 'mediations.copy.gz'), 'torn');
  const elsewhere = await createTestDatabase({ empty: true });
  try {
    await expect(restore(elsewhere.pool, { folder: place, migrations: MIGRATIONS })).rejects.toThrow();
    const { rows } = await elsewhere.pool.query<{ count: number }>('select count(*)::int as count from regions');
    expect(rows).toEqual([{ count: 0 }]);
  } finally {
    await elsewhere.close();
  }
  await expect(
    restore(database.pool, { folder: join(folder, 'nothing'), migrations: MIGRATIONS }),
  ).rejects.toMatchObject({ code: 'FILE_NOT_FOUND' });
});
