import { serverAudits } from 'graphql-http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Listening, listen } from '../../src/server/listen.ts';
import { createWorld, type World } from '../api/world.ts';

let world: World;
let listening: Listening;
let key: string;
beforeAll(async () => {
  world = await createWorld(async () => {});
  key = await world.key();
  listening = await listen({ host: '127.0.0.1', port: 0 });
  listening.serve(world.app.listener);
});
afterAll(async () => {
  await listening.drain();
  await world.close();
});

/** GET is for registered documents only, so what the audits may ask by GET is refused. */
const isLeft = (name: string): boolean => name.startsWith('MAY') && /\bGETs?\b/.test(name);

const audits = serverAudits({
  url: () => `${listening.url}/graphql`,
  fetchFn: (url: string, init: RequestInit = {}) => {
    const headers = new Headers(init.headers);
    headers.set('authorization', `Bearer ${key}`);
    return fetch(url, { ...init, headers });
  },
});

test('the audits are those of the specification', () => {
  const of = (level: string) => audits.filter(({ name }) => name.startsWith(level)).length;
  expect([of('MUST'), of('SHOULD'), of('MAY')]).toEqual([13, 23, 25]);
  expect(audits.filter(({ name }) => isLeft(name))).toHaveLength(4);
});

test.each(audits.map((audit) => [audit.name, audit] as const))('%s', async (name, audit) => {
  const result = await audit.fn();
  if (isLeft(name)) return;
  expect(result, 'reason' in result ? result.reason : '').toMatchObject({ status: 'ok' });
});
