import { afterAll, beforeAll, expect, test } from 'vitest';
import { countyCode, fillLand } from './land.ts';
import { createWorld, type World } from './world.ts';

let world: World;

beforeAll(async () => {
  world = await createWorld(fillLand);
});
afterAll(() => world.close());

const found = (region: string, period: string, inner: string) =>
  world.ask(`{ region(code: "${region}") { indicator(code: "mediation.found", period: "${period}") { ${inner} } } }`);

test('a bad period of a table with many regions leaves nothing that rejects unheard', async () => {
  const unheard: unknown[] = [];
  const note = (error: unknown) => void unheard.push(error);
  process.on('unhandledRejection', note);
  const { errors } = await world.ask(
    '{ indicatorTable(indicators: ["mediation.found"], regions: { within: "350500" }, periods: ["2021", "bad"]) { periods } }',
  );
  await new Promise((resolve) => setImmediate(resolve));
  process.off('unhandledRejection', note);
  expect(errors).toMatchObject([{ path: ['indicatorTable'], extensions: { code: 'BAD_PERIOD' } }]);
  expect(unheard).toEqual([]);
});

test.each([
  ['a field that is not for the key', 'inspections(first: 1) { totalCount }', 'FORBIDDEN'],
  [
    'arguments that do not fit',
    `series(code: "mediation.found", from: "2021-06", to: "2021-01", by: MONTH) { value }`,
    'BAD_PERIOD',
  ],
])('%s, refused in every item of a list, leaves nothing that rejects unheard', async (_, field, code) => {
  const unheard: unknown[] = [];
  const note = (error: unknown) => void unheard.push(error);
  const key = await world.key(['indicators:read']);
  const found = 'indicator(code: "mediation.found", period: "2021") { value }';
  process.on('unhandledRejection', note);
  // Then the value of the second is known, while that of the first is looked up.
  await world.ask(`{ region(code: "${countyCode(2)}") { ${found} } }`, {}, key);
  const { data, errors } = await world.ask(`{ region(code: "350500") { children { ${found} ${field} } } }`, {}, key);
  await new Promise((resolve) => setTimeout(resolve, 50));
  process.off('unhandledRejection', note);
  expect(data).toEqual({ region: null });
  expect(errors).toMatchObject([{ extensions: { code } }]);
  expect(unheard).toEqual([]);
});

test.each(['Import:1.5', 'Import:99999999999', 'Import:0x1', 'Source:1.5', 'Source:99999999999', 'Mediation:1.5'])(
  'the id %s is of nothing, and no fault',
  async (id) => {
    const { data, errors } = await world.ask('query ($id: ID!) { node(id: $id) { id } }', { id });
    expect([data, errors]).toEqual([{ node: null }, undefined]);
  },
);

test.each(['1.5', '99999999999', ' 1', '1e0'])('import(id: "%s") is null', async (id) => {
  const { data, errors } = await world.ask('query ($id: ID!) { import(id: $id) { id } }', { id });
  expect([data, errors]).toEqual([{ import: null }, undefined]);
});

test('one bad id of several costs only its own place', async () => {
  const { data, errors } = await world.ask(
    '{ nodes(ids: ["Region:350500000000", "Region:1", "Planet:3", "Import:2"]) { id } }',
  );
  expect(data).toEqual({ nodes: [{ id: 'Region:350500000000' }, null, null, { id: 'Import:2' }] });
  expect(errors).toMatchObject([
    { path: ['nodes', 1], extensions: { code: 'UNKNOWN_REGION' } },
    { path: ['nodes', 2], extensions: { code: 'BAD_USER_INPUT' } },
  ]);
});

test('a cursor whose key was changed is refused', async () => {
  const { data } = await world.ask('{ imports(first: 1) { pageInfo { endCursor } } }');
  const cursor = (data as { imports: { pageInfo: { endCursor: string } } }).imports.pageInfo.endCursor;
  const print = Buffer.from(cursor, 'base64url').toString().slice(0, 8);
  for (const key of ['abc', '1.5', '-1', '99999999999', '']) {
    const after = Buffer.from(print + key).toString('base64url');
    const { errors } = await world.ask('query ($after: String) { imports(after: $after) { nodes { id } } }', { after });
    expect(errors, key).toMatchObject([{ path: ['imports'], extensions: { code: 'BAD_CURSOR' } }]);
  }
});

test.each([
  ['2021年下半年', '2021-H2'],
  ['2021-3', '2021-03'],
  ['latest', 'LATEST'],
  ['2021 ', '2021'],
])('the period %s is answered with the code that it seems to mean', async (period, meant) => {
  const { errors } = await found('350500', period, 'value');
  expect(errors).toMatchObject([{ extensions: { code: 'BAD_PERIOD', candidates: [meant] } }]);
});

test('a region is named by another name, and in full-width digits', async () => {
  const { errors } = await world.ask('{ a: region(code: "３５０５０３０００００１") { name } }');
  expect(errors?.[0]?.extensions.candidates).toContainEqual({ code: countyCode(3), name: '福建省泉州市第3县' });
});

test('before the first import no region is known, and the answer says why', async () => {
  const { errors } = await world.ask('{ region(code: "350500", asOf: "2001-01-01") { name } }');
  expect(errors).toMatchObject([{ extensions: { code: 'UNKNOWN_REGION' } }]);
  expect(errors?.[0]?.message).toContain('after the first import');
});

test('a place beside its parent is above or below it, and a count is not judged', async () => {
  const compared = (code: string) =>
    world.ask(`{ region(code: "${countyCode(3)}") { indicator(code: "${code}", period: "2021") {
      change(against: PARENT) { printed en: printed(locale: EN) verdict direction }
    } } }`);
  expect((await compared('mediation.resolution_rate')).data).toMatchObject({
    region: {
      indicator: {
        change: { printed: '高于泉州市1.79个百分点', en: '1.79 percentage points above 泉州市', verdict: 'BETTER' },
      },
    },
  });
  expect((await compared('mediation.found')).data).toMatchObject({
    region: { indicator: { change: { printed: '低于泉州市96.2%', verdict: 'NOT_JUDGED' } } },
  });
});

test('a sentence says how much is missing without brackets in brackets', async () => {
  const { data } = await found('350500', '2021/2024', 'sentence en: sentence(locale: EN)');
  expect(data).toEqual({
    region: {
      indicator: {
        sentence: '2021—2024年，泉州市排查发现矛盾纠纷数暂无数据（应报360个乡镇月，已报144个，占40%，不足50%）。',
        en: 'From 2021 to 2024, there is no figure for disputes found by screening in 泉州市: 144 of 360 township-months reported, 40%, less than the 50% needed.',
      },
    },
  });
});

test('a reason stands once in its sentence, with the article of its period', async () => {
  const { data } = await found('350500', '2019-H2', 'en: sentence(locale: EN)');
  expect(data).toEqual({
    region: {
      indicator: {
        en: 'In the second half of 2019, there is no figure for disputes found by screening in 泉州市: 泉州市 has not reported it for the second half of 2019.',
      },
    },
  });
  expect((await found('350500', 'as-of 2021-12-31', 'en: sentence(locale: EN)')).data).toEqual({
    region: {
      indicator: {
        en: 'As of 31 December 2021, there is no figure for disputes found by screening in 泉州市: counted over a span of days, so there is no value at an instant.',
      },
    },
  });
});
