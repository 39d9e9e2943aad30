import { request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isLostConnection } from '../../src/db/connections/lost-connection.ts';
import { createDatabase } from '../../src/db/connections/pool.ts';
import { readingFor } from '../../src/db/reading.ts';
import { type Listening, listen } from '../../src/server/listen.ts';
import { fillLand } from '../api/land.ts';
import { createWorld, type World } from '../api/world.ts';

let world: World;
let listening: Listening;
beforeAll(async () => {
  world = await createWorld(fillLand);
  listening = await listen({ host: '127.0.0.1', port: 0 });
  listening.serve(world.app.listener);
});
afterAll(async () => {
  await listening.drain();
  await world.close();
});

const sleeping = () => world.database.running('/* test.slow */');

test('a statement is cancelled in the database when the signal is raised', async () => {
  const leaving = new AbortController();
  const slow = sql`/* test.slow */ select pg_sleep(30)`.execute(
    readingFor({ db: world.database.db, signal: () => leaving.signal }),
  );
  const outcome = slow.catch((error: unknown) => error);
  await expect.poll(sleeping).toBe(1);
  leaving.abort();
  expect(await outcome).toMatchObject({ name: 'AbortError' });
  await expect.poll(sleeping, { timeout: 2000 }).toBe(0);
});

test('a client that leaves takes its statements with it', async () => {
  // What every read of a region goes through is made slow from outside.
  await world.database.pool.query(`
    alter table cells rename to cells_kept;
    create view cells as /* test.slow */ select cells_kept.* from cells_kept, pg_sleep(30)`);
  await world.database.replayed();
  try {
    const key = await world.key();
    const { hostname, port } = new URL(listening.url);
    const client = request({
      hostname,
      port,
      path: '/graphql',
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
    });
    client.on('error', () => {});
    client.end(
      JSON.stringify({
        query: '{ region(code: "350500") { indicator(code: "mediation.found", period: "2021") { value } } }',
      }),
    );
    const active = () => world.database.running('engine.ledger');
    await expect.poll(active, { timeout: 5000 }).toBe(1);
    client.destroy();
    await expect.poll(active, { timeout: 3000 }).toBe(0);
  } finally {
    await world.database.pool.query('drop view cells; alter table cells_kept rename to cells');
    await world.database.replayed();
  }
  expect(
    (await world.ask('{ region(code: "350500") { indicator(code: "mediation.found", period: "2021") { value } } }'))
      .errors,
  ).toBeUndefined();
});

test('a read whose connection is lost is read again', async () => {
  const reading = sql<{ pid: number }>`/* test.slow */ select pg_backend_pid() as pid, pg_sleep(0.5)`.execute(
    readingFor({ db: world.database.db, signal: () => new AbortController().signal }),
  );
  const rows = reading.then(({ rows }) => rows);
  await expect.poll(sleeping).toBe(1);
  await world.database.pool.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and query like '%/* test.slow */%' and pid <> pg_backend_pid()`,
  );
  expect(await rows).toHaveLength(1);
});

test('what waits for a connection too long is told that the database is away', async () => {
  const narrow = createDatabase({
    url: world.database.url,
    max: 1,
    waitMs: 200,
    patienceMs: 0,
    statementTimeoutMs: 5000,
  });
  try {
    const busy = sql`select pg_sleep(1)`.execute(narrow.kysely);
    await pause(50);
    const began = performance.now();
    const refused = await sql`select 1`.execute(narrow.kysely).catch((error: unknown) => error);
    expect(isLostConnection(refused)).toBe(true);
    expect(performance.now() - began).toBeLessThan(900);
    await busy;
    const { rows } = await sql<{ idle: string; lock: string }>`
      select current_setting('idle_in_transaction_session_timeout') as idle, current_setting('lock_timeout') as lock`.execute(
      narrow.kysely,
    );
    expect(rows).toEqual([{ idle: '1min', lock: '5s' }]);
  } finally {
    await narrow.close();
  }
});
