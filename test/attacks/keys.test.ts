import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { codes, createTarget, type Target, unharmed } from './target.ts';

let target: Target;
beforeAll(async () => {
  target = await createTarget();
});
afterAll(() => target.close());

const BODY = JSON.stringify({ query: '{ viewer { agency } }' });
const withKey = (key: string) =>
  target.send({ headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` }, body: BODY });

describe('1.3 keys', () => {
  test('40 what is no key opens nothing, and is not written down', async () => {
    const key = await target.world.key();
    const [, id = ''] = key.split('_');
    for (const wrong of [
      key.toUpperCase(),
      key.slice(0, 8),
      `${key}${key}`,
      'a'.repeat(10_000),
      "' OR 1=1 --",
      `anlan_${id}`,
      key.slice(0, -1),
      `${key} ${key}`,
      `${key},${key}`,
    ]) {
      const shot = await withKey(wrong);
      expect([shot.status, codes(shot)], wrong.slice(0, 40)).toEqual([401, ['UNAUTHENTICATED']]);
      unharmed(shot);
    }
    for (const path of [
      `/graphql?key=${key}`,
      `/graphql?authorization=Bearer ${key}`,
      `/graphql?access_token=${key}`,
    ]) {
      const shot = await target.send({ path, headers: { 'content-type': 'application/json' }, body: BODY });
      expect([401, 429]).toContain(shot.status);
    }
    const basic = await target.send({
      headers: {
        'content-type': 'application/json',
        authorization: `Basic ${btoa(key)}`,
        cookie: `key=${key}`,
        'x-api-key': key,
      },
      body: BODY,
    });
    expect(basic.status).toBe(401);
    expect(target.world.logged.join('\n')).not.toContain(key);
  });

  test('39 sixty wrong keys in a row: one body, then a brake, and the right key is never held up', async () => {
    const right = await target.world.key();
    const shots = [];
    for (let at = 0; at < 60; at++) {
      shots.push(await withKey(`anlan_AAAAAAAA_${'0'.repeat(43)}_000000`));
      expect((await withKey(right)).status).toBe(200);
    }
    const refused = shots.filter(({ status }) => status === 401);
    const braked = shots.filter(({ status }) => status === 429);
    expect(refused.length + braked.length).toBe(60);
    expect(refused.length).toBeLessThanOrEqual(40);
    expect(braked.length).toBeGreaterThanOrEqual(15);
    expect(new Set(refused.map(({ text }) => text)).size).toBeLessThanOrEqual(1);
    for (const { headers } of braked) expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
  });

  test('54 a key in a query, a variable, an operation name or a path is cut before it is told or logged', async () => {
    const key = await target.world.key();
    const [, , secret = ''] = key.split('_');
    target.world.logged.length = 0;
    await target.fire(`{ region(code: "${key}") { code } }`);
    await target.fire(`query ${key} { nothing }`);
    await target.fire('query ($a: ID!) { node(id: $a) { id } }', { a: key });
    await target.send({ method: 'GET', path: `/${key}` });
    expect(target.world.logged.join('\n')).not.toContain(secret);
  });

  test('55 a fault of the database tells a code and a request id, nothing else', async () => {
    const { database } = target.world;
    await database.pool.query('alter table imports rename to hidden');
    await database.replayed();
    try {
      const shot = await target.send({
        headers: { 'content-type': 'application/json', authorization: `Bearer ${await target.world.key()}` },
        body: JSON.stringify({ query: '{ imports { totalCount } }' }),
      });
      expect(codes(shot)).toEqual(['INTERNAL']);
      expect(shot.text).not.toMatch(/hidden|imports" does|relation|42P01|select|stack/);
      expect(shot.answer.errors?.[0]?.extensions.requestId).toBe(shot.headers.get('x-request-id'));
    } finally {
      await database.pool.query('alter table hidden rename to imports');
      await database.replayed();
    }
  });
});
