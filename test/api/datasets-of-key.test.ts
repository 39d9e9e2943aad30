import { afterAll, beforeAll, expect, test } from 'vitest';
import { countyCode, fillLand } from './land.ts';
import { createWorld, type World } from './world.ts';

let world: World;
let key: string;

beforeAll(async () => {
  world = await createWorld(fillLand);
  key = await world.key(['indicators:read', 'records:read'], undefined, { datasets: ['patrol_teams'] });
});
afterAll(() => world.close());

const ask = (query: string) => world.ask(query, {}, key);
const value = (code: string, fields: string) =>
  ask(`{ region(code: "${countyCode(3)}") { indicator(code: "${code}", period: "2021") { ${fields} } } }`);

test('values of its datasets are told, those of others are out of reach with all that hangs on them', async () => {
  expect((await value('patrol.teams', 'value')).data).toMatchObject({ region: { indicator: { value: 1 } } });
  for (const code of ['mediation.found', 'mediation.resolution_rate', 'survey.safety_rate']) {
    const { data, errors } = await value(
      code,
      'value exact absence sentence(locale: EN) coverage { reported } rank(within: CITY) { position of } explanation { parts { value } contributions { delta } } reported { printed } change { absolute baselineValue }',
    );
    expect(errors).toBeUndefined();
    expect(data).toMatchObject({
      region: {
        indicator: {
          value: null,
          exact: null,
          absence: 'OUT_OF_REACH',
          coverage: { reported: 0 },
          rank: { position: null },
          explanation: { contributions: [] },
          reported: [],
          change: { absolute: null, baselineValue: null },
        },
      },
    });
  }
});

test('no period of other datasets is told', async () => {
  const { errors } = await ask(
    `{ region(code: "${countyCode(3)}") { indicator(code: "mediation.found", period: "LATEST") { value } } }`,
  );
  expect(errors?.[0]?.extensions.code).toBe('OUT_OF_REACH');
});

test('no records and no imports of other datasets', async () => {
  const { errors } = await ask('{ mediations(within: "350500") { nodes { serial } } }');
  expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  const { data } = await ask(
    '{ node(id: "Mediation:1") { id } imports { totalCount nodes { kind dataset } } import(id: 2) { number } }',
  );
  expect(data).toMatchObject({ node: null, import: null });
  const { imports } = data as { imports: { totalCount: number; nodes: { kind: string; dataset: string }[] } };
  expect(imports.nodes.filter(({ kind }) => kind === 'DATA').map(({ dataset }) => dataset)).toEqual(['patrol_teams']);
  expect(imports.totalCount).toBe(imports.nodes.length);
});
