import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createKey, revokeKey } from '../../src/access/keys.ts';
import { requireCleanLogs } from '../clean-log.ts';
import { createTestDatabase, type TestDatabase } from '../database.ts';
import { type ServerProcess, startServer } from './server-process.ts';

const ROUNDS = 10;
const KEYS = 10;
const LONGEST_MS = 1000;

let database: TestDatabase;
let folder: string;
const servers: ServerProcess[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  folder = await mkdtemp(join(tmpdir(), 'anlan-two-'));
});
afterAll(async () => {
  for (const { child, ended } of servers) {
    child.kill('SIGTERM');
    await ended;
  }
  await database.close();
  await requireCleanLogs(folder);
  await rm(folder, { recursive: true });
});

async function status(url: string, key: string): Promise<number> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
    body: '{"query":"{ viewer { agency } }"}',
  });
  await response.body?.cancel();
  // A server that is too busy to look says neither yes nor no.
  return response.status === 503 ? status(url, key) : response.status;
}

async function everywhere(keys: readonly string[]): Promise<readonly number[]> {
  const codes: number[] = [];
  for (const key of keys) codes.push(...(await Promise.all(servers.map(({ url }) => status(url, key)))));
  return codes;
}

test('two processes refuse a key that was revoked a second ago, whatever they remember of it', async () => {
  for (const name of ['a', 'b']) {
    servers.push(await startServer({ DATABASE_URL: database.url, DATA_DIR: join(folder, name) }));
  }
  const found = { before: new Map<number, number>(), after: new Map<number, number>() };
  const count = (into: Map<number, number>, codes: readonly number[]) => {
    for (const code of codes) into.set(code, (into.get(code) ?? 0) + 1);
  };
  for (let round = 0; round < ROUNDS; round++) {
    const made = await Promise.all(
      Array.from({ length: KEYS }, () =>
        createKey(database.db, { agency: '测试', scopes: ['indicators:read'], reach: null, days: 1 }),
      ),
    );
    const texts = made.map(({ text }) => text);
    count(found.before, await everywhere(texts));
    // Each round at another age of what is remembered.
    await pause((round * LONGEST_MS) / ROUNDS);
    count(found.before, await everywhere(texts));
    await Promise.all(made.map(({ id }) => revokeKey(database.db, id)));
    await pause(LONGEST_MS);
    count(found.after, await everywhere(texts));
  }
  // 429 where wrong keys come too fast: refused too.
  expect([...found.before]).toEqual([[200, ROUNDS * KEYS * servers.length * 2]]);
  expect([...found.after.keys()].filter((code) => code !== 401 && code !== 429)).toEqual([]);
  expect([...found.after.values()].reduce((sum, n) => sum + n, 0)).toBe(ROUNDS * KEYS * servers.length);
}, 120_000);
