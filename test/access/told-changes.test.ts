import { afterAll, beforeAll, expect, test } from 'vitest';
import { createKey } from '../../src/access/keys.ts';
import { createWebhook } from '../../src/access/webhooks.ts';
import { mediations } from '../../src/datasets/mediations.ts';
import { createWorld, type World } from '../api/world.ts';
import { type SeedRegion, type SeedRow, seed } from '../seed.ts';

/* Nothing that tells of changes tells what could not be read as a value. */

const COUNTY = '350501000000';
const TOWNSHIP = '350501101000';
const NEIGHBOUR = '350501101201';
const OWN = '350501101202';
const MONTHS = Array.from(
  { length: 36 },
  (_, at) => `${2019 + Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`,
);
const DISPUTES = ['found', 'resolved', 'resolution_rate', 'success_rate', 'amount', 'median_days', 'parties'];

let world: World;
let land: ReturnType<typeof seed>;
let county: SeedRegion;
let neighbour: SeedRegion;
let own: SeedRegion;
let codes: readonly string[];
const imports: Record<string, number> = {};

const dispute = (serial: string, region: SeedRegion, day: string): SeedRow => ({
  serial,
  region: region.id,
  foundOn: day,
  acceptedOn: day,
  closedOn: day,
  outcome: 'resolved',
  parties: 3,
  amount: 10_000,
});
const bring = (rows: readonly SeedRow[]) =>
  land.rows(mediations, rows, { covers: { region: county, from: '2019-01-01', to: '2021-12-01' } });

beforeAll(async () => {
  world = await createWorld(async (db) => {
    land = seed(db);
    const province = await land.region('province', '福建省', null, { code: '350000000000' });
    const city = await land.region('city', '泉州市', province, { code: '350500000000' });
    county = await land.region('county', '一县', city, { code: COUNTY });
    const township = await land.region('township', '一镇', county, { code: TOWNSHIP });
    neighbour = await land.region('village', '邻村', township, { code: NEIGHBOUR });
    own = await land.region('village', '本村', township, { code: OWN });
    imports.first = await bring([dispute('M', neighbour, '2021-03-05')]);
    imports.elsewhere = await bring(MONTHS.map((month, at) => dispute(`N${at}`, neighbour, `${month}-07`)));
    imports.here = await bring([dispute('H', own, '2021-06-05')]);
    // What the township has found stays the same.
    imports.moved = await bring([dispute('M', own, '2021-03-05')]);
    // So has the county, but for one word.
    imports.reworded = await bring([{ ...dispute('H', own, '2021-06-05'), channel: 'police' }]);
  });
  const { data } = await world.ask('{ indicators(theme: MEDIATION) { code } }');
  const known = (data as { indicators: readonly { code: string }[] }).indicators.map(({ code }) => code);
  codes = known.filter((code) => DISPUTES.some((name) => code === `mediation.${name}`));
});
afterAll(() => world.close());

interface Told {
  readonly version: number;
  readonly omitted: number;
  readonly values: readonly {
    readonly period: string;
    readonly indicator: { readonly code: string };
    readonly before: { readonly value: number | null };
    readonly after: { readonly value: number | null };
  }[];
}

async function changes(key: string, within: string, indicators = codes): Promise<readonly Told[]> {
  const { data, errors } = await world.ask(
    `query ($within: ID!, $indicators: [ID!]!) { changes(within: $within, indicators: $indicators, after: "${imports.first}", first: 20) {
      version omitted values { period indicator { code } before { value } after { value } } } }`,
    { within, indicators },
    key,
  );
  expect(errors).toBeUndefined();
  return (data as { changes: readonly Told[] }).changes;
}

const READ = ['indicators:read', 'records:read', 'imports:read'] as const;

test('a village is told what changed in it, and nothing of what changed in its township beside it', async () => {
  const told = await changes(await world.key(READ, [OWN]), OWN);
  expect(told.map(({ version, omitted }) => ({ version, omitted }))).toEqual([
    { version: imports.here, omitted: 0 },
    { version: imports.moved, omitted: 0 },
  ]);
  const found = told.map(({ values }) =>
    values
      .filter(({ indicator }) => indicator.code === 'mediation.found')
      .map(({ period, before, after }) => [period, before.value, after.value]),
  );
  expect(found).toEqual([[['2021-06', 0, 1]], [['2021-03', 0, 1]]]);
  // Enough was changed beside it that not all of it would have been compared.
  expect(codes.length * MONTHS.length).toBeGreaterThan(200);
});

test('who sees the county is told what changed in it, and nothing of what moved within', async () => {
  const told = await changes(await world.key(READ, [COUNTY]), COUNTY);
  expect(told.map(({ version }) => version)).toEqual([imports.elsewhere, imports.here]);
});

test.each([COUNTY, TOWNSHIP])('one word of %s is told of where only words changed', async (within) => {
  const told = await changes(await world.key(), within, ['mediation.police_resolved', 'mediation.found']);
  const reworded = told.filter(({ version }) => version === imports.reworded).flatMap(({ values }) => values);
  expect(
    new Set(
      reworded.map(
        ({ indicator, period, before, after }) => `${indicator.code} ${period} ${before.value} ${after.value}`,
      ),
    ),
  ).toEqual(new Set(['mediation.police_resolved 2021-06 0 1']));
});

test('medians, which have no sums, are told where rows changed', async () => {
  const told = await changes(await world.key(), COUNTY);
  const moved = told.flatMap(({ version, values }) =>
    values.flatMap(({ indicator }) => (indicator.code === 'mediation.median_days' ? [version] : [])),
  );
  expect(moved).toContain(imports.elsewhere);
});

test('a key without the dataset is told of no change in it', async () => {
  const key = await world.key(READ, undefined, { datasets: ['cases'] });
  expect(await changes(key, COUNTY)).toEqual([]);
});

test.each([
  ['changes', `{ changes(within: "${COUNTY}", indicators: ["mediation.found"], after: "0") { version } }`],
  [
    'revisions',
    `{ region(code: "${COUNTY}") { indicator(code: "mediation.found", period: "2021") { revisions { value } } } }`,
  ],
  ['moments before', `{ region(code: "${COUNTY}", asOf: "2021-01-01T00:00:00Z") { name } }`],
  ['empty reports', `{ region(code: "${COUNTY}") { coverage(dataset: "mediations", period: "2021") { nilReturns } } }`],
  [
    'reports with rows',
    `{ region(code: "${COUNTY}") { coverage(dataset: "mediations", period: "2021") { townshipMonths(state: ROWS) { nodes { month } } } } }`,
  ],
])('a restricted key is not told of %s', async (_what, query) => {
  const key = await world.key(['indicators:read'], [COUNTY], { disclosure: 'restricted' });
  expect((await world.ask(query, {}, key)).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
});

test('a webhook of a restricted key is refused', async () => {
  const { id } = await createKey(world.database.db, {
    agency: 'test',
    scopes: ['indicators:read'],
    reach: [COUNTY],
    days: 1,
    disclosure: 'restricted',
  });
  const wanted = { keyId: id, url: 'https://agency.test/', within: COUNTY, indicators: ['mediation.found'] };
  await expect(createWebhook(world.database.db, wanted)).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('a restricted key is told who has not reported', async () => {
  const key = await world.key(['indicators:read'], [COUNTY], { disclosure: 'restricted' });
  const { data } = await world.ask(
    `{ region(code: "${COUNTY}") { coverage(dataset: "mediations", period: "2021") { expected reported missing townshipMonths { totalCount } } } }`,
    {},
    key,
  );
  expect(data).toEqual({
    region: { coverage: { expected: 12, reported: 12, missing: 0, townshipMonths: { totalCount: 0 } } },
  });
});
