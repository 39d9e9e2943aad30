import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { listen } from '../../src/server/listen.ts';
import { codes, createTarget, type Target, unharmed } from './target.ts';

let target: Target;
let key: string;
beforeAll(async () => {
  target = await createTarget();
  key = await target.world.key();
});
afterAll(() => target.close());
afterEach(async () => {
  expect((await target.fire('{ viewer { agency } }')).status).toBe(200);
});

const QUERY = JSON.stringify({ query: '{ viewer { agency } }' });
const JSON_BODY = { 'content-type': 'application/json' };
const withKey = () => ({ authorization: `Bearer ${key}` });

/** What the server says to bytes on a socket until it closes, or until `ms` have passed. */
function raw(
  lines: readonly (string | Buffer)[],
  ms = 15_000,
): Promise<{ text: string; closed: boolean; took: number }> {
  const { hostname, port } = new URL(target.url);
  const began = performance.now();
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname);
    let text = '';
    const end = (closed: boolean) => {
      socket.destroy();
      clearTimeout(late);
      resolve({ text, closed, took: performance.now() - began });
    };
    const late = setTimeout(() => end(false), ms);
    socket.on('data', (data) => {
      text += data;
    });
    socket.on('close', () => end(true));
    socket.on('error', () => end(true));
    socket.on('connect', () => {
      for (const line of lines) socket.write(line);
    });
  });
}

const head = (...lines: string[]) =>
  `POST /graphql HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer ${key}\r\n${lines.join('\r\n')}\r\n\r\n`;

describe('1.2 the transport', () => {
  test('24 a mutation by GET', async () => {
    for (const accept of ['text/html', 'application/json', '*/*']) {
      const shot = await target.send({
        method: 'GET',
        path: '/graphql?query=mutation{a}',
        headers: { accept, ...withKey() },
      });
      expect([shot.status, shot.headers.get('allow')]).toEqual([405, 'POST']);
      unharmed(shot);
    }
  });

  test.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/graphql',
    'application/json, text/plain',
    'application/json; charset=gbk',
    'application/json; charset=utf-16',
    'application/json;charset=utf-8;a=b',
    'text/json',
    '*/*',
  ])('25 content-type %s', async (type) => {
    const shot = await target.send({ headers: { 'content-type': type, ...withKey() }, body: QUERY });
    expect([shot.status, codes(shot)]).toEqual([415, ['UNSUPPORTED_MEDIA_TYPE']]);
    unharmed(shot);
  });

  test('26 a preflight from a foreign origin', async () => {
    const shot = await target.send({
      method: 'OPTIONS',
      headers: {
        origin: 'https://evil.example',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization',
      },
    });
    expect(shot.status).toBe(405);
    const asked = await target.fire('{ viewer { agency } }', {}, { origin: 'https://evil.example' });
    for (const { headers } of [shot, asked]) {
      expect([...headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
    }
  });

  test.each([
    ['no body', undefined],
    ['null', 'null'],
    ['7', '7'],
    ['""', '""'],
    ['a query that is a number', '{"query":5}'],
    ['a query that is a list', '{"query":["{a}"]}'],
    ['broken JSON', '{"query":"{ viewer'],
    ['two values', `${QUERY}${QUERY}`],
    ['variables that are text', '{"query":"{ viewer { agency } }","variables":"a"}'],
    ['an operation name that is a number', '{"query":"{ viewer { agency } }","operationName":1}'],
  ])('27 %s', async (_what, body) => {
    const shot = await target.send({
      headers: { ...JSON_BODY, ...withKey() },
      ...(body === undefined ? {} : { body }),
    });
    expect([shot.status, codes(shot)]).toEqual([400, ['BAD_USER_INPUT']]);
    unharmed(shot);
  });

  test.each(['PUT', 'DELETE', 'PATCH', 'HEAD'])('27 %s', async (method) => {
    const shot = await target.send({ method, headers: withKey() });
    expect(shot.status).toBe(405);
  });

  test('28 bytes that are no UTF-8, a byte order mark, NUL and lone surrogates', async () => {
    const send = async (body: Buffer | string) => {
      const shot = await target.send({ headers: { ...JSON_BODY, ...withKey() }, body: body as BodyInit });
      unharmed(shot);
      return shot.status;
    };
    expect(await send(Buffer.from([...Buffer.from('{"query":"{ a'), 0xff, 0xfe, 0x22, 0x7d]))).toBe(400);
    expect(await send(Buffer.from('{"query":"{ regions(search: \\"', 'latin1'))).toBe(400);
    expect(
      await send(
        Buffer.concat([
          Buffer.from('{"query":"{ regions(search: \\"'),
          Buffer.from([0xc8, 0xcb]),
          Buffer.from('\\") { totalCount } }"}'),
        ]),
      ),
    ).toBe(400);
    expect(await send(`\ufeff${QUERY}`)).toBe(200);
    const search = (text: string) =>
      target.fire('query ($a: String) { regions(search: $a) { totalCount } }', { a: text });
    expect((await search('\0')).status).toBe(400);
    expect((await search('a\ud800b')).answer.data).toEqual({ regions: { totalCount: 0 } });
    for (const document of [
      '{ region(code: "\\u0000") { code } }',
      '{ mediations(within: "350500", filter: { serial: "\\u0000" }) { totalCount } }',
      '{ indicator(code: """a\0b""") { code } }',
    ]) {
      const shot = await target.fire(document);
      expect(shot.status).toBe(400);
    }
  });

  test('29 5 MB of body: refused, and the connection ends', async () => {
    const big = Buffer.alloc(5_000_000, 'x');
    const told = await raw([head('Content-Type: application/json', `Content-Length: ${big.length}`), big]);
    expect(told).toMatchObject({ closed: true });
    expect(told.text).toContain('413');
    const piece = Buffer.alloc(100_000, 'x');
    const chunks = Array.from({ length: 50 }, () =>
      Buffer.concat([Buffer.from(`${piece.length.toString(16)}\r\n`), piece, Buffer.from('\r\n')]),
    );
    const streamed = await raw([head('Content-Type: application/json', 'Transfer-Encoding: chunked'), ...chunks]);
    expect(streamed).toMatchObject({ closed: true });
    expect(streamed.text).toContain('413');
    expect(told.took + streamed.took).toBeLessThan(4000);
  });

  test('30 10 MB as 10 kB of gzip', async () => {
    for (const encoding of ['gzip', 'deflate', 'br', 'identity, gzip']) {
      const shot = await target.send({
        headers: { ...JSON_BODY, ...withKey(), 'content-encoding': encoding },
        body: gzipSync(Buffer.alloc(10_000_000)),
      });
      expect(shot.status).toBe(415);
    }
  });

  test('31 64 kB of headers, two lengths, a length and chunks', async () => {
    const long = await raw([head(`X-Long: ${'a'.repeat(65_536)}`, 'Content-Length: 0')]);
    expect(long.text).toContain('431');
    expect(long.closed).toBe(true);
    const two = await raw([
      head(
        ...Object.keys(JSON_BODY).map(() => 'Content-Type: application/json'),
        'Content-Length: 5',
        'Content-Length: 6',
      ),
      'aaaaaa',
    ]);
    expect(two.text).toMatch(/^HTTP\/1.1 400/);
    expect(two.closed).toBe(true);
    const both = await raw([
      head('Content-Type: application/json', 'Content-Length: 5', 'Transfer-Encoding: chunked'),
      '0\r\n\r\n',
    ]);
    expect(both.text).toMatch(/^HTTP\/1.1 400/);
    expect(both.closed).toBe(true);
    const noise = await raw(['\x16\x03\x01 not http at all\r\n\r\n']);
    expect(noise.closed).toBe(true);
  });

  test('32 headers and bodies that never end', { timeout: 40_000 }, async () => {
    const [slowHead, slowBody] = await Promise.all([
      raw(['POST /graphql HTTP/1.1\r\nHost: a\r\n'], 20_000),
      raw([head('Content-Type: application/json', 'Content-Length: 100'), '{'], 20_000),
    ]);
    expect(slowHead).toMatchObject({ closed: true, text: expect.stringContaining('408') });
    expect(slowHead.took).toBeLessThan(8000);
    expect(slowBody).toMatchObject({ closed: true });
    expect(slowBody.took).toBeLessThan(13_000);
  });

  test('33 a client that never reads is cut off', async () => {
    const slow = await listen({ host: '127.0.0.1', port: 0, idleMs: 300 });
    slow.serve((_request, response) => response.end(Buffer.alloc(20_000_000)));
    const { hostname, port } = new URL(slow.url);
    const socket = connect(Number(port), hostname);
    socket.pause();
    socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
    const began = performance.now();
    await slow.drain();
    expect(performance.now() - began).toBeLessThan(5000);
    socket.destroy();
  });

  test('34 connections beyond the limit are refused, and those before it are answered', async () => {
    const { hostname, port } = new URL(target.url);
    const sockets = Array.from({ length: 600 }, () => connect(Number(port), hostname).on('error', () => {}));
    await new Promise((resolve) => setTimeout(resolve, 500));
    const began = performance.now();
    const live = await target.send({ method: 'GET', path: '/live' });
    expect(live.status).toBe(200);
    expect(performance.now() - began).toBeLessThan(3000);
    for (const socket of sockets) socket.destroy();
  });

  test('35 without a key nothing is told', async () => {
    for (const query of [
      '{ __schema { types { name } } }',
      '{ __type(name: "Query") { name } }',
      '{ limits { cost } }',
      '{ nothing }',
      '{',
    ]) {
      const shot = await target.send({ headers: JSON_BODY, body: JSON.stringify({ query }) });
      expect([shot.status, codes(shot)]).toEqual([401, ['UNAUTHENTICATED']]);
      expect(shot.text).not.toMatch(/anlan \d|yoga|express|graphql-js/i);
      expect(shot.headers.get('server') ?? shot.headers.get('x-powered-by')).toBeNull();
    }
    const landing = await target.send({ method: 'GET', path: '/graphql', headers: { accept: 'text/html' } });
    expect(landing.status).toBe(405);
  });

  test('36 introspection with a key is bounded and paid for', async () => {
    const { answer } = await target.fire(
      '{ __schema { types { name fields { name args { name } type { name ofType { name } } } } } }',
    );
    expect(answer.errors).toBeUndefined();
    expect(answer.extensions).toMatchObject({ cost: { requested: expect.any(Number) } });
    expect((answer.extensions as unknown as { cost: { requested: number } }).cost.requested).toBeGreaterThanOrEqual(10);
  });

  test('37 misspelt names are not helped', async () => {
    for (const query of [
      '{ regoin(code: "1") { code } }',
      '{ viewer { agenc } }',
      '{ region(cod: "1") { code } }',
      '{ regions(level: COUNTRY) { totalCount } }',
      '{ region(code: "350500") { ... on Regio { code } } }',
      'query ($a: Regio) { viewer { agency } }',
    ]) {
      const shot = await target.fire(query);
      expect(shot.status).toBe(400);
      expect(shot.text).not.toMatch(/did you mean|suggest/i);
    }
    const value = await target.fire('query ($a: RegionLevel) { regions(level: $a) { totalCount } }', { a: 'COUNTYY' });
    expect(value.text).not.toMatch(/did you mean/i);
  });

  test('38 an address that a client claims is not believed', async () => {
    const wrong = (address: string) =>
      target.send({
        headers: {
          ...JSON_BODY,
          authorization: 'Bearer anlan_wrong',
          'x-forwarded-for': address,
          host: 'evil.example',
        },
        body: QUERY,
      });
    const statuses: number[] = [];
    for (let at = 0; at < 60; at++) statuses.push((await wrong(`10.0.0.${at}`)).status);
    expect(statuses.filter((status) => status === 429).length).toBeGreaterThanOrEqual(10);
  });
});
