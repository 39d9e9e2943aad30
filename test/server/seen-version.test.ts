import { afterAll, beforeAll, expect, test } from 'vitest';
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

async function told(headers: Record<string, string> = {}) {
  const response = await world.post({ query }, headers);
  const { errors, extensions } = (await response.json()) as {
    errors?: { message: string; extensions: { code: string } }[];
    extensions?: { data: { version: number } };
  };
  const header = response.headers.get('anlan-data-version');
  return { status: response.status, header, error: errors?.[0], version: extensions?.data.version };
}

/** An import of which no notice is given, as for a server to which notices are slow. */
const importQuietly = (id: number) =>
  world.database.pool.query(`insert into imports (id, kind, dataset, started_at) values ($1, 'data', 'cases', now())`, [
    id,
  ]);

test('an answer names its data in a header, whichever way it was made', async () => {
  for (let time = 0; time < 4; time++) expect(await told()).toMatchObject({ header: '1', version: 1 });
  const refused = await world.post({ query: '{ nothing }' });
  expect(refused.headers.get('anlan-data-version')).toBe('1');
});

test('who has seen newer data than the server knows of is answered from those', async () => {
  await importQuietly(2);
  expect(await told()).toMatchObject({ version: 1 });
  expect(await told({ 'anlan-data-version': '1' })).toMatchObject({ version: 1 });
  expect(await told({ 'anlan-data-version': '2' })).toMatchObject({ status: 200, header: '2', version: 2 });
  expect(await told()).toMatchObject({ version: 2 });
});

test('data that never were, and what is no number, are refused', async () => {
  const { status, error } = await told({ 'anlan-data-version': '7' });
  expect(status).toBe(400);
  expect(error?.extensions.code).toBe('BAD_USER_INPUT');
  expect(error?.message).toContain('got 7; the newest is 2');
  for (const text of ['', 'two', '-1', '2.5', '99999999999999999999']) {
    expect(await told({ 'anlan-data-version': text }), text).toMatchObject({
      status: 400,
      error: { extensions: { code: 'BAD_USER_INPUT' } },
    });
  }
  expect(await told()).toMatchObject({ status: 200 });
});

test('without a key nothing is told of the data', async () => {
  expect(await told({ authorization: '', 'anlan-data-version': '7' })).toMatchObject({ status: 401, header: null });
});
