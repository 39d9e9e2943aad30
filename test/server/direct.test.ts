import { type IncomingMessage, request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readKey } from '../../src/access/key.ts';
import { revokeKey } from '../../src/access/keys.ts';
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

const QUERY = `query Seen($code: ID!) { region(code: $code) { name children { code
  indicators(codes: ["mediation.found", "mediation.resolved", "mediation.amount"], period: "2021") { value absence formatted }
} } }`;
const BODY = JSON.stringify({ query: QUERY, variables: { code: '350500000000' } });
/** So often that the document is known, compiled, and its answer kept. */
const TIMES = 6;

/** By a socket, as it comes, not unpacked. */
async function send(key: string, { headers = {}, body = BODY } = {}) {
  const sent = request(`${listening.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${key}`, ...headers },
  });
  sent.end(body);
  const response = await new Promise<IncomingMessage>((done, fail) => {
    sent.on('response', done);
    sent.on('error', fail);
  });
  const raw = Buffer.concat(await response.toArray());
  return { status: response.statusCode, headers: response.headers, raw };
}

const contentOf = ({ raw }: { raw: Buffer }) => {
  const { data, errors, extensions } = JSON.parse(raw.toString());
  // Compiled documents know no places in their text.
  return {
    data,
    errors: errors?.map(({ locations, ...error }: { locations?: unknown }) => error),
    disclosure: extensions?.disclosure,
  };
};

test('the same bytes from keys of other rights: each gets its own answer, however often it is known', async () => {
  const keys = await Promise.all([
    world.key(['indicators:read']),
    world.key(['indicators:read'], ['350503000000']),
    world.key(['indicators:read'], ['350504000000']),
    world.key(['indicators:read'], undefined, { datasets: ['survey_rates'] }),
    world.key(['indicators:read'], undefined, { disclosure: 'restricted' }),
    world.key(['records:read']),
    world.key(['indicators:read'], undefined, { trustedOnly: true }),
  ]);
  const anew = { 'cache-control': 'no-cache' };
  const own = [];
  for (const key of keys) own.push(contentOf(await send(key, { headers: anew })));
  expect(new Set(own.map((one) => JSON.stringify(one))).size).toBe(keys.length);
  expect(own[4]?.disclosure.withheld).toBeGreaterThan(0);
  for (let time = 0; time < TIMES; time++) {
    for (const [at, key] of keys.entries()) {
      expect(contentOf(await send(key))).toEqual(own[at]);
      expect(contentOf(await send(key, { headers: anew }))).toEqual(own[at]);
    }
  }
});

test('plain, gzip and br hold the same, also of an answer that is kept; etag and headers stay', async () => {
  const key = await world.key();
  const first = await send(key);
  for (let time = 0; time < TIMES; time++) {
    for (const [coding, open] of [
      ['identity', (bytes: Buffer) => bytes],
      ['gzip', gunzipSync],
      ['br', brotliDecompressSync],
    ] as const) {
      const answer = await send(key, { headers: { 'accept-encoding': coding } });
      expect(answer.headers).toMatchObject({
        'content-type': 'application/json; charset=utf-8',
        etag: first.headers.etag,
        vary: 'accept-encoding',
        'anlan-cost': first.headers['anlan-cost'],
        'ratelimit-limit': first.headers['ratelimit-limit'],
        'content-length': String(answer.raw.length),
      });
      expect(
        Object.keys(answer.headers)
          .filter((name) => name !== 'content-encoding')
          .sort(),
      ).toEqual(Object.keys(first.headers).sort());
      expect(answer.headers['content-encoding']).toBe(coding === 'identity' ? undefined : coding);
      expect(answer.headers['x-request-id']).not.toBe(first.headers['x-request-id']);
      expect(contentOf({ raw: open(answer.raw) })).toEqual(contentOf(first));
    }
  }
});

test('one question of equal keys that comes many times at once is worked out once, and charged to each', async () => {
  const known = await world.key();
  for (let time = 0; time < TIMES; time++) await send(known, { headers: { 'cache-control': 'no-cache' } });
  const ledger = () => world.database.statements.filter((text) => text.includes('/* engine.ledger')).length;
  const asked = async (code: string, keys: readonly string[]) => {
    const before = ledger();
    const body = JSON.stringify({ query: QUERY, variables: { code } });
    const answers = await Promise.all(keys.map((key) => send(key, { body })));
    return { answers, statements: ledger() - before };
  };
  const budgets = { costBurst: 1000, costPerMinute: 1, requestsPerMinute: 100, concurrency: 10 };
  const keys = await Promise.all(
    Array.from({ length: 4 }, () => world.key(['indicators:read'], undefined, { budgets })),
  );
  // Keys are looked up first, so that all are answered directly.
  await Promise.all(keys.map((key) => send(key)));
  const { answers, statements } = await asked('350501000000', [...keys, ...keys]);
  expect(statements).toBe(1);
  const told = answers.map(contentOf);
  expect(told.every(({ data, errors }) => data?.region.children.length === 1 && errors === undefined)).toBe(true);
  expect(new Set(told.map((one) => JSON.stringify(one))).size).toBe(1);
  expect(new Set(answers.map(({ headers }) => headers['x-request-id'])).size).toBe(8);
  const [first, , , , last] = answers.map(({ headers }) => Number(headers['ratelimit-remaining']));
  expect((first ?? 0) - (last ?? 0)).toBe(Number(answers[0]?.headers['anlan-cost']));
  const others = await Promise.all([
    world.key(['indicators:read'], ['350500000000']),
    world.key(['indicators:read'], undefined, { disclosure: 'restricted' }),
  ]);
  await Promise.all([...keys, ...others].map((key) => send(key)));
  expect((await asked('350502000000', [...keys, ...others])).statements).toBeGreaterThan(1);
});

test('a key that was revoked is refused within a second, though its answer is kept', async () => {
  const key = await world.key();
  for (let time = 0; time < TIMES; time++) expect((await send(key)).status).toBe(200);
  await revokeKey(world.database.db, readKey(key)?.id ?? '');
  await pause(1000);
  expect((await send(key)).status).toBe(401);
});

test('points and requests are counted for known answers too, and a place in flight is given back', async () => {
  const budgets = { costBurst: 1000, costPerMinute: 1, requestsPerMinute: 8, concurrency: 1 };
  const key = await world.key(['indicators:read'], undefined, { budgets });
  const remaining = [];
  for (let time = 0; time < 8; time++) {
    const { status, headers } = await send(key);
    expect(status).toBe(200);
    remaining.push(Number(headers['ratelimit-remaining']));
  }
  const cost = 1000 - (remaining[0] ?? 0);
  expect(remaining).toEqual(remaining.map((_, at) => 1000 - cost * (at + 1)));
  expect((await send(key)).status).toBe(429);
  const poor = await world.key(['indicators:read'], undefined, {
    budgets: { ...budgets, requestsPerMinute: 100, costBurst: cost * 3 },
  });
  const statuses = [];
  for (let time = 0; time < 5; time++) statuses.push((await send(poor)).status);
  expect(statuses).toEqual([200, 200, 200, 429, 429]);
  await world.app.noted();
  const { rows } = await world.database.pool.query(
    'select key_id, requests::int, points::int from key_usage where key_id = any($1) order by requests desc',
    [[readKey(key)?.id, readKey(poor)?.id]],
  );
  expect(rows).toMatchObject([
    { requests: 8, points: 8 * cost },
    { requests: 5, points: 5 * cost },
  ]);
});

test('faults of a known document are told as before: in part, of a variable, of an operation', async () => {
  const key = await world.key(['indicators:read']);
  const bodies = [
    { query: QUERY, variables: { code: '990000000000' } },
    { query: QUERY, variables: {} },
    { query: QUERY, variables: { code: ['x'] } },
    { query: QUERY, variables: { code: '350500000000' }, operationName: 'Other' },
    { query: QUERY, variables: { code: 'a\0b' } },
  ].map((body) => JSON.stringify(body));
  const before = [];
  for (const body of bodies) before.push(contentOf(await send(key, { body })));
  for (const { errors } of before) expect(errors).toHaveLength(1);
  for (let time = 0; time < TIMES; time++) {
    await send(key);
    for (const [at, body] of bodies.entries()) expect(contentOf(await send(key, { body }))).toEqual(before[at]);
  }
});

test('the log has a line for each request', async () => {
  const key = await world.key(['indicators:read']);
  const before = world.logged.length;
  const ids = [];
  for (let time = 0; time < TIMES; time++) ids.push((await send(key)).headers['x-request-id']);
  const lines = world.logged.slice(before).filter((line) => line.includes('"request"'));
  expect(lines).toHaveLength(TIMES);
  for (const [at, id] of ids.entries()) expect(lines[at]).toContain(`"requestId":"${id}"`);
});

test('a client that breaks off within its body is not taken for a database that is away', async () => {
  // Nobody asked with it before, so that it goes the long way.
  const key = await world.key();
  const before = world.logged.length;
  const sent = request(`${listening.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${key}`, 'content-length': '1000' },
  });
  sent.on('error', () => {});
  sent.write('{"query":');
  await pause(100);
  sent.destroy();
  const told = () => world.logged.slice(before).join('\n');
  await expect.poll(told).toContain('"operation"');
  expect(told()).not.toContain('was not reached');
});
