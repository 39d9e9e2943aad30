import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { countyCode, fillLand } from './land.ts';
import { createWorld, type World } from './world.ts';

let world: World;
let county: string;

beforeAll(async () => {
  world = await createWorld(fillLand);
  county = await world.key(['indicators:read'], [countyCode(3)]);
});
afterAll(() => world.close());

describe('a key of one county', () => {
  test('sees its subtree, and elsewhere the same as where nothing is', async () => {
    const ask = (code: string) =>
      world.ask(`{ region(code: "${code}") { name parent { code } ancestors { code } } }`, {}, county);
    expect((await ask(countyCode(3))).data).toEqual({ region: { name: '第3县', parent: null, ancestors: [] } });
    const [other, none] = await Promise.all([ask(countyCode(4)), ask('999999999999')]);
    expect(other.errors?.[0]?.extensions.code).toBe('UNKNOWN_REGION');
    expect(none.errors?.[0]?.extensions.code).toBe('UNKNOWN_REGION');
    expect(JSON.stringify(other)).not.toContain('第4县');
  });

  test('lists only its own regions', async () => {
    const { data } = await world.ask(
      '{ regions { totalCount nodes { code } } node(id: "Region:350503000000") { id } }',
      {},
      county,
    );
    expect(data).toEqual({
      regions: { totalCount: 2, nodes: [{ code: countyCode(3) }, { code: '350503101000' }] },
      node: { id: 'Region:350503000000' },
    });
  });

  test("gets its own place in the city and nobody else's value", async () => {
    const { data, errors } = await world.ask(
      `{ region(code: "${countyCode(3)}") { indicator(code: "mediation.found", period: "2021") {
        rank(within: CITY) { position of scope { code } scopeName tiedWith { code } }
      } } }`,
      {},
      county,
    );
    expect(errors).toBeUndefined();
    expect(data).toMatchObject({
      region: { indicator: { rank: { of: 12, scope: null, scopeName: '泉州市', tiedWith: [] } } },
    });
  });

  test('reads no records without the scope', async () => {
    const { errors } = await world.ask(`{ mediations(within: "${countyCode(3)}") { nodes { serial } } }`, {}, county);
    expect(errors).toMatchObject([{ path: ['mediations'], extensions: { code: 'FORBIDDEN' } }]);
  });

  test('a record of others is no more than one that does not exist', async () => {
    const key = await world.key(['indicators:read', 'records:read'], [countyCode(3)]);
    const records = (code: string, own?: string) =>
      world.ask(`{ mediations(within: "${code}", first: 1) { nodes { id } } }`, {}, own);
    const idOf = async (code: string) =>
      ((await records(code)).data as { mediations: { nodes: { id: string }[] } }).mediations.nodes[0]?.id;
    const ask = async (id: string | undefined) => world.ask('query ($id: ID!) { node(id: $id) { id } }', { id }, key);
    expect((await ask(await idOf(countyCode(3)))).data).toEqual({ node: { id: expect.any(String) } });
    const { data, errors } = await ask(await idOf(countyCode(4)));
    expect([data, errors]).toEqual([{ node: null }, undefined]);
  });

  test('sees imports of its own regions and of those above, and nothing of what was wrong in the rows of others', async () => {
    const { db } = world.database;
    const key = await world.key(['indicators:read', 'records:read'], [countyCode(3)]);
    const given = (file: string, region: string | null) =>
      sql`/* test.import */
      with given as (
        insert into imports (id, kind, dataset, file_name, started_at, region_id)
        select max(id) + 1, 'data', 'mediations', ${file}, now(), (select id from regions where code = ${region})
        from imports returning id
      )
      insert into import_issues (import_id, ordinal, severity, code, message)
      select id, 1, 'error', 'bad_cell', ${file} from given`.execute(db);
    await given('own', '350503101000');
    await given('above', '350500000000');
    await given('others', countyCode(4));
    await given('all', null);
    const listed = await world.ask('{ imports { totalCount nodes { number fileName } } }', {}, key);
    const { totalCount, nodes } = (
      listed.data as { imports: { totalCount: number; nodes: { number: number; fileName: string | null }[] } }
    ).imports;
    expect(nodes.slice(0, 3).map(({ fileName }) => fileName)).toEqual(['all', 'above', 'own']);
    expect(totalCount).toBe(nodes.length);
    const first = nodes[0]?.number ?? 0;
    const one = (number: number) =>
      world.ask(`{ import(id: "${number}") { fileName issues { totalCount nodes { message } } } }`, {}, key);
    expect((await one(first - 1)).data).toEqual({ import: null });
    expect((await one(first - 3)).data).toMatchObject({ import: { fileName: 'own', issues: { totalCount: 1 } } });
    for (const other of [first, first - 2]) {
      expect((await one(other)).errors).toMatchObject([
        { path: ['import', 'issues'], extensions: { code: 'OUT_OF_REACH' } },
      ]);
    }
  });

  test('a key without indicators:read is given no value', async () => {
    const key = await world.key(['records:read']);
    const { errors } = await world.ask(
      `{ region(code: "350500") { indicator(code: "mediation.found", period: "2021") { value } }
        indicatorTable(indicators: ["mediation.found"], regions: { within: "350500" }, periods: ["2021"]) { periods } }`,
      {},
      key,
    );
    expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['FORBIDDEN', 'FORBIDDEN']);
  });
});
