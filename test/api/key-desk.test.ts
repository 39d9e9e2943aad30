import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listAudit } from '../../src/access/audit/list.ts';
import type { NewKey } from '../../src/access/new-key.ts';
import type { Scope } from '../../src/access/viewer.ts';
import { countyCode, fillLand } from './land.ts';
import { type Answer, createWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld(fillLand);
});
afterAll(() => world.close());

const idOf = (key: string) => key.split('_')[1] ?? '';
const CREATE = `mutation Create($input: NewKey!) { createKey(input: $input) { keyId key expiresAt } }`;
const MANAGER: readonly Scope[] = ['indicators:read', 'records:read', 'keys:manage'];

const issued = ({ data }: Answer, field = 'createKey') =>
  (data as unknown as Record<string, { keyId: string; key: string } | null>)[field];
const codeOf = ({ errors }: Answer) => errors?.[0]?.extensions.code;

async function manager(reach?: readonly string[], more?: Partial<NewKey>): Promise<string> {
  return world.key(MANAGER, reach, more);
}

async function keysOf(key: string): Promise<readonly string[]> {
  const ids: string[] = [];
  for (let after: string | null = null; ; ) {
    const { data, errors } = await world.ask(
      'query Keys($after: String) { keys(first: 5, after: $after) { totalCount nodes { keyId } pageInfo { hasNextPage endCursor } } }',
      { after },
      key,
    );
    expect(errors).toBeUndefined();
    const { keys } = data as unknown as {
      keys: {
        totalCount: number;
        nodes: { keyId: string }[];
        pageInfo: { hasNextPage: boolean; endCursor: string | null };
      };
    };
    ids.push(...keys.nodes.map(({ keyId }) => keyId));
    if (keys.pageInfo.hasNextPage) {
      after = keys.pageInfo.endCursor;
      continue;
    }
    expect(ids).toHaveLength(keys.totalCount);
    return ids;
  }
}

describe('a key that manages keys', () => {
  test('makes one that opens what it was given, and notes it with the request', async () => {
    const key = await manager([countyCode(1)]);
    const input = { agency: '第1镇', scopes: ['INDICATORS_READ'], reach: [countyCode(1)], days: 30, purpose: '月报' };
    const response = await world.post({ query: CREATE, variables: { input } }, { authorization: `Bearer ${key}` });
    const made = issued((await response.json()) as Answer);
    expect(made?.key).toMatch(new RegExp(`^anlan_${made?.keyId}_`));
    const seen = await world.ask('{ viewer { agency scopes reach { code } budgets { concurrency } } }', {}, made?.key);
    expect(seen.data).toEqual({
      viewer: {
        agency: '第1镇',
        scopes: ['INDICATORS_READ'],
        reach: [{ code: countyCode(1) }],
        budgets: { concurrency: 10 },
      },
    });
    expect(await listAudit(world.database.db, { kind: 'key.created' }, { first: 1 })).toMatchObject([
      { keyId: idOf(key), subject: made?.keyId, requestId: response.headers.get('x-request-id') },
    ]);
  });

  test.each<[string, object, string]>([
    ['a scope', { scopes: ['IMPORTS_WRITE'] }, 'FORBIDDEN'],
    ['all regions', { reach: null }, 'FORBIDDEN'],
    ['a region beside its own', { reach: [countyCode(2)] }, 'FORBIDDEN'],
    ['its own region and another', { reach: [countyCode(1), countyCode(2)] }, 'FORBIDDEN'],
    ['the region above', { reach: ['350500000000'] }, 'FORBIDDEN'],
    ['all datasets', { datasets: null }, 'FORBIDDEN'],
    ['another dataset', { datasets: ['cases'] }, 'FORBIDDEN'],
    ['a larger budget', { costBurst: 1_000_000_000 }, 'FORBIDDEN'],
    ['a region that is none', { reach: ['1'] }, 'UNKNOWN_REGION'],
    ['a dataset that is none', { datasets: ['nothing'] }, 'BAD_USER_INPUT'],
    ['two years', { days: 730 }, 'BAD_USER_INPUT'],
    ['nobody', { agency: ' ' }, 'BAD_USER_INPUT'],
  ])('cannot give %s that it lacks', async (_what, more, code) => {
    const key = await manager([countyCode(1)], {
      datasets: ['mediations'],
      budgets: { costBurst: 1_000_000, costPerMinute: 1_000_000, requestsPerMinute: 100_000, concurrency: 100 },
    });
    const fit = { agency: 'a', scopes: ['INDICATORS_READ'], reach: [countyCode(1)], datasets: ['mediations'], days: 1 };
    expect(codeOf(await world.ask(CREATE, { input: fit }, key))).toBeUndefined();
    const before = await keysOf(key);
    expect(codeOf(await world.ask(CREATE, { input: { ...fit, ...more } }, key))).toBe(code);
    expect(await keysOf(key)).toEqual(before);
  });

  test('sees, rotates and revokes keys within its reach only', async () => {
    const key = await manager([countyCode(3)]);
    const inside = await world.key(['indicators:read'], [countyCode(3).replace(/000000$/, '101000')]);
    const outside = [
      await world.key(['indicators:read'], [countyCode(4)]),
      await world.key(['indicators:read'], [countyCode(3), countyCode(4)]),
      await world.key(['indicators:read']),
    ];
    expect(await keysOf(key)).toEqual(expect.arrayContaining([idOf(key), idOf(inside)]));
    expect(await keysOf(key)).toHaveLength(2);
    for (const other of [...outside.map(idOf), 'nobody00']) {
      expect(codeOf(await world.ask(`mutation { revokeKey(id: "${other}") { keyId } }`, {}, key))).toBe('NOT_FOUND');
      expect(codeOf(await world.ask(`mutation { rotateKey(id: "${other}") { keyId } }`, {}, key))).toBe('NOT_FOUND');
    }
    for (const other of outside) expect(codeOf(await world.ask('{ viewer { agency } }', {}, other))).toBeUndefined();
    const rotated = await world.ask(
      `mutation { rotateKey(id: "${idOf(inside)}") { keyId key oldExpiresAt } }`,
      {},
      key,
    );
    // The keys of this test may spend more than usual, and so may what follows them.
    const next = issued(rotated, 'rotateKey');
    expect(rotated.errors).toBeUndefined();
    expect(codeOf(await world.ask('{ viewer { agency } }', {}, next?.key))).toBeUndefined();
    const { errors } = await world.ask(`mutation { revokeKey(id: "${next?.keyId}") { revokedAt } }`, {}, key);
    expect(errors).toBeUndefined();
    await expect
      .poll(async () => codeOf(await world.ask('{ viewer { agency } }', {}, next?.key)), { timeout: 1500 })
      .toBe('UNAUTHENTICATED');
  });

  test('keeps what came of one change when another fails', async () => {
    const key = await manager([countyCode(5)]);
    const { data, errors } = await world.ask(
      `mutation { a: createKey(input: { agency: "a", scopes: [INDICATORS_READ], reach: ["${countyCode(5)}"], days: 1 }) { key }
        b: createKey(input: { agency: "b", scopes: [IMPORTS_WRITE], reach: ["${countyCode(5)}"], days: 1 }) { key } }`,
      {},
      key,
    );
    expect(data).toEqual({ a: { key: expect.stringContaining('anlan_') }, b: null });
    expect(errors).toMatchObject([{ path: ['b'], extensions: { code: 'FORBIDDEN' } }]);
  });
});

test.each([
  '{ keys { totalCount } }',
  'mutation { revokeKey(id: "nobody00") { keyId } }',
  'mutation { rotateKey(id: "nobody00") { keyId } }',
  'mutation { createKey(input: { agency: "a", scopes: [INDICATORS_READ], days: 1 }) { keyId } }',
])('%s needs its scope', async (document) => {
  expect(codeOf(await world.ask(document))).toBe('FORBIDDEN');
});
