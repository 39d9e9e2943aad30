import { readdir, readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fillLand } from './land.ts';
import { createWorld, type World } from './world.ts';

const folder = new URL('../../schema/operations/', import.meta.url);
const names = (await readdir(folder)).filter((name) => name.endsWith('.graphql')).map((name) => name.slice(0, -8));
const read = (name: string) => readFile(new URL(name, folder), 'utf8');
/** What is told as it happens is run where there are imports to tell of: live.test.ts. */
const LIVE = 'data-changed';

let world: World;

beforeAll(async () => {
  world = await createWorld(async (db) => {
    await fillLand(db);
  });
});
afterAll(() => world.close());

test('there are operations to show', () => {
  expect(names.length).toBeGreaterThan(5);
});

test.each(names.filter((name) => name !== LIVE))('%s.graphql answers with the variables beside it', async (name) => {
  const variables = JSON.parse((await read(`${name}.json`)).replaceAll('350599000000', '350501000000'));
  const { data, errors, extensions } = await world.ask(await read(`${name}.graphql`), variables);
  expect(errors).toBeUndefined();
  expect(Object.values(data ?? {})).not.toContain(null);
  expect(extensions?.data.version).toBe(4);
});
