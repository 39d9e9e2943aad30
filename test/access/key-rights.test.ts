import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mintKey } from '../../src/access/key.ts';
import { createKeyCheck } from '../../src/access/key-check.ts';
import { createKey, showKey } from '../../src/access/keys.ts';
import { keysIn } from '../../src/access/keys-in-text.ts';
import type { NewKey } from '../../src/access/new-key.ts';
import { rotateKey } from '../../src/access/rotate-key.ts';
import { DEFAULT_BUDGETS, type Viewer } from '../../src/access/viewer.ts';
import { createTestDatabase, type TestDatabase } from '../database.ts';
import { seed } from '../seed.ts';

let database: TestDatabase;
const [CITY, COUNTY, OTHER] = ['350500000000', '350505000000', '350200000000'];

beforeAll(async () => {
  database = await createTestDatabase();
  const land = seed(database.db);
  const city = await land.region('city', '泉州市', null, { code: CITY });
  await land.region('county', '泉港区', city, { code: COUNTY });
  await land.region('city', '厦门市', null, { code: OTHER });
});
afterAll(() => database.close());

const wanted: NewKey = { agency: '公安局', scopes: ['indicators:read'], reach: null, days: 30 };
const viewerOf = async (text: string): Promise<Viewer> => {
  const viewer = await createKeyCheck({ db: database.db, clock: () => performance.now() })(text);
  if (viewer === null) throw new Error('expected a key in force');
  return viewer;
};
const make = async (more: Partial<NewKey>) => viewerOf((await createKey(database.db, { ...wanted, ...more })).text);

describe('a new key', () => {
  test.each<[string, Partial<NewKey>]>([
    ['restricted with records', { disclosure: 'restricted', scopes: ['indicators:read', 'records:read'] }],
    ['restricted with imports', { disclosure: 'restricted', scopes: ['imports:write'] }],
    ['an unknown dataset', { datasets: ['nothing'] }],
    ['no dataset at all', { datasets: [] }],
    ['a budget of nothing', { budgets: { concurrency: 0 } }],
  ])('%s is refused', async (_what, more) => {
    const made = createKey(database.db, { ...wanted, ...more }, { datasets: ['mediations'] });
    await expect(made).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  test('keeps its rights, budgets, purpose and agreement', async () => {
    const { id } = await createKey(database.db, {
      ...wanted,
      datasets: ['mediations'],
      disclosure: 'restricted',
      trustedOnly: true,
      budgets: { concurrency: 3 },
      purpose: '年度研判',
      agreement: '2026-017',
    });
    expect(await showKey(database.db, id)).toMatchObject({
      datasets: ['mediations'],
      disclosure: 'restricted',
      trustedOnly: true,
      ...DEFAULT_BUDGETS,
      concurrency: 3,
      purpose: '年度研判',
      agreement: '2026-017',
      daysLeft: 29,
    });
  });
});

describe('a key gives only what it has', () => {
  const limited = {
    scopes: ['indicators:read', 'keys:manage'],
    reach: [CITY],
    datasets: ['mediations', 'cases'],
    budgets: { concurrency: 5 },
  } as const satisfies Partial<NewKey>;
  const within = { reach: [COUNTY], datasets: ['cases'], budgets: { concurrency: 5 } } satisfies Partial<NewKey>;

  test('within its own limits it can, and is named as the giver', async () => {
    const giver = await make(limited);
    const { id } = await createKey(database.db, { ...wanted, ...within }, { giver });
    expect((await showKey(database.db, id)).createdBy).toBe(giver.keyId);
  });

  test.each<[string, Partial<NewKey>]>([
    ['records:read', { scopes: ['records:read'] }],
    ['reach', { reach: [OTHER] }],
    ['reach', { reach: null }],
    ['reach', { reach: [COUNTY, OTHER] }],
    ['datasets', { datasets: ['patrols'] }],
    ['datasets', { datasets: null }],
    ['concurrency', { budgets: { concurrency: 6 } }],
  ])('%s beyond it is refused', async (lacking, more) => {
    const made = createKey(database.db, { ...wanted, ...within, ...more }, { giver: await make(limited) });
    await expect(made).rejects.toMatchObject({ code: 'FORBIDDEN', details: { lacking: [lacking] } });
  });

  test('a restricted key gives no exact one, a key of registered operations none without', async () => {
    const giver = await make({
      scopes: ['indicators:read', 'keys:manage'],
      disclosure: 'restricted',
      trustedOnly: true,
    });
    const made = createKey(database.db, wanted, { giver });
    await expect(made).rejects.toMatchObject({ details: { lacking: ['disclosure', 'operations'] } });
  });
});

describe('rotation', () => {
  test('both keys open during the overlap, with the same rights; then only the new one', async () => {
    const old = await createKey(database.db, { ...wanted, reach: [CITY], disclosure: 'restricted', agreement: 'A1' });
    const fresh = await rotateKey(database.db, old.id, { overlapDays: 1 });
    const [before, after] = [await viewerOf(old.text), await viewerOf(fresh.text)];
    expect(before.daysLeft).toBe(0);
    expect({ ...after, keyId: '', expiresAt: null, daysLeft: 0 }).toEqual({ ...before, keyId: '', expiresAt: null });
    expect(after.daysLeft).toBe(29);
    expect(await showKey(database.db, fresh.id)).toMatchObject({ replaces: old.id, agreement: 'A1' });
    await sql`update api_keys set expires_at = now() where id = ${old.id}`.execute(database.db);
    await expect(viewerOf(old.text)).rejects.toThrow();
  });

  test('without overlap the old key is dead at once; a second rotation of it is refused', async () => {
    const old = await createKey(database.db, wanted);
    await rotateKey(database.db, old.id, { overlapDays: 0 });
    await expect(viewerOf(old.text)).rejects.toThrow();
    await expect(rotateKey(database.db, old.id, { overlapDays: 0 })).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  test.each([-1, 8, Number.NaN])('an overlap of %d days is refused', async (overlapDays) => {
    const { id } = await createKey(database.db, wanted);
    await expect(rotateKey(database.db, id, { overlapDays })).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  });
});

test('whole keys are found in a text, ids and look-alikes are not', () => {
  const { id, text } = mintKey();
  const wrong = text.replace(/.$/, (last) => (last === '0' ? '1' : '0'));
  expect(keysIn(`a\nkey=${text};${wrong}\nanlan_${id}_…`)).toEqual([{ line: 2, id }]);
});
