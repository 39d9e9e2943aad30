import { createServer } from 'node:http';
import { afterEach, describe, expect, test } from 'vitest';
import { type Listening, listen } from '../../src/server/listen.ts';

const opened: Listening[] = [];
afterEach(async () => {
  for (const one of opened.splice(0)) await one.drain();
});

async function open(port = 0): Promise<Listening> {
  const listening = await listen({ host: '127.0.0.1', port });
  opened.push(listening);
  return listening;
}

describe('listening', () => {
  test('answers 503 until there is something to serve', async () => {
    const { url, serve } = await open();
    const early = await fetch(`${url}/graphql`);
    expect([early.status, early.headers.get('retry-after')]).toEqual([503, '1']);
    serve((_request, response) => response.end('served'));
    expect(await (await fetch(url)).text()).toBe('served');
  });

  test('a port that is taken gives one sentence that says what to do', async () => {
    const { url } = await open();
    const { port } = new URL(url);
    await expect(open(Number(port))).rejects.toMatchObject({
      code: 'CONFIGURATION',
      message: expect.stringMatching(new RegExp(`^Port ${port} of 127\\.0\\.0\\.1 is taken .*PORT=4001 npm start$`)),
    });
  });

  test('draining answers what is in flight and refuses what is new', async () => {
    const { url, serve, drain } = await open();
    const answers: (() => void)[] = [];
    serve((_request, response) => answers.push(() => response.end('late')));
    const inFlight = Array.from({ length: 40 }, () => fetch(url));
    await expect.poll(() => answers.length).toBe(40);
    const drained = drain();
    await expect(fetch(url)).rejects.toThrow();
    for (const answer of answers) answer();
    const texts = await Promise.all(inFlight.map(async (one) => (await one).text()));
    expect(texts).toEqual(Array(40).fill('late'));
    await drained;
    opened.length = 0;
  });
});

test('a server of another kind on the port is told apart from one that may not be used', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await expect.poll(() => other.listening).toBe(true);
  const address = other.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  await expect(open(port)).rejects.toThrow('taken');
  other.close();
});

test('a server that is overloaded turns new requests away, but says that it lives', async () => {
  let overloaded = true;
  const listening = await listen({ host: '127.0.0.1', port: 0, overloaded: () => overloaded });
  opened.push(listening);
  listening.serve((_request, response) => response.end('served'));
  const asked = async (path: string) => {
    const response = await fetch(`${listening.url}${path}`, path === '/graphql' ? { method: 'POST', body: '{}' } : {});
    return [response.status, response.headers.get('retry-after'), await response.text()];
  };
  for (const path of ['/graphql', '/ready', '/']) {
    expect(await asked(path)).toEqual([503, '2', expect.stringContaining('"OVERLOADED"')]);
  }
  for (const path of ['/live', '/metrics']) expect(await asked(path)).toEqual([200, null, 'served']);
  overloaded = false;
  expect(await asked('/graphql')).toEqual([200, null, 'served']);
});
