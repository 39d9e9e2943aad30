import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { documentHash, trustDocument } from '../../src/access/trusted-documents.ts';
import { fillLand } from './land.ts';
import { type Answer, createWorld, type World } from './world.ts';

const KNOWN = 'query Who { viewer { agency } }';
let world: World;
let limited: string;

beforeAll(async () => {
  world = await createWorld(fillLand);
  limited = await world.key(['indicators:read'], undefined, { trustedOnly: true });
  await trustDocument(world.database.db, 'who.graphql', KNOWN);
});
afterAll(() => world.close());

async function ask(body: object): Promise<Answer> {
  return (await (await world.post(body, { authorization: `Bearer ${limited}` })).json()) as Answer;
}

test('a key of registered operations runs these, by text and by hash', async () => {
  for (const body of [
    { query: KNOWN },
    { documentId: documentHash(KNOWN) },
    { documentId: `sha256:${documentHash(KNOWN)}` },
  ]) {
    expect((await ask(body)).data).toEqual({ viewer: { agency: 'test' } });
  }
});

test('and nothing else', async () => {
  for (const query of ['{ viewer { agency } }', `${KNOWN} `, '{ __schema { types { name } } }']) {
    const { data, errors } = await ask({ query });
    expect([data, errors?.[0]?.extensions.code]).toEqual([undefined, 'FORBIDDEN']);
  }
  expect((await ask({ documentId: '0'.repeat(64) })).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
});

test.each([{ documentId: 'x' }, { documentId: documentHash(KNOWN), query: KNOWN }, { documentId: 7 }, {}])(
  '%o is no request',
  async (body) => {
    expect((await ask(body)).errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  },
);

test('other keys run what they like, and may name registered operations too', async () => {
  expect((await world.ask('{ viewer { agency } }')).errors).toBeUndefined();
  const response = await world.post({ documentId: documentHash(KNOWN) });
  expect(await response.json()).toMatchObject({ data: { viewer: { agency: 'test' } } });
});

describe('by GET', () => {
  const TABLE = `query Table($period: Period!) { region(code: "350500000000") { indicator(code: "mediation.found", period: $period) { value } } }`;
  const ROWS = 'query Rows { mediations(within: "350500", first: 1) { nodes { id } } }';
  const CHANGE = 'mutation Change { revokeKey(id: "nobody00") { keyId } }';
  const TOLD = 'subscription Told { dataChanged { version { version } } }';

  beforeAll(async () => {
    for (const document of [TABLE, ROWS, CHANGE, TOLD]) await trustDocument(world.database.db, 'x', document);
  });

  const get = (words: Record<string, string>, headers: Record<string, string> = {}, key = limited, method = 'GET') =>
    world.app.fetch(
      new Request(`http://anlan.test/graphql?${new URLSearchParams(words)}`, {
        method,
        headers: { authorization: `Bearer ${key}`, ...headers },
      }),
    );
  const table = (period: string) => ({ documentId: documentHash(TABLE), variables: JSON.stringify({ period }) });

  test('a registered operation is answered, and 304 while nothing has changed', async () => {
    const first = await get(table('2021'));
    expect(first.status).toBe(200);
    expect(await first.json()).toMatchObject({ data: { region: { indicator: { value: 780 } } } });
    expect(first.headers.get('cache-control')).toBe('private, no-cache');
    expect(first.headers.get('vary')).toContain('authorization');
    const tag = first.headers.get('etag') ?? '';
    const same = await get(table('2021'), { 'if-none-match': tag });
    expect([same.status, await same.text(), same.headers.get('etag')]).toEqual([304, '', tag]);
    expect((await get(table('2020'), { 'if-none-match': tag })).status).toBe(200);
    await world.database.pool.query(`insert into imports (id, kind, dataset, started_at)
      select max(id) + 1, 'data', 'mediations', now() from imports`);
    await world.app.refresh();
    expect((await get(table('2021'), { 'if-none-match': tag })).status).toBe(200);
  });

  test('with a key in force only, also when the answer is known', async () => {
    const tag = (await get(table('2021'))).headers.get('etag') ?? '';
    for (const headers of [{ authorization: 'Bearer x' }, { authorization: '' }]) {
      expect((await get(table('2021'), { 'if-none-match': tag, ...headers })).status).toBe(401);
    }
  });

  test('rows are not to be kept', async () => {
    const key = await world.key(['records:read']);
    const response = await get({ documentId: documentHash(ROWS) }, {}, key);
    expect([response.status, response.headers.get('cache-control')]).toEqual([200, 'no-store']);
  });

  test.each<[string, Record<string, string>, number]>([
    ['a text', { query: KNOWN }, 405],
    ['nothing', {}, 405],
    ['a text beside a hash', { documentId: documentHash(KNOWN), query: KNOWN }, 400],
    ['a hash that is not registered', { documentId: '0'.repeat(64) }, 400],
    ['no hash', { documentId: 'x' }, 400],
    ['variables that are no JSON', { documentId: documentHash(TABLE), variables: '{' }, 400],
    ['variables that are a list', { documentId: documentHash(TABLE), variables: '[]' }, 400],
    ['a change', { documentId: documentHash(CHANGE) }, 405],
    ['a subscription', { documentId: documentHash(TOLD) }, 405],
    ['a key in the address', { documentId: documentHash(KNOWN), key: 'x' }, 400],
  ])('%s is refused', async (_what, words, status) => {
    const response = await get(words, {}, await world.key(['indicators:read', 'keys:manage']));
    const body = (await response.json()) as Answer;
    expect([response.status, body.data]).toEqual([status, undefined]);
    expect(response.headers.get('cache-control')).toBe('no-store');
  });

  describe.each([
    [
      'a change',
      'mutation',
      (name: string) =>
        `mutation ${name} { createKey(input: { agency: "甲", purpose: "${name}", scopes: [INDICATORS_READ], days: 1 }) { keyId } }`,
    ],
    [
      'a subscription',
      'subscription',
      (name: string) =>
        `subscription ${name} { dataChanged(within: "350500000000", indicators: ["mediation.found"], after: "0") { version } }`,
    ],
  ])('%s', (_what, kind, text) => {
    const made = async () => {
      const { rows } = await world.database.pool.query<{ n: number }>(
        "select count(*)::int as n from api_keys where agency = '甲'",
      );
      return rows[0]?.n ?? 0;
    };
    const key = () => world.key(['indicators:read', 'keys:manage']);
    const byGet = async (own: string, document: string) => {
      const response = await get({ documentId: documentHash(document) }, {}, own);
      const { errors } = (await response.json()) as Answer;
      expect([response.status, errors?.[0]?.extensions.code, response.headers.get('allow')]).toEqual([
        405,
        'METHOD_NOT_ALLOWED',
        'POST',
      ]);
    };
    const byPost = async (own: string, body: object) => {
      const response = await world.post(body, {
        authorization: `Bearer ${own}`,
        ...(kind === 'mutation' ? {} : { accept: 'text/event-stream' }),
      });
      if (kind === 'mutation') expect(((await response.json()) as Answer).errors).toBeUndefined();
      else {
        const reader = response.body?.getReader();
        let told = '';
        while (!told.includes('"dataChanged"')) told += new TextDecoder().decode((await reader?.read())?.value);
        await reader?.cancel();
        expect(told).toMatch(/"dataChanged":\{"version":\d+\}/);
      }
    };
    test.each(['Get first', 'Post first'])('%s: refused by GET and run by POST, time and again', async (order) => {
      const document = text(`${kind}${order.replace(' ', '')}`);
      await trustDocument(world.database.db, 'x', document);
      const own = await key();
      const before = await made();
      const steps = [
        () => byGet(own, document),
        () => byPost(own, { query: document }),
        () => byPost(own, { documentId: documentHash(document) }),
      ];
      if (order === 'Post first') steps.reverse();
      for (let time = 0; time < 4; time++) for (const step of steps) await step();
      expect((await made()) - before).toBe(kind === 'mutation' ? 8 : 0);
    });
  });

  test('and by no other method', async () => {
    for (const method of ['HEAD', 'PUT', 'DELETE', 'OPTIONS']) {
      expect((await get({ documentId: documentHash(KNOWN) }, {}, limited, method)).status).toBe(405);
    }
    const twice = await world.app.fetch(
      new Request(`http://anlan.test/graphql?documentId=${documentHash(KNOWN)}&documentId=${documentHash(KNOWN)}`, {
        headers: { authorization: `Bearer ${limited}` },
      }),
    );
    expect(twice.status).toBe(400);
  });
});
