import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { fillLand } from './land.ts';
import { createWorld, type World } from './world.ts';

let world: World;

beforeAll(async () => {
  world = await createWorld(async (db) => {
    await fillLand(db);
  });
  await world.ask('{ viewer { agency } }');
  await vi.waitFor(() => expect(world.database.statements.join()).toContain('access.key_used'));
});
afterAll(() => world.close());

const read = (name: string) => readFile(new URL(`../../schema/operations/${name}`, import.meta.url), 'utf8');

test.each([
  ['start', 0],
  ['find-regions', 0],
  ['newest', 1],
  ['beginning', 3],
  ['region-view', 3],
  ['focus-view', 3],
])('%s costs at most %i statements', async (name, most) => {
  world.database.statements.length = 0;
  const { errors } = await world.ask(await read(`${name}.graphql`), JSON.parse(await read(`${name}.json`)));
  const statements = world.database.statements
    .map((text) => /\/\* (\S+) \*\//.exec(text)?.[1])
    // The key is looked up once a second, whatever is asked.
    .filter((name) => name !== 'access.key');
  expect(errors).toBeUndefined();
  expect(statements.length, statements.join(', ')).toBeLessThanOrEqual(most);
});
