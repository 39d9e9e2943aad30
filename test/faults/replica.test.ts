import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { mediations } from '../../src/datasets/mediations.ts';
import { openReaders } from '../../src/db/readers.ts';
import { COUNTIES, countyCode, fillLand } from '../api/land.ts';
import { type Answer, serveWorld, type World } from '../api/world.ts';
import { createTestDatabase, type TestDatabase } from '../database.ts';
import { buildTemplate, databaseUrl } from '../postgres.ts';
import { type Pair, startPair } from '../replica/pair.ts';
import { seed } from '../seed.ts';
import { answered } from './own-postgres.ts';

const TEMPLATE = 'anlan_pair_template';
const READERS = 8;

let pair: Pair;
let database: TestDatabase;
let world: World;
let standby: pg.Pool;

beforeAll(async () => {
  pair = await startPair();
  await buildTemplate([pair.primary.url], TEMPLATE);
});
afterAll(() => pair.remove());

beforeEach(async () => {
  const server = { url: pair.primary.url, template: TEMPLATE, nodes: [pair.primary.url], replica: pair.replica.url };
  database = await createTestDatabase({ server });
  await fillLand(database.db);
  world = await serveWorld(database);
  standby = new pg.Pool({ connectionString: database.replica?.url, max: 1 });
  standby.on('error', () => {});
  await expect.poll(isUsed, { timeout: 10_000 }).toBe(true);
});
afterEach(async () => {
  await resumeReplay().catch(() => {});
  await standby.end();
  await world.close();
});

const state = () => world.replica?.state();
const isUsed = () => state()?.trouble === null;
const read = () => state()?.read ?? { replica: 0, primary: 0 };
const pauseReplay = () => standby.query('select pg_wal_replay_pause()');
const resumeReplay = () => standby.query('select pg_wal_replay_resume()');

async function ask(query: string, headers: Record<string, string> = {}) {
  const began = performance.now();
  const response = await world.post({ query }, { 'cache-control': 'no-cache', ...headers });
  const { data, extensions } = (await response.json()) as Answer;
  return { status: response.status, data, version: extensions?.data.version, ms: performance.now() - began };
}

/** Sums are remembered as long as there is no new version. */
const SUM = '{ region(code: "350500") { indicator(code: "mediation.found", period: "2021") { value } } }';
const sum = (value: number) => ({ region: { indicator: { value } } });
/** Rows are read each time. */
const rowsOf = (place: string) => `{ mediations(within: "${place}") { totalCount } }`;
const rows = (totalCount: number) => ({ mediations: { totalCount } });
const ALL = 780;
const EARLIER = 60;

let serial = 0;

/** One more import of five disputes, of which no server is told. */
async function importFive(): Promise<number> {
  const { rows: found } = await database.pool.query<{ id: number }>(
    "select id from regions where code = '350501101000'",
  );
  const row = { region: found[0]?.id ?? 0, foundOn: '2021-03-01', acceptedOn: '2021-03-02', outcome: 'pending' };
  const five = Array.from({ length: 5 }, () => ({ serial: `later-${serial++}`, type: '邻里', ...row }));
  return seed(database.db).rows(mediations, five);
}

const notify = (news: object) => database.pool.query("select pg_notify('anlan_data', $1)", [JSON.stringify(news)]);

test('answers are read from the replica', async () => {
  const before = read();
  for (let time = 0; time < 10; time++)
    expect(await ask(rowsOf('350500'))).toMatchObject({ data: rows(ALL + EARLIER) });
  expect(read().replica).toBeGreaterThanOrEqual(before.replica + 10);
  expect(read().primary).toBe(before.primary);
});

test('a replica that stands still makes no answer older than what is known, and is read from again', async () => {
  expect(await ask(SUM)).toMatchObject({ data: sum(ALL) });
  await pauseReplay();
  const version = await importFive();
  // Nobody told the server, nor did this client see it.
  expect(await ask(rowsOf('350500'))).toMatchObject({ data: rows(ALL + EARLIER), version: version - 1 });
  const seen = { 'anlan-data-version': String(version) };
  const first = await ask(SUM, seen);
  expect(first).toMatchObject({ data: sum(ALL + 5), version });
  expect(first.ms).toBeLessThan(2000);
  const before = read();
  expect(await ask(rowsOf('350500'))).toMatchObject({ data: rows(ALL + EARLIER + 5), version });
  expect(read().replica).toBe(before.replica);
  expect(read().primary).toBeGreaterThan(before.primary);
  await resumeReplay();
  await expect
    .poll(async () => {
      const earlier = read().replica;
      expect(await ask(rowsOf('350500'))).toMatchObject({ data: rows(ALL + EARLIER + 5), version });
      return read().replica > earlier;
    })
    .toBe(true);
});

test('import after import, asked for at once by who imported: never older, and mostly from the replica', async () => {
  const before = read();
  const waits: number[] = [];
  for (let time = 1; time <= 30; time++) {
    const version = await importFive();
    const { data, version: told, ms } = await ask(rowsOf('350500'), { 'anlan-data-version': String(version) });
    expect({ data, told }).toEqual({ data: rows(ALL + EARLIER + 5 * time), told: version });
    waits.push(ms);
  }
  const { replica, primary } = read();
  expect(replica - before.replica).toBeGreaterThan(0);
  waits.sort((a, b) => a - b);
  console.log(
    `${replica - before.replica} statements on the replica, ${primary - before.primary} on the primary; ` +
      `half of the answers within ${waits[15]?.toFixed()} ms, all within ${waits[29]?.toFixed()} ms`,
  );
});

test('a notice of an import is enough to leave a replica that does not have it', async () => {
  await pauseReplay();
  const version = await importFive();
  await notify({ version });
  await expect.poll(async () => (await ask(SUM)).version).toBe(version);
  expect(await ask(SUM)).toMatchObject({ data: sum(ALL + 5) });
  expect(await ask(rowsOf('350501'))).toMatchObject({ data: rows(20), version });
  await resumeReplay();
});

test('a ledger that was rebuilt is awaited, though no version tells of it', async () => {
  expect(await ask(SUM)).toMatchObject({ data: sum(ALL) });
  await pauseReplay();
  await database.pool.query(
    "update cell_years set amounts[3] = amounts[3] + 1000 where measure ~ '^mediations' and year = 2021",
  );
  await notify({ rebuilt: true });
  await expect.poll(async () => (await ask(SUM)).data).toEqual(sum(ALL + 1000));
  await resumeReplay();
});

test('a replica that stays behind for longer than it may is left alone until it has caught up', async () => {
  const { replica } = database;
  if (replica === undefined) throw new Error('expected a replica');
  const readers = await openReaders(database, { max: 1 }, { ...replica, behindMs: 1000 });
  const trouble = () => readers.replica?.state().trouble;
  await expect.poll(trouble).toBeNull();
  await pauseReplay();
  // The primary has to write, or the replica has all there is.
  await importFive();
  await expect.poll(trouble, { timeout: 10_000 }).toBe('BEHIND');
  expect(readers.replica?.state().behindSeconds).toBeGreaterThan(1);
  await resumeReplay();
  await expect.poll(trouble, { timeout: 10_000 }).toBeNull();
  await readers.close();
});

test('a statement that has to give way to what is replayed is run on the primary', async () => {
  const { replica } = database;
  const readers = await openReaders(database, { max: 1 }, replica);
  await expect.poll(() => readers.replica?.state().trouble).toBeNull();
  const slow = sql<{
    slept: string;
  }>`/* test.slow */ select pg_sleep(4)::text as slept, (select count(*) from coverage) as n`.execute(readers.kysely);
  await expect
    .poll(
      async () =>
        (
          await standby.query(
            "select 1 from pg_stat_activity where query like '%test.slow%' and pid <> pg_backend_pid()",
          )
        ).rowCount,
    )
    .toBe(1);
  await database.pool.query('alter table coverage add column later int; alter table coverage drop column later');
  expect((await slow).rows).toHaveLength(1);
  const { rows: conflicts } = await standby.query('select sum(confl_lock)::int as n from pg_stat_database_conflicts');
  expect(conflicts[0].n).toBeGreaterThan(0);
  expect(readers.replica?.state().read.primary).toBe(1);
  await readers.close();
});

test('another database is refused at the start', async () => {
  const server = { url: pair.primary.url, template: TEMPLATE, nodes: [pair.primary.url] };
  const other = await createTestDatabase({ server });
  const url = databaseUrl(pair.replica.url, new URL(other.url).pathname.slice(1));
  await answered(url);
  const opening = openReaders(database, {}, { url, behindMs: 5000, waitMs: 300 });
  await expect(opening).rejects.toMatchObject({ code: 'CONFIGURATION' });
  await other.close();
});

test('the primary itself is no replica: it is read from as ever', async () => {
  const readers = await openReaders(database, { max: 1 }, { url: database.url, behindMs: 5000, waitMs: 300 });
  expect(readers.replica?.state().trouble).toBe('NO_REPLICA');
  expect((await sql`/* test.one */ select 1 as one`.execute(readers.kysely)).rows).toEqual([{ one: 1 }]);
  expect(readers.replica?.state().read).toEqual({ replica: 0, primary: 1 });
  await readers.close();
});

test('a replica that says nothing any more keeps nobody waiting for long', async () => {
  pair.replica.freeze();
  try {
    const asked = Array.from({ length: 4 }, () => ask(rowsOf('350500')));
    const answers = await Promise.all(asked);
    for (const answer of answers) expect(answer).toMatchObject({ status: 200, data: rows(ALL + EARLIER) });
    expect(Math.max(...answers.map(({ ms }) => ms))).toBeLessThan(4500);
    expect(state()?.trouble).toBe('UNREACHABLE');
  } finally {
    pair.replica.thaw();
  }
  await expect.poll(isUsed, { timeout: 10_000 }).toBe(true);
});

test('kill -9 of the replica under eight readers: every answer is right, and it is read from again', async () => {
  const heard: { readonly status: number; readonly right: boolean; readonly ms: number }[] = [];
  let busy = true;
  const readers = Array.from({ length: READERS }, async (_, reader) => {
    for (let turn = reader; busy; turn += READERS) {
      const county = 1 + (turn % COUNTIES);
      const { status, data, ms } = await ask(rowsOf(countyCode(county)));
      heard.push({ status, ms, right: JSON.stringify(data) === JSON.stringify(rows(10 * county + 5)) });
    }
  });
  await pause(300);
  await pair.replica.kill();
  await pause(1500);
  expect(isUsed()).toBe(false);
  const ready = await world.app.fetch(new Request('http://anlan.test/ready'));
  expect(ready.status).toBe(200);
  expect(await ready.json()).toMatchObject({ ready: true, replica: { used: false, trouble: 'UNREACHABLE' } });
  const away = read().replica;
  await pause(300);
  expect(read().replica).toBe(away);
  await pair.replica.start();
  await expect.poll(() => read().replica, { timeout: 10_000 }).toBeGreaterThan(away);
  busy = false;
  await Promise.all(readers);
  expect(heard.length).toBeGreaterThan(40);
  expect(heard.filter(({ status, right }) => status !== 200 || !right)).toEqual([]);
  const waits = heard.map(({ ms }) => ms).toSorted((a, b) => a - b);
  console.log(
    `${heard.length} answers, none refused or wrong; ${waits.at(-1)?.toFixed()} ms the longest, ${waits[waits.length >> 1]?.toFixed()} ms half of them`,
  );
});
