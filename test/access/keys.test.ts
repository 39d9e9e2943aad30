import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mintKey, readKey, withoutSecrets } from '../../src/access/key.ts';
import { createKeyCheck } from '../../src/access/key-check.ts';
import { createKey, listKeys, revokeKey } from '../../src/access/keys.ts';
import { DEFAULT_BUDGETS } from '../../src/access/viewer.ts';
import { createTestDatabase, type TestDatabase } from '../database.ts';
import { seed } from '../seed.ts';

let database: TestDatabase;
let now = 0;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

const wanted = { agency: '公安局', scopes: ['indicators:read'], reach: null, days: 30 } as const;
const createCheck = () => createKeyCheck({ db: database.db, clock: () => now });

describe('the text of a key', () => {
  test('reads back as what was minted, and holds no part of its hash', () => {
    const key = mintKey();
    expect(key.text).toMatch(/^anlan_[0-9A-Za-z]{8}_[0-9A-Za-z]{43}_[0-9A-Za-z]{6}$/);
    expect(readKey(key.text)).toEqual({ id: key.id, secretHash: key.secretHash });
    expect(mintKey().text).not.toBe(key.text);
  });

  test.each([
    ['one letter changed', (text: string) => text.replace(/.$/, (last) => (last === '0' ? '1' : '0'))],
    ['other case', (text: string) => text.toUpperCase()],
    ['cut short', (text: string) => text.slice(0, 8)],
    ['given twice', (text: string) => text + text],
    ['10 kB', () => 'a'.repeat(10_000)],
    ['SQL', () => "' or 1=1 --"],
    ['nothing', () => ''],
  ])('%s is no key', (_what, change) => {
    expect(readKey(change(mintKey().text))).toBeNull();
  });

  test('is cut to its id in logs', () => {
    const { id, text } = mintKey();
    expect(withoutSecrets(`a ${text} b`)).toBe(`a anlan_${id}_… b`);
  });
});

describe('the check of a key', () => {
  test('gives the viewer, and stores only the hash of the secret', async () => {
    const land = seed(database.db);
    const county = await land.region('county', '海沧区', null, { code: '350205000000' });
    const key = await createKey(database.db, { ...wanted, scopes: ['records:read'], reach: [county.code] });
    expect(await createCheck()(key.text)).toEqual({
      keyId: key.id,
      agency: '公安局',
      scopes: ['records:read'],
      reach: [county.code],
      datasets: null,
      disclosure: 'exact',
      trustedOnly: false,
      budgets: DEFAULT_BUDGETS,
      expiresAt: key.expiresAt,
      daysLeft: 29,
    });
    const stored = await sql`select to_jsonb(k)::text as row from api_keys k`.execute(database.db);
    expect(JSON.stringify(stored.rows)).not.toContain(key.text.split('_')[2]);
  });

  test('refuses a right id with a wrong secret', async () => {
    const key = await createKey(database.db, wanted);
    const other = mintKey();
    await sql`update api_keys set id = ${other.id} where id = ${key.id}`.execute(database.db);
    expect(await createCheck()(other.text)).toBeNull();
  });

  test('refuses an expired key by the clock of the database', async () => {
    const key = await createKey(database.db, wanted);
    await sql`update api_keys set expires_at = now() - interval '1 second' where id = ${key.id}`.execute(database.db);
    expect(await createCheck()(key.text)).toBeNull();
  });

  test('knows a connection by the key that it brought last, and by no other', async () => {
    const [key, other] = [await createKey(database.db, wanted), await createKey(database.db, wanted)];
    const check = createCheck();
    const [peer, next] = [{}, {}];
    expect(check.recent(key.text, peer)).toBeNull();
    for (const one of [key, other]) await check(one.text);
    for (const [text, id] of [
      [key.text, key.id],
      [key.text, key.id],
      [other.text, other.id],
      [`${other.text.slice(0, -1)}_`, undefined],
      [mintKey().text, undefined],
      [key.text, key.id],
    ] as const) {
      for (const from of [peer, next, undefined]) expect(check.recent(text, from)?.keyId).toBe(id);
    }
    now += 1000;
    expect(check.recent(key.text, peer)).toBeNull();
  });

  test('asks the database once a second at most, and refuses a revoked key a second later', async () => {
    const key = await createKey(database.db, wanted);
    const check = createCheck();
    const lookUps = () => database.statements.filter((text) => text.includes('/* access.key */')).length;
    expect(await check(key.text)).not.toBeNull();
    const before = lookUps();
    await revokeKey(database.db, key.id);
    now += 999;
    await check(key.text);
    expect(lookUps()).toBe(before);
    now += 1;
    expect(await check(key.text)).toBeNull();
    expect(lookUps()).toBe(before + 1);
  });
});

describe('making and revoking', () => {
  test.each([
    [{ ...wanted, agency: ' ' }, 'BAD_USER_INPUT'],
    [{ ...wanted, days: 366 }, 'BAD_USER_INPUT'],
    [{ ...wanted, days: 0.5 }, 'BAD_USER_INPUT'],
    [{ ...wanted, scopes: [] }, 'BAD_USER_INPUT'],
    [{ ...wanted, reach: ['350299000000'] }, 'UNKNOWN_REGION'],
  ])('%o is refused', async (bad, code) => {
    await expect(createKey(database.db, bad)).rejects.toMatchObject({ code });
  });

  test('an unknown id cannot be revoked; a list tells no secrets', async () => {
    await expect(revokeKey(database.db, 'zzzzzzzz')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const keys = await listKeys(database.db);
    expect(keys.length).toBeGreaterThan(0);
    expect(Object.keys(keys[0] ?? {})).not.toContain('secretHash');
  });
});
