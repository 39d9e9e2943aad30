import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { API_ERROR_CODES } from '../../src/server/errors/error-codes.ts';
import { countyCode, fillLand } from './land.ts';
import { type Answer, createWorld, type World } from './world.ts';

let world: World;

beforeAll(async () => {
  world = await createWorld(async (db) => {
    await fillLand(db);
    await sql`/* test.merge */ update region_versions set valid_to = '2021-06-01', successor_id =
      (select id from regions where code = ${countyCode(2)}) where region_id = (select id from regions where code = ${countyCode(1)})`.execute(
      db,
    );
  });
});
afterAll(() => world.close());

function only({ errors = [] }: Answer) {
  expect(errors).toHaveLength(1);
  const [error] = errors;
  if (error === undefined) throw new Error('expected one error');
  expect(Object.keys(API_ERROR_CODES)).toContain(error.extensions.code);
  return error;
}

const value = (args: string) => `{ region(code: "${countyCode(3)}") { indicator(${args}) { value } } }`;

describe('a wrong argument gives one error with code, path and what would be right', () => {
  test('region code', async () => {
    const answer = await world.ask('{ region(code: "350503000001") { name } }');
    const error = only(answer);
    expect(answer.data).toEqual({ region: null });
    expect(error.path).toEqual(['region']);
    expect(error.extensions.code).toBe('UNKNOWN_REGION');
    expect(error.message).toContain('350503000001');
    expect(error.extensions.candidates).toContainEqual({ code: countyCode(3), name: '福建省泉州市第3县' });
  });

  test('a name instead of a region code', async () => {
    const error = only(await world.ask('{ region(code: "第3县") { name } }'));
    expect(error.extensions.code).toBe('UNKNOWN_REGION');
    expect(error.extensions.candidates).toEqual([{ code: countyCode(3), name: '福建省泉州市第3县' }]);
  });

  test('indicator code', async () => {
    const error = only(await world.ask(value('code: "mediation.resolution", period: "2021"')));
    expect(error.path).toEqual(['region', 'indicator']);
    expect(error.extensions.code).toBe('UNKNOWN_INDICATOR');
    expect(error.message).toContain('mediation.resolution_rate');
  });

  test('period', async () => {
    const error = only(await world.ask(value('code: "mediation.found", period: "2021-13"')));
    expect(error.path).toEqual(['region', 'indicator']);
    expect(error.extensions.code).toBe('BAD_PERIOD');
    expect(error.message).toContain('2021-13');
    expect(error.message).toContain('2021-H2');
  });

  test('a period of the wrong type', async () => {
    const error = only(await world.ask(value('code: "mediation.found", period: true')));
    expect(error.path).toEqual(['region', 'indicator']);
    expect(error.extensions.code).toBe('BAD_PERIOD');
  });

  test('a moment', async () => {
    const error = only(await world.ask('{ region(code: "350500", asOf: "yesterday") { name } }'));
    expect(error).toMatchObject({ path: ['region'], extensions: { code: 'BAD_USER_INPUT' } });
    expect(error.message).toContain('2022-03-09T08:00:00+08:00');
  });

  test('an argument that is missing, and a field that does not exist, without a guess', async () => {
    expect(only(await world.ask('{ region { name } }'))).toMatchObject({
      path: ['region'],
      extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
    });
    const error = only(await world.ask('{ r: region(code: "350500") { nmae } }'));
    expect(error).toMatchObject({ path: ['r', 'nmae'], extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } });
    expect(error.message).not.toContain('Did you mean');
  });

  test('a variable', async () => {
    const error = only(
      await world.ask('query ($first: Int) { regions(first: $first) { nodes { code } } }', { first: 1e12 }),
    );
    expect(error.extensions.code).toBe('BAD_USER_INPUT');
  });

  test.each([0, -1, 101])('first: %d', async (first) => {
    const error = only(await world.ask(`{ regions(first: ${first}) { nodes { code } } }`));
    expect(error).toMatchObject({ path: ['regions'], extensions: { code: 'BAD_USER_INPUT' } });
    expect(error.message).toContain('1 to 100');
  });

  test('a breakdown, a baseline and an id that there is not', async () => {
    const found = (inner: string) =>
      world.ask(`{ region(code: "350500") { indicator(code: "mediation.found", period: "2021") { ${inner} } } }`);
    expect(only(await found('breakdown(by: "colour") { key }')).message).toContain('track, type, channel');
    expect(only(await found('change(against: PERIOD) { printed }')).extensions.code).toBe('BAD_USER_INPUT');
    expect(only(await world.ask('{ node(id: "Planet:3") { id } }')).message).toContain('Region, Indicator');
  });

  test('a cursor of another list', async () => {
    const { data } = await world.ask('{ regions(first: 1, level: CITY) { pageInfo { endCursor } } }');
    const cursor = (data as { regions: { pageInfo: { endCursor: string } } }).regions.pageInfo.endCursor;
    const query =
      'query ($after: String, $level: RegionLevel) { regions(after: $after, level: $level) { nodes { code } } }';
    expect(only(await world.ask(query, { after: cursor, level: 'COUNTY' })).extensions.code).toBe('BAD_CURSOR');
    expect((await world.ask(query, { after: cursor, level: 'CITY' })).errors).toBeUndefined();
  });
});

describe('what is not the fault of the caller', () => {
  test('is masked, logged under an id, and tells nothing of the database', async () => {
    await sql`alter table statistics rename to statistics_away`.execute(world.database.db);
    await world.database.replayed();
    const error = only(await world.ask(value('code: "mediation.committees", period: "2021"')));
    await sql`alter table statistics_away rename to statistics`.execute(world.database.db);
    await world.database.replayed();
    expect(error.extensions.code).toBe('INTERNAL');
    expect(JSON.stringify(error)).not.toMatch(/statistics|select|\.ts/);
    expect(world.logged.join()).toContain(error.extensions.requestId);
    expect(world.logged.join()).toContain('relation \\"statistics\\" does not exist');
  });
});

describe('an old code', () => {
  test('is answered by its successor with a warning', async () => {
    const { data, errors, extensions } = await world.ask(`{ gone: region(code: "${countyCode(1)}") { code } }`);
    expect(errors).toBeUndefined();
    expect(data).toEqual({ gone: { code: countyCode(2) } });
    expect(extensions?.warnings).toEqual([
      { code: 'REGION_SUCCEEDED', path: ['gone'], message: expect.stringContaining(countyCode(2)) },
    ]);
  });

  test('a code in force has none, short or long', async () => {
    const { data, extensions } = await world.ask(
      '{ a: region(code: "350503") { code } b: region(code: "350503000000") { code } }',
    );
    expect(data).toEqual({ a: { code: countyCode(3) }, b: { code: countyCode(3) } });
    expect(extensions?.warnings).toBeUndefined();
  });
});
