import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createKey } from '../../src/access/keys.ts';
import { countyCode, fillLand } from '../api/land.ts';
import { requireCleanLogs } from '../clean-log.ts';
import { createTestDatabase, type TestDatabase } from '../database.ts';
import { startServer } from './server-process.ts';

let database: TestDatabase;
let folder: string;
let key: string;

beforeAll(async () => {
  database = await createTestDatabase();
  await fillLand(database.db);
  folder = await mkdtemp(join(tmpdir(), 'anlan-operation-'));
  const plenty = { costBurst: 1e9, costPerMinute: 1e9, requestsPerMinute: 1e9, concurrency: 1000 };
  key = (
    await createKey(database.db, { agency: 'test', scopes: ['indicators:read'], reach: null, days: 1, budgets: plenty })
  ).text;
});
afterAll(async () => {
  await database.close();
  await requireCleanLogs(folder);
  await rm(folder, { recursive: true });
});

async function start(env: Record<string, string> = {}) {
  const server = await startServer({ DATABASE_URL: database.url, DATA_DIR: folder, ...env });
  const ask = (query: string, more: RequestInit = {}) =>
    fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
      body: JSON.stringify({ query }),
      ...more,
    });
  return { ...server, ask };
}

const VALUE = 'query Found { region(code: "350500") { indicator(code: "mediation.found", period: "2021") { value } } }';

test('metrics are for this machine and for whoever has the token; the log has a line for each request', async () => {
  const server = await start({ METRICS_TOKEN: 'a-token-of-some-length' });
  // A quarter is not in the first view, which the server reads before anybody comes.
  const answer = await server.ask(VALUE.replace('2021', '2021-Q1'));
  expect(await answer.json()).toMatchObject({ data: { region: { indicator: { value: expect.any(Number) } } } });
  const id = answer.headers.get('x-request-id');
  const metrics = (headers: Record<string, string> = {}) => fetch(`${server.url}/metrics`, { headers });
  const text = await (await metrics()).text();
  const [, keyId = ''] = key.split('_');
  expect(text).toContain(`anlan_requests_total{operation="Found",key="${keyId}",status="200"} 1`);
  expect(text).toMatch(/anlan_statement_seconds_count\{statement="engine\.ledger",failed="false"\} [1-9]/);
  expect(text).toContain('anlan_pool_connections{state="idle"}');
  expect(text).toContain('anlan_data_version 4');
  if (database.replica !== undefined) {
    expect(text).toContain('anlan_replica_used 1');
    expect(text).toMatch(/anlan_reads_total\{from="replica"\} [1-9]/);
  }
  expect(text).toContain('nodejs_eventloop_lag_p99_seconds');
  expect((await metrics({ 'x-forwarded-for': '10.1.1.1' })).status).toBe(404);
  const far = { 'x-forwarded-for': '10.1.1.1', authorization: 'Bearer a-token-of-some-length' };
  expect((await metrics(far)).status).toBe(200);
  expect((await metrics({ ...far, authorization: 'Bearer a-token-of-same-length' })).status).toBe(404);
  server.child.kill('SIGTERM');
  expect(await server.ended).toEqual({ code: 0, err: '' });
  const lines = (await readFile(join(folder, 'logs', 'server.log'), 'utf8'))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines.find(({ requestId }) => requestId === id)).toMatchObject({
    msg: 'request',
    key: keyId,
    operation: 'Found',
    status: 200,
    statements: { 'engine.ledger': 1 },
  });
});

test.each(['1', '2'])('forty requests in flight at SIGTERM are all answered, with %s processes', async (workers) => {
  const server = await start({ WORKERS: workers });
  // Every process opens its connections first: what is measured is the end, not the beginning.
  const warm = Array.from({ length: 40 }, (_, at) => server.ask(VALUE.replace('2021', `20${10 + at}`)));
  for (const one of await Promise.all(warm)) await one.text();
  const holder = await database.pool.connect();
  try {
    // Nothing is answered until the server has been told to end.
    await holder.query('begin; lock table cell_years in access exclusive mode');
    await database.replayed();
    const periods = ['2021', '2020', '2021-Q1', '2021-Q2'];
    const inFlight = Array.from({ length: 40 }, (_, at) =>
      server.ask(VALUE.replace('350500', countyCode((at % 12) + 1)).replace('2021', periods[at % 4] ?? '')),
    );
    const active = () => database.running('engine.ledger');
    await expect.poll(active, { timeout: 10_000, interval: 10 }).toBeGreaterThan(1);
    await pause(300);
    server.child.kill('SIGTERM');
    await pause(100);
    await holder.query('rollback');
    const answers = await Promise.all(inFlight.map(async (one) => (await one).status));
    expect(answers, server.err()).toEqual(Array(40).fill(200));
    expect((await server.ended).code).toBe(0);
  } finally {
    holder.release(true);
  }
});
