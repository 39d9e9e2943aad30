import { type KyselyPlugin, sql } from 'kysely';
import { afterEach, expect, test } from 'vitest';
import { createKey } from '../../src/access/keys.ts';
import { createApp } from '../../src/app.ts';
import { datasets } from '../../src/datasets/index.ts';
import { mediations } from '../../src/datasets/mediations.ts';
import { readingFor } from '../../src/db/reading.ts';
import { indicators, themes } from '../../src/indicators/index.ts';
import { createMeter } from '../../src/server/budget/meter.ts';
import { createTestDatabase, type TestDatabase } from '../database.ts';
import { type Seed, type SeedRegion, seed } from '../seed.ts';
import { type Answer, NOW, quiet } from './world.ts';

let database: TestDatabase;
afterEach(() => database.close());

async function place() {
  database = await createTestDatabase();
  const land = seed(database.db);
  const city = await land.region('city', '泉州市', null, { code: '350500000000' });
  const town = await land.region('township', '安海镇', city, { code: '350582101000' });
  await report(land, city, town, 1);
  return { land, city, town };
}

let serial = 0;

/** One more import of `count` disputes found in March 2021. */
function report(land: Seed, city: SeedRegion, town: SeedRegion, count: number): Promise<number> {
  const row = { region: town.id, foundOn: '2021-03-01', acceptedOn: '2021-03-02', outcome: 'pending', type: '邻里' };
  const rows = Array.from({ length: count }, () => ({ serial: `v${serial++}`, ...row }));
  return land.rows(mediations, rows, { covers: { region: city, from: '2021-01-01', to: '2021-12-01' } });
}

/** Calls back after each statement of the engine, before its answer is used. */
function meanwhile(work: (nth: number) => Promise<unknown>): KyselyPlugin {
  let nth = 0;
  return {
    transformQuery: ({ node }) => node,
    async transformResult({ result }) {
      if (result.rows.some((row) => row.total !== undefined && row.n !== undefined)) await work(++nth);
      return result;
    },
  };
}

async function serve(plugin: KyselyPlugin) {
  const app = await createApp({
    meter: createMeter({ clock: () => performance.now(), wrongKeys: 40 }),
    database: { kysely: database.db.withPlugin(plugin), pool: database.pool },
    declarations: { datasets, indicators, themes },
    clock: () => NOW,
    log: quiet,
    graphiql: false,
    pages: new Map(),
  });
  const { text } = await createKey(database.db, { agency: 'test', scopes: ['indicators:read'], reach: null, days: 1 });
  const ask = async (): Promise<Answer> => {
    const query = `{ region(code: "350500") { indicator(code: "mediation.found", period: "2021") {
      value data { version } explanation { contributions { import { number } delta } }
    } } }`;
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${text}` };
    const body = JSON.stringify({ query });
    const response = await app.fetch(new Request('http://anlan.test/graphql', { method: 'POST', headers, body }));
    return (await response.json()) as Answer;
  };
  return { app, ask };
}

test('an import in the middle of a request: value, provenance and version are all of one moment', async () => {
  const { land, city, town } = await place();
  const { app, ask } = await serve(
    meanwhile(async (nth) => {
      if (nth === 1) await report(land, city, town, 5);
    }),
  );
  const { data, errors, extensions } = await ask();
  await app.close();
  expect(errors).toBeUndefined();
  expect(extensions?.data.version).toBe(3);
  expect(data).toEqual({
    region: {
      indicator: {
        value: 6,
        data: { version: 3 },
        explanation: {
          contributions: [
            { import: { number: 2 }, delta: 1 },
            { import: { number: 3 }, delta: 5 },
          ],
        },
      },
    },
  });
});

test('imports that never stop do not keep a request for ever', async () => {
  const { land, city, town } = await place();
  let statements = 0;
  const { app, ask } = await serve(
    meanwhile((nth) => {
      statements = nth;
      return report(land, city, town, 1);
    }),
  );
  const { errors } = await ask();
  await app.close();
  expect(errors).toBeUndefined();
  expect(statements).toBeLessThan(12);
});

test('a statement tells the newest import that it saw, with rows and without', async () => {
  const { land, city, town } = await place();
  let seen = 0;
  const onVersion = (version: number) => {
    seen = version;
  };
  const db = readingFor({ db: database.db, signal: () => new AbortController().signal, onVersion });
  expect((await sql`/* test.none */ select 1 as one where false`.execute(db)).rows).toEqual([]);
  expect(seen).toBe(2);
  await report(land, city, town, 1);
  expect(
    (await sql`/* test.two */ select * from (values (1), (2)) as v(one) order by one desc`.execute(db)).rows,
  ).toMatchObject([{ one: 2 }, { one: 1 }]);
  expect(seen).toBe(3);
  expect(database.statements.at(-1)).toMatch(/^\/\* test\.two \*\//);
});
