import { afterAll, beforeAll, expect, test } from 'vitest';
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
