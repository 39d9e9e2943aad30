import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { DrillDownDocument, type DrillDownQuery } from '../../schema/generated/graphql.ts';
import { COUNTIES, fillLand } from './land.ts';
import { createWorld, type World } from './world.ts';

let world: World;

beforeAll(async () => {
  world = await createWorld(fillLand);
});
afterAll(() => world.close());

const operation = (name: string) => readFile(new URL(`../../schema/operations/${name}`, import.meta.url), 'utf8');

test('twelve counties, six indicators, each with value, change and rank: at most three statements', async () => {
  const variables = JSON.parse(await operation('drill-down.json'));
  await world.ask('{ viewer { agency } }');
  await vi.waitFor(() => expect(world.database.statements.join()).toContain('access.key_used'));
  world.database.statements.length = 0;
  const { data, errors } = await world.ask(DrillDownDocument.toString(), variables);
  const statements = world.database.statements
    .map((text) => /\/\* (\S+) \*\//.exec(text)?.[1])
    // The key is looked up once a second, whatever is asked.
    .filter((name) => name !== 'access.key');

  expect(errors).toBeUndefined();
  // The answer of this very operation, by the published schema.
  const children = (data as DrillDownQuery).region?.children ?? [];
  expect(children).toHaveLength(COUNTIES);
  expect(children.every(({ indicators }) => indicators.length === 6)).toBe(true);
  expect(statements.length, statements.join(', ')).toBeLessThanOrEqual(3);
  expect(new Set(statements).size).toBe(statements.length);

  const values = children.map(({ indicators }) =>
    indicators.find(({ indicator }) => indicator.code === 'mediation.found'),
  );
  expect(values.map((one) => one?.value)).toEqual(Array.from({ length: COUNTIES }, (_, at) => 10 * (at + 1)));
  expect(values.map((one) => one?.change.absolute)).toEqual(
    Array.from({ length: COUNTIES }, (_, at) => 10 * (at + 1) - 5),
  );
  expect(values.map((one) => one?.rank?.of)).toEqual(Array(COUNTIES).fill(COUNTIES));
});
