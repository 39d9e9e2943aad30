import { afterAll, beforeAll, expect, test } from 'vitest';
import { createKeyCheck } from '../../src/access/key-check.ts';
import { createKey, revokeKey } from '../../src/access/keys.ts';
import { createDatabase, type OpenDatabase } from '../../src/db/connections/pool.ts';
import { createTestDatabase, type TestDatabase } from '../database.ts';

const TRIALS = 100;
const LONGEST_MS = 1000;

let database: TestDatabase;
let peers: readonly OpenDatabase[];

beforeAll(async () => {
  database = await createTestDatabase();
  peers = [1, 2].map(() => createDatabase({ url: database.url, max: 2 }));
});
afterAll(async () => {
  for (const peer of peers) await peer.close();
  await database.close();
});

test('a revoked key is refused by two servers with warm caches once a second has passed', async () => {
  let now = 0;
  const checks = peers.map(({ kysely }) => createKeyCheck({ db: kysely, clock: () => now }));
  for (let trial = 0; trial < TRIALS; trial++) {
    const { id, text } = await createKey(database.db, {
      agency: '测试',
      scopes: ['indicators:read'],
      reach: null,
      days: 1,
    });
    for (const check of checks) expect(await check(text)).not.toBeNull();
    now += (trial * 37) % LONGEST_MS;
    await revokeKey(database.db, id);
    now += LONGEST_MS;
    expect(await Promise.all(checks.map((check) => check(text)))).toEqual([null, null]);
  }
});

test('a check that cannot ask the database lets nobody in', async () => {
  const [peer] = [createDatabase({ url: database.url, max: 1 })];
  let now = 0;
  const check = createKeyCheck({ db: peer.kysely, clock: () => now });
  const { text } = await createKey(database.db, { agency: '测试', scopes: ['indicators:read'], reach: null, days: 1 });
  expect(await check(text)).not.toBeNull();
  await peer.close();
  now += LONGEST_MS;
  await expect(check(text)).rejects.toThrow();
});
