import { type Kysely, sql } from 'kysely';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { createSights } from '../../src/access/sights.ts';
import { datasets } from '../../src/datasets/index.ts';
import { mediations } from '../../src/datasets/mediations.ts';
import type { OpenDatabase } from '../../src/db/connections/pool.ts';
import type { Database } from '../../src/db/database.ts';
import { openReaders } from '../../src/db/readers.ts';
import { namesOf, readingFor } from '../../src/db/reading.ts';
import { EVERYWHERE, type Sight } from '../../src/db/sight.ts';
import { loadTree } from '../../src/regions/load-tree.ts';
import type { RegionTree } from '../../src/regions/tree.ts';
import { COUNTIES, countyCode, fillLand } from '../api/land.ts';
import { createTestDatabase, type TestDatabase } from '../database.ts';
import { seed } from '../seed.ts';

/* A statement that forgets whom it is for gives no row of others: statements here name no region. */

let database: TestDatabase;
let readers: OpenDatabase;
let tree: RegionTree;

beforeAll(async () => {
  database = await createTestDatabase();
  await fillLand(database.db);
  tree = await loadTree(database.db);
  readers = await openReaders(database, { max: 1 });
});
afterAll(async () => {
  await readers.close();
  await database.close();
});

const guarded = namesOf(Object.values(datasets).map(({ code }) => code));
const sights = () => createSights({ db: readers.kysely, version: () => tree.version });

function asKey(sight: Sight | Promise<Sight>): Kysely<Database> {
  return readingFor({ db: readers.kysely, signal: () => new AbortController().signal, sight, guarded });
}

const reaching = (...reach: string[]) => asKey(sights()({ reach }, tree));

async function countiesSeen(db: Kysely<Database>): Promise<readonly string[]> {
  const { rows } = await sql<{ readonly code: string }>`/* test.unfiltered */
    select distinct left(p.code, 6) as code from mediations r join regions p on p.id = r.region_id order by 1`.execute(
    db,
  );
  return rows.map(({ code }) => `${code}000000`);
}

const all = Array.from({ length: COUNTIES }, (_, at) => countyCode(at + 1)).sort();

test('a statement without any condition sees the reach of its key and nothing else', async () => {
  expect(await countiesSeen(asKey(EVERYWHERE))).toEqual(all);
  for (const county of all) expect(await countiesSeen(reaching(county))).toEqual([county]);
  expect(await countiesSeen(reaching(countyCode(2), countyCode(5)))).toEqual([countyCode(2), countyCode(5)]);
  expect(await countiesSeen(reaching('000000000000'))).toEqual([]);
});

test('a statement without a sight fails, before any is set on its connection and after', async () => {
  await countiesSeen(reaching(countyCode(1)));
  await expect(countiesSeen(readers.kysely)).rejects.toThrow();
  const fresh = await openReaders(database, { max: 1 });
  await expect(countiesSeen(fresh.kysely)).rejects.toThrow('anlan.sight');
  await fresh.close();
});

test('on one connection no key is left with the sight of another, after failures too', async () => {
  const asked = Array.from({ length: 200 }, (_, at) => countyCode((at % COUNTIES) + 1));
  const seen = await Promise.all(
    asked.map(async (county, at) => {
      const db = reaching(county);
      if (at % 3 === 0) {
        const failing = sql`/* test.failing */ select 1 / (count(*) - count(*)) from mediations`.execute(db);
        await expect(failing).rejects.toThrow('division by zero');
      }
      return countiesSeen(db);
    }),
  );
  expect(seen).toEqual(asked.map((county) => [county]));
});

test('a sight is a set of numbers, not a text that ends the statement', async () => {
  await expect(countiesSeen(asKey("{}'; reset role; select '"))).rejects.toThrow('expected a set of ids');
});

test('whoever sees a grid sees the rows that name it wherever they lie, and no others from there', async () => {
  const own = await createTestDatabase();
  const land = seed(own.db);
  const county = await land.region('county', '一县', null, { code: '350101000000' });
  const township = await land.region('township', '一镇', county, { code: '350101101000' });
  const village = await land.region('village', '一村', township, { code: '350101101201' });
  const [one, two] = [
    await land.region('grid', '一格', village, { code: 'W01' }),
    await land.region('grid', '二格', village, { code: 'W02' }),
  ];
  const row = (serial: string, region: { id: number }, grid: string | null) => ({
    serial,
    region: region.id,
    grid,
    acceptedOn: '2021-01-01',
    outcome: 'pending',
  });
  await land.rows(mediations, [
    row('village', village, one.code),
    row('township', township, one.code),
    row('other', township, two.code),
    row('unknown', village, 'W03'),
    row('none', village, null),
    row('none above', township, null),
  ]);
  const open = await openReaders(own, { max: 1 });
  const now = await loadTree(own.db);
  const see = createSights({ db: open.kysely, version: () => now.version });
  const seenBy = async (...reach: string[]) => {
    const sight = see({ reach }, now);
    const db = readingFor({ db: open.kysely, signal: () => new AbortController().signal, sight, guarded });
    const { rows } = await sql<{ serial: string }>`/* test.unfiltered */
      select serial from mediations order by serial`.execute(db);
    return rows.map(({ serial }) => serial);
  };
  expect(await seenBy(one.code)).toEqual(['township', 'village']);
  expect(await seenBy(two.code)).toEqual(['other']);
  expect(await seenBy(one.code, two.code)).toEqual(['other', 'township', 'village']);
  expect(await seenBy(village.code)).toEqual(['none', 'other', 'township', 'unknown', 'village']);
  expect(await seenBy('000000000000')).toEqual([]);
  await open.close();
  await own.close();
});

test('every table of rows is guarded, and its owner, who imports and saves, is not bound', async () => {
  const { rows } = await database.pool.query<{ name: string; guarded: boolean; forced: boolean }>(
    `select relname as name, relrowsecurity as guarded, relforcerowsecurity as forced from pg_class
     where relname = any($1) order by 1`,
    [Object.values(datasets).map(({ code }) => code)],
  );
  expect(rows.map(({ name }) => name).sort()).toEqual(
    Object.values(datasets)
      .map(({ code }) => code)
      .sort(),
  );
  expect(rows.filter((one) => !one.guarded || one.forced)).toEqual([]);
  // Between the nodes of a Citus it signs in.
  const signsIn = inject('postgres').nodes.length > 1;
  const bypassing = await database.pool.query(
    "select rolname from pg_roles where rolname = 'anlan_reader' and (rolsuper or rolbypassrls or rolcanlogin <> $1)",
    [signsIn],
  );
  expect(bypassing.rows).toEqual([]);
});

test('rows of a region that has moved stay in the sight of whoever may read the past', async () => {
  const own = await createTestDatabase();
  const land = seed(own.db);
  const province = await land.region('province', '甲省', null, { code: '350000000000' });
  const city = await land.region('city', '一市', province, { code: '350100000000' });
  const [from, to] = [
    await land.region('county', '一县', city, { code: '350101000000' }),
    await land.region('county', '二县', city, { code: '350102000000' }),
  ];
  const township = await land.region('township', '一镇', from, { code: '350101101000' });
  await land.rows(mediations, [{ serial: 'A', region: township.id, acceptedOn: '2021-01-01', outcome: 'pending' }]);
  await land.tree([{ code: township.code, name: '一镇', parentCode: to.code }]);
  const open = await openReaders(own, { max: 1 });
  const now = await loadTree(own.db);
  const see = createSights({ db: open.kysely, version: () => now.version });
  const seenBy = async (code: string) => {
    const sight = see({ reach: [code] }, now);
    return countiesSeen(readingFor({ db: open.kysely, signal: () => new AbortController().signal, sight, guarded }));
  };
  expect([await seenBy(from.code), await seenBy(to.code)]).toEqual([['350101000000'], ['350101000000']]);
  await open.close();
  await own.close();
});
