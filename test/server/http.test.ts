import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LIMITS } from '../../src/server/limits.ts';
import { createWorld, type World } from '../api/world.ts';
import { seed } from '../seed.ts';

let world: World;

beforeAll(async () => {
  world = await createWorld(async (db) => {
    await seed(db).region('province', '福建省', null, { code: '350000000000' });
  });
});
afterAll(() => world.close());

const query = '{ viewer { agency } }';
const at = (path: string, init?: RequestInit) => world.app.fetch(new Request(`http://anlan.test${path}`, init));

async function refusal(response: Response) {
  const { errors } = (await response.json()) as { errors: { message: string; extensions: { code: string } }[] };
  expect(errors).toHaveLength(1);
  return { status: response.status, code: errors[0]?.extensions.code, message: errors[0]?.message };
}

describe('the door', () => {
  test.each([
    ['no key', { authorization: '' }],
    ['a word', { authorization: 'Bearer nonsense' }],
    ['another scheme', { authorization: 'Basic YTpi' }],
    ['a long key', { authorization: `Bearer ${'a'.repeat(10_000)}` }],
  ])('%s: 401', async (_what, headers) => {
    const response = await world.post({ query }, headers);
    expect(response.headers.get('www-authenticate')).toBe('Bearer');
    expect(await refusal(response)).toMatchObject({ status: 401, code: 'UNAUTHENTICATED' });
  });

  test.each(['GET', 'PUT', 'DELETE', 'OPTIONS'])('%s: 405', async (method) => {
    const response = await at('/graphql?query={viewer{agency}}', { method, headers: { accept: 'text/html' } });
    expect(response.headers.get('allow')).toBe('POST');
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
    expect(await refusal(response)).toMatchObject({ status: 405, code: 'METHOD_NOT_ALLOWED' });
  });

  test.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/graphql',
    'application/json, text/plain',
    'application/json; charset=gbk',
    '',
  ])('content-type %s: 415', async (type) => {
    expect(await refusal(await world.post({ query }, { 'content-type': type }))).toMatchObject({ status: 415 });
  });

  test('a compressed body: 415', async () => {
    expect(await refusal(await world.post({ query }, { 'content-encoding': 'gzip' }))).toMatchObject({ status: 415 });
  });

  test.each([
    ['broken JSON', '{"query":'],
    ['null', 'null'],
    ['a number', '7'],
    ['nothing', ''],
    ['a query that is a number', '{"query":5}'],
    ['a batch', `[${JSON.stringify({ query })}]`],
    ['variables that are a list', JSON.stringify({ query, variables: [] })],
  ])('%s: 400 without a word of the parser', async (_what, body) => {
    const { status, code, message } = await refusal(await world.post(body));
    expect({ status, code }).toEqual({ status: 400, code: 'BAD_USER_INPUT' });
    expect(message).toMatch(/^expected /);
  });

  test('a body above the limit: 413, and the connection closes', async () => {
    const response = await world.post({ query, variables: { pad: 'x'.repeat(LIMITS.bodyBytes) } });
    expect(response.headers.get('connection')).toBe('close');
    expect(await refusal(response)).toMatchObject({ status: 413, code: 'QUERY_TOO_LARGE' });
  });

  test('a byte order mark is tolerated', async () => {
    const response = await world.post(`\ufeff${JSON.stringify({ query })}`);
    expect(await response.json()).toMatchObject({ data: { viewer: { agency: 'test' } } });
  });
});

describe('what is too large is refused', () => {
  const many = (count: number, one: (at: number) => string) =>
    Array.from({ length: count }, (_, at) => one(at)).join(' ');
  const nested = (depth: number) =>
    `{ region(code: "350000000000") ${'{ parent '.repeat(depth)}{ code }${' }'.repeat(depth)} }`;
  test.each([
    ['51 aliases', `{ ${many(51, (at) => `a${at}: viewer { agency }`)} }`, '50 aliases'],
    ['1001 fields', `{ viewer { ${'agency '.repeat(1001)} } }`, '1000 fields'],
    ['13 levels', nested(13), '12 levels'],
    ['31 directives', `{ viewer { agency ${'@include(if: true) '.repeat(31)} } }`, '30 directives'],
    ['4001 tokens', `{ ${many(9, (at) => `a${at}: nodes(ids: [${'"a" '.repeat(450)}]) { id }`)} }`, '4000 words'],
    ['a long document', `# ${'x'.repeat(LIMITS.documentLength)}\n${query}`, 'characters'],
    ['a deep value', `{ nodes(ids: ${'['.repeat(1500)}) { id } }`, ''],
    ['501 items', `{ nodes(ids: [${'"a" '.repeat(501)}]) { id } }`, '500 items'],
    [
      '22 doubling fragments',
      `{ ...f0 } ${many(22, (at) => `fragment f${at} on Query { ...f${at + 1} ...f${at + 1} }`)} fragment f22 on Query { ${'a { '.repeat(13)}b${' }'.repeat(13)} }`,
      '12 levels',
    ],
  ])('%s', async (_what, document, words) => {
    const { status, code, message } = await refusal(await world.post({ query: document }));
    expect(status).toBe(400);
    expect(['QUERY_TOO_LARGE', 'GRAPHQL_PARSE_FAILED']).toContain(code);
    expect(message).toContain(words);
  });

  test('501 items in a variable, nesting in a variable, NUL in a variable', async () => {
    const ids = 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }';
    const deep = Array.from({ length: 20 }).reduce<unknown>((inner) => [inner], 'a');
    for (const value of [Array(501).fill('a'), deep, ['a\0b']]) {
      expect((await refusal(await world.post({ query: ids, variables: { ids: value } }))).status).toBe(400);
    }
  });

  test('two operations, an unknown operation, none', async () => {
    for (const body of [
      { query: `query A ${query} query B ${query}`, operationName: 'A' },
      { query: `query A ${query}`, operationName: '../../etc/passwd' },
      { query: 'fragment f on Query { viewer { agency } }' },
    ]) {
      const { status, code, message } = await refusal(await world.post(body));
      expect({ status, code }).toEqual({ status: 400, code: 'BAD_USER_INPUT' });
      expect(message).not.toContain('etc');
    }
  });

  test('what is as large as allowed is answered', async () => {
    const response = await world.post({ query: `{ ${many(50, (at) => `a${at}: viewer { agency }`)} }` });
    expect(response.status).toBe(200);
    expect((await world.post({ query: nested(10) })).status).toBe(200);
  });
});

describe('answers', () => {
  test('name the data they are made from, have an ETag, and the same answer has the same', async () => {
    const first = await world.post({ query });
    const second = await world.post({ query });
    expect(await first.json()).toEqual({
      data: { viewer: { agency: 'test' } },
      extensions: {
        data: { version: 1, asOf: expect.stringMatching(/^\d{4}-.*Z$/) },
        cost: expect.objectContaining({ requested: 2, objects: 1 }),
      },
    });
    expect(first.headers.get('etag')).toMatch(/^"[\w-]{27}"$/);
    expect(second.headers.get('etag')).toBe(first.headers.get('etag'));
    expect((await world.post({ query: '{ viewer { keyId } }' })).headers.get('etag')).not.toBe(
      first.headers.get('etag'),
    );
  });

  test('a refused request names the data too', async () => {
    const response = await world.post({ query: '{ nothing }' });
    expect(await response.json()).toMatchObject({ extensions: { data: { version: 1 } } });
  });

  test('a client that takes application/graphql-response+json is given that', async () => {
    const response = await world.post({ query }, { accept: 'application/graphql-response+json' });
    expect(response.headers.get('content-type')).toContain('application/graphql-response+json');
  });

  test('new data is noticed as it commits', async () => {
    await seed(world.database.db).source('nothing');
    await world.database.pool.query(
      `insert into imports (id, kind, dataset, started_at) values (2, 'data', 'mediations', now()); select pg_notify('anlan_data', '2')`,
    );
    await expect.poll(async () => (await world.ask(query)).extensions?.data.version).toBe(2);
  });

  test('an earlier moment is answered with the data of then', async () => {
    const ask = (asOf: string) =>
      world.ask('query ($asOf: DateTime) { region(code: "350000000000", asOf: $asOf) { code } }', { asOf });
    expect((await ask('2001-01-01T00:00:00Z')).errors?.[0]?.extensions.code).toBe('UNKNOWN_REGION');
    expect((await ask('2001-01-01T00:00:00Z')).extensions?.data).toEqual({
      version: 0,
      asOf: '1970-01-01T00:00:00.000Z',
    });
  });

  test('introspection is for key holders', async () => {
    const introspection = '{ __schema { queryType { name } } }';
    expect((await world.ask(introspection)).data).toEqual({ __schema: { queryType: { name: 'Query' } } });
    expect((await world.post({ query: introspection }, { authorization: '' })).status).toBe(401);
  });
});

describe('beside GraphQL', () => {
  test('life, readiness, pages and what is not there', async () => {
    expect(await (await at('/live')).json()).toEqual({ live: true });
    expect(await (await at('/ready')).json()).toMatchObject({ ready: true });
    expect(await (await at('/graphiql')).text()).toContain('Anlan GraphiQL');
    const page = await at('/');
    expect(await page.text()).toBe('<h1>Anlan</h1>');
    const again = await at('/', { headers: { 'if-none-match': page.headers.get('etag') ?? '' } });
    expect(again.status).toBe(304);
    expect(await again.text()).toBe('');
    for (const path of ['/nothing', '/../package.json', '/graphql/', '/index.html']) {
      expect((await at(path)).status, path).toBe(404);
    }
  });

  test('without GraphiQL its address is not there', async () => {
    expect((await at('/', { method: 'POST' })).status).toBe(404);
  });
});
