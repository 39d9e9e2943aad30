import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { LIMITS } from '../../src/server/limits.ts';
import { AGENCY, doubling, many, REFUSED } from './documents.ts';
import { codes, createTarget, type Target } from './target.ts';

let target: Target;
beforeAll(async () => {
  target = await createTarget();
});
afterAll(() => target.close());
afterEach(async () => {
  expect((await target.fire('{ viewer { agency } }')).answer.data).toEqual({ viewer: { agency: 'test' } });
});

describe('1.1 the shape of a query: refused', () => {
  test.each(REFUSED)('%d %s', async (_row, _what, document, status, code, words = '') => {
    const shot = await target.fire(document);
    expect({ status: shot.status, codes: new Set(codes(shot)) }).toEqual({ status, codes: new Set([code]) });
    expect(shot.answer.errors?.[0]?.message).toContain(words);
    expect(shot.answer.data).toBeUndefined();
    expect(shot.text.length).toBeLessThan(20_000);
  });

  test.each([-1, 0, 101, 99_999_999])('15 first: %d', async (first) => {
    const { answer } = await target.fire(`{ regions(first: ${first}) { nodes { code } } }`);
    expect(answer.errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
    expect(answer.errors?.[0]?.message).toContain('from 1 to 100');
    expect(answer.data ?? null).toBeNull();
  });

  test('12 an array of 100 operations', async () => {
    const key = await target.world.key();
    const shot = await target.send({
      headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
      body: JSON.stringify(Array(100).fill({ query: `{ ${AGENCY} }` })),
    });
    expect([shot.status, codes(shot)]).toEqual([400, ['BAD_USER_INPUT']]);
  });

  test('14 50,000 items in a variable, refused before any statement', async () => {
    target.world.database.statements.length = 0;
    const shot = await target.fire('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', {
      ids: Array(50_000).fill('a'),
    });
    expect([shot.status, codes(shot)]).toEqual([400, ['QUERY_TOO_LARGE']]);
    expect(shot.answer.errors?.[0]?.message).toContain('500');
    expect(target.world.database.statements.filter((one) => one.includes('engine.'))).toEqual([]);
  });

  test.each([
    ['nested 20,000 levels', `{"a":${'['.repeat(20_000)}${']'.repeat(20_000)}}`],
    ['nested 20,000 objects', `{"a":${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}}`],
  ])('18 variables %s', async (_what, variables) => {
    const key = await target.world.key();
    const shot = await target.send({
      headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
      body: `{"query":"{ viewer { agency } }","variables":${variables}}`,
    });
    expect(shot.status).toBe(400);
  });

  test.each(['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty'])('18 the key %s', async (name) => {
    const key = await target.world.key();
    const poison = JSON.stringify({
      query: `query ($a: ID) { ${AGENCY} region(code: "350500") { code } }`,
      variables: {},
    });
    for (const body of [
      poison.replace('"variables":{}', `"variables":{"${name}":{"polluted":true}}`),
      poison.replace('"variables":{}', `"${name}":{"polluted":true,"query":"x"}`),
      JSON.stringify({ query: `{ ${name} }` }),
      JSON.stringify({ query: `{ node(id: "${name}:1") { id } }` }),
      JSON.stringify({ query: `{ indicator(code: "${name}") { code } region(code: "${name}") { code } }` }),
      JSON.stringify({ query: `{ mediations(within: "350500", filter: { ${name}: "a" }) { totalCount } }` }),
    ]) {
      const shot = await target.send({
        headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
        body,
      });
      expect(shot.status, shot.text).toBeLessThan(500);
      expect(codes(shot)).not.toContain('INTERNAL');
    }
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  test('19 persisted queries, unknown operations and subscriptions', async () => {
    const key = await target.world.key();
    for (const body of [
      {
        extensions: {
          persistedQuery: {
            version: 1,
            sha256Hash: 'ecf4edb46db40b5132295c0291d62fb65d6759a9eedfa4d5d612dd5ec54a6b38',
          },
        },
      },
      { query: `query a { ${AGENCY} }`, operationName: '../../etc/passwd' },
      { query: 'subscription { nothing }' },
      { query: 'mutation { nothing }' },
      { query: '', id: 'overview' },
    ]) {
      const shot = await target.send({
        headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
        body: JSON.stringify(body),
      });
      expect(shot.status).toBe(400);
      expect(shot.text).not.toContain('passwd');
    }
    expect(target.world.logged.join('\n')).not.toContain('passwd');
  });
});

describe('1.1 the shape of a query: answered at a bounded cost', () => {
  test('8 22 doubling fragments are walked once each', async () => {
    const { status, answer } = await target.fire(doubling(22, AGENCY));
    expect(status).toBe(200);
    expect(answer.extensions).toMatchObject({ cost: { requested: 2, objects: 1 } });
  });

  test('8 aliases that multiply are counted', async () => {
    const three = (inner: string) => many(3, (at) => `a${at}: children { ${inner} }`);
    const shot = await target.fire(`{ region(code: "350000000000") { ...a } }
      fragment a on Region { ${three('...b')} } fragment b on Region { ${three('...c')} } fragment c on Region { ${three('code')} }`);
    expect(shot.answer.extensions).toMatchObject({ cost: { objects: 1 + 3 + 3 * 3 * 12 + 3 * 3 * 12 * 3 } });
    const twelve = many(
      10,
      (at) => `fragment f${at} on Region { ${many(4, (n) => `a${n}: parent { ...f${at + 1} }`)} }`,
    );
    expect(
      codes(await target.fire(`{ region(code: "350501101000") { ...f0 } } ${twelve} fragment f10 on Region { code }`)),
    ).toEqual([]);
    const up = many(
      10,
      (at) => `fragment f${at} on IndicatorValue { ${many(4, (n) => `a${n}: change { baseline { ...f${at + 1} } }`)} }`,
    );
    const value = `indicator(code: "mediation.found", period: "2021") { ...f0 }`;
    expect(
      codes(
        await target.fire(`{ region(code: "350500") { ${value} } } ${up} fragment f10 on IndicatorValue { value }`),
      ),
    ).toEqual(['QUERY_TOO_LARGE']);
  });

  test('17 many different documents do not stay in memory', async () => {
    const pad = '#'.padEnd(30_000, 'x');
    const before = process.memoryUsage().heapUsed;
    for (let at = 0; at < 300; at++) await target.fire(`${pad}${at}\n{ ${AGENCY} }`);
    globalThis.gc?.();
    expect((process.memoryUsage().heapUsed - before) / 1e6).toBeLessThan(100);
    expect(codes(await target.fire(`#${'x'.repeat(150_000)}\n{ ${AGENCY} }`))).toEqual(['QUERY_TOO_LARGE']);
  });

  test('20 the eleventh request of a key at a time is refused, others are answered', async () => {
    const busy = await target.world.key(['indicators:read'], undefined, {
      budgets: { costBurst: 10_000, costPerMinute: 6000, requestsPerMinute: 1000, concurrency: 10 },
    });
    const query = `{ region(code: "350000000000") { children { children { series(code: "mediation.found", from: "2019", to: "2021", by: WEEK) { value } } } } }`;
    const shots = Array.from({ length: 50 }, () => target.fire(query, {}, { authorization: `Bearer ${busy}` }));
    const other = await target.fire(
      '{ region(code: "350500") { indicator(code: "mediation.found", period: "2021") { value } } }',
    );
    expect(other.status).toBe(200);
    const statuses = (await Promise.all(shots)).map(({ status, headers }) => {
      expect(status === 429 ? headers.get('retry-after') : '1').toMatch(/^\d+$/);
      return status;
    });
    expect(statuses.filter((status) => status === 429).length).toBeGreaterThanOrEqual(10);
    expect(statuses.filter((status) => status === 200).length).toBeGreaterThanOrEqual(1);
  });

  test('21 points run out, are told, and come back', async () => {
    const poor = await target.world.key(['indicators:read'], undefined, {
      budgets: { costBurst: 10, costPerMinute: 60, requestsPerMinute: 1000, concurrency: 10 },
    });
    const ask = (at: number) =>
      target.fire(
        `{ region(code: "350500") { indicator(code: "mediation.found", period: "20${10 + at}") { value } } viewer { rateLimit { remaining requested limit } } }`,
        {},
        { authorization: `Bearer ${poor}` },
      );
    const first = await ask(0);
    expect(first.headers.get('ratelimit-limit')).toBe('10');
    expect(first.headers.get('ratelimit-remaining')).toBe(String(10 - Number(first.headers.get('anlan-cost'))));
    let refused = first;
    for (let at = 1; at < 40 && refused.status === 200; at++) refused = await ask(at);
    expect([refused.status, codes(refused)]).toEqual([429, ['RATE_LIMITED']]);
    expect(refused.answer.extensions).toMatchObject({ cost: { limit: 10 } });
    await new Promise((resolve) => setTimeout(resolve, 1000 * Number(refused.headers.get('retry-after'))));
    expect((await ask(50)).status).toBe(200);
  });

  test('22 there is no paging by offset', async () => {
    for (const argument of ['offset: 10', 'skip: 10', 'page: 2', 'last: 5', 'before: "a"']) {
      expect(codes(await target.fire(`{ regions(${argument}) { nodes { code } } }`))).toEqual([
        'GRAPHQL_VALIDATION_FAILED',
      ]);
    }
  });

  test('23 totalCount of each nested list is paid for', async () => {
    const cost = async (inner: string) => {
      const { answer } = await target.fire(
        `{ region(code: "350500") { children { mediations(first: 1) { ${inner} } } } }`,
      );
      expect(answer.errors).toBeUndefined();
      return (answer.extensions as unknown as { cost: { requested: number } }).cost.requested;
    };
    expect(
      (await cost('totalCount pageInfo { hasNextPage }')) - (await cost('pageInfo { hasNextPage }')),
    ).toBeGreaterThanOrEqual(12);
  });

  test('what all limits are is told', async () => {
    const names = [
      'bodyBytes',
      'depth',
      'aliases',
      'objects',
      'page',
      'search',
      'cost',
      'wrongKeys',
      'tokens',
      'listItems',
    ];
    const { answer } = await target.fire(`{ limits { ${names.join(' ')} statementMs requestMs } }`);
    const told = Object.fromEntries(Object.entries(LIMITS).filter(([name]) => names.includes(name)));
    expect(Object.keys(told)).toHaveLength(names.length);
    expect(answer.data).toEqual({ limits: { ...told, statementMs: 5000, requestMs: 10_000 } });
  });
});
