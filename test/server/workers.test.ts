import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createKey } from '../../src/access/keys.ts';
import { TIMES } from '../../src/server/limits.ts';
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

/** The processes of which the log says that they serve, also those that have ended. */
async function serving(): Promise<readonly number[]> {
  const lines = (await readFile(join(folder, 'logs', 'server.log'), 'utf8')).trim().split('\n');
  return lines
    .map((line) => JSON.parse(line))
    .flatMap(({ msg, pid }) => (msg === 'a server process serves' ? [pid] : []));
}

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
  // The server says its address as soon as one of them serves.
  await expect.poll(async () => (await serving()).length, { timeout: 30_000 }).toBe(2);
  const before = await workers();
  expect(new Set(before)).toEqual(new Set(await serving()));
  const [killed = 0] = before;
  const holder = await database.pool.connect();
  try {
    await holder.query('begin');
    await holder.query('lock table mediations in access exclusive mode');
    await database.replayed();
    const sent: Promise<number>[] = [];
    for (let at = 0; at <= CONCURRENCY; at++) {
      sent.push(status().catch(() => 0));
      // Those that come one after the other go to one process and to the other in turns.
      await pause(100);
    }
    expect(await Promise.race(sent)).toBe(429);
    process.kill(killed, 'SIGKILL');
    expect(await Promise.race(sent.map(async (code) => ((await code) === 429 ? new Promise(() => {}) : code)))).toBe(0);
    await holder.query('rollback');
    const answers = await Promise.all(sent);
    expect(new Set(answers)).toEqual(new Set([0, 200, 429]));
    expect(answers.filter((code) => code === 429)).toHaveLength(1);
  } finally {
    holder.release(true);
  }
  await expect.poll(async () => (await workers()).length, { timeout: 30_000 }).toBe(2);
  expect(await workers()).not.toContain(killed);
  await expect.poll(async () => (await serving()).length, { timeout: 30_000 }).toBe(3);
  await expect
    .poll(() => Promise.all(Array.from({ length: CONCURRENCY }, () => status().catch(() => 0))), { timeout: 30_000 })
    .toEqual(Array(CONCURRENCY).fill(200));
});

test('told to end, the processes are gone as soon as nothing is in flight, and not when they are ended by force', async () => {
  server.child.kill('SIGTERM');
  const late = pause(TIMES.drain, 'late', { ref: false });
  expect(await Promise.race([server.ended, late])).toMatchObject({ code: 0 });
});
