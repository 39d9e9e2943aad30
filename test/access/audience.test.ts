import { getNamedType, isObjectType, isScalarType } from 'graphql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { audienceOf } from '../../src/graphql/viewers/audience.ts';
import { countyCode, fillLand } from '../api/land.ts';
import { createWorld, type World } from '../api/world.ts';

let world: World;

beforeAll(async () => {
  world = await createWorld(fillLand);
});
afterAll(() => world.close());

/** Where an object of a type is found that has doors for fewer keys. */
const PLACES: Readonly<Record<string, (field: string) => string>> = {
  Query: (field) => `{ ${field} }`,
  Region: (field) => `{ region(code: "${countyCode(3)}") { ${field} } }`,
  Import: (field) => `{ import(id: "2") { ${field} } }`,
};
const WORDS: Readonly<Record<string, string>> = { Period: '"2021"', Int: '2', DateTime: '"2021-01-01T00:00:00Z"' };
const ENUMS: Readonly<Record<string, string>> = { by: 'YEAR', regions: `{ within: "${countyCode(3)}" }` };

test('a key without the scope is refused at every door, and one with it is not', async () => {
  const { schema } = world.app;
  const tried: string[] = [];
  for (const [name, place] of Object.entries(PLACES)) {
    const type = schema.getType(name);
    for (const field of isObjectType(type) ? Object.values(type.getFields()) : []) {
      const audience = audienceOf(schema, name, field.name);
      if (audience === null || audience === 'every key') continue;
      const args = field.args
        .filter(({ type: of }) => String(of).endsWith('!'))
        .map(({ name: arg, type: of }) => {
          const word = ENUMS[arg] ?? WORDS[getNamedType(of).name] ?? (arg === 'within' ? `"${countyCode(3)}"` : '"1"');
          return `${arg}: ${String(of).startsWith('[') ? `[${word}]` : word}`;
        });
      const below = isScalarType(getNamedType(field.type)) ? '' : ' { __typename }';
      const query = place(`${field.name}${args.length > 0 ? `(${args.join(', ')})` : ''}${below}`);
      const codes = async (key: string) =>
        ((await world.ask(query, {}, key)).errors ?? []).map(({ extensions }) => extensions.code);
      const other = await world.key(
        (['indicators:read', 'records:read', 'imports:read'] as const).filter((scope) => !audience.includes(scope)),
      );
      expect(await codes(other), query).toContain('FORBIDDEN');
      expect(await codes(await world.key(audience)), query).not.toContain('FORBIDDEN');
      tried.push(`${name}.${field.name}`);
    }
  }
  expect(tried).toEqual(expect.arrayContaining(['Query.cases', 'Region.cases', 'Region.series', 'Import.issues']));
  expect(tried.length).toBeGreaterThan(40);
});
