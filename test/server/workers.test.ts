import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createKey } from '../../src/access/keys.ts';
import { fillLand } from '../api/land.ts';
import { requireCleanLogs } from '../clean-log.ts';
import { createTestDatabase, type TestDatabase } from '../database.ts';
import { type ServerProcess, startServer } from './server-process.ts';

const CONCURRENCY = 4;

let database: TestDatabase;
let folder: string;
let server: ServerProcess;
let key: string;

beforeAll(async () => {
  database = await createTestDatabase();
  await fillLand(database.db);
  folder = await mkdtemp(join(tmpdir(), 'anlan-workers-'));
  const budgets = { costBurst: 1e9, costPerMinute: 1e9, requestsPerMinute: 1e9, concurrency: CONCURRENCY };
  const scopes = ['indicators:read', 'records:read'] as const;
  key = (await createKey(database.db, { agency: 'test', scopes, reach: null, days: 1, budgets })).text;
  server = await startServer({ DATABASE_URL: database.url, DATA_DIR: folder, WORKERS: '2' });
});
afterAll(async () => {
  server.child.kill('SIGTERM');
  await server.ended;
  await database.close();
  await requireCleanLogs(folder);
  await rm(folder, { recursive: true });
});

async function workers(): Promise<readonly number[]> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'ppid=,pid=']);
  return stdout
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number))
    .filter(([parent]) => parent === server.child.pid)
    .map(([, pid = 0]) => pid);
}

const QUERY = '{ mediations(within: "350500") { totalCount } }';

/** Over a connection of its own, so that it comes to another process than the one before. */
async function status(): Promise<number> {
  const response = await fetch(`${server.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${key}`, connection: 'close' },
    body: JSON.stringify({ query: QUERY }),
  });
  await response.text();
  return response.status;
}

test('the metrics of two processes are added up, but not what is the same for both', async () => {
  for (let time = 0; time < 6; time++) expect(await status()).toBe(200);
  const text = await (await fetch(`${server.url}/metrics`)).text();
  expect(text).toMatch(/^anlan_requests_total\{operation="unnamed",key="\w+",status="200"\} 6$/m);
  expect(text).toMatch(/^anlan_data_version 4$/m);
});

test('a process that is killed is replaced, and what it had in flight is given back to the keys', async () => {
  const before = await workers();
  expect(before).toHaveLength(2);
  await database.pool.query(
    'alter table mediations rename to mediations_kept; create view mediations as select m.* from mediations_kept m, pg_sleep(2)',
  );
  await database.replayed();
  const [killed = 0] = before;
  try {
    const inFlight = Array.from({ length: CONCURRENCY }, () => status().catch(() => 0));
    await expect.poll(async () => status(), { timeout: 10_000 }).toBe(429);
    process.kill(killed, 'SIGKILL');
    const answers = await Promise.all(inFlight);
    expect(answers).toContain(0);
    expect(answers.filter((code) => code !== 0 && code !== 200)).toEqual([]);
  } finally {
    await database.pool.query('drop view mediations; alter table mediations_kept rename to mediations');
  }
  await expect.poll(async () => (await workers()).length, { timeout: 30_000 }).toBe(2);
  expect(await workers()).not.toContain(killed);
  await expect
    .poll(() => Promise.all(Array.from({ length: CONCURRENCY }, () => status().catch(() => 0))), { timeout: 30_000 })
    .toEqual(Array(CONCURRENCY).fill(200));
});
