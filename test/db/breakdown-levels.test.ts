import { afterAll, beforeAll, expect, test } from 'vitest';
import { datasets } from '../../src/datasets/index.ts';
import { toNumber } from '../../src/kernel/exact.ts';
import { createTestDatabase } from '../database.ts';
import { type SeedReader, type SeedRegion, type SeedRow, seed } from '../seed.ts';

const database = await createTestDatabase();
afterAll(() => database.close());

let county: SeedRegion;
let village: SeedRegion;
let reader: SeedReader;
const CATEGORIES = ['抢劫', '抢劫', '抢劫致死', '侵财', '放火', '其他'];

beforeAll(async () => {
  const world = seed(database.db);
  county = await world.region('county', '大田县', await world.region('city', '三明市'));
  const town = await world.region('township', '均溪镇', county);
  village = await world.region('village', '玉田村', town);
  const second = await world.region('village', '福塘村', town);
  await world.rows(
    datasets.cases,
    CATEGORIES.map(
      (category, at): SeedRow => ({
        serial: `C${at}`,
        kind: 'criminal',
        category,
        region: town.id,
        reportedAt: '2021-03-01T08:00:00+08:00',
        filedOn: '2021-03-01',
        clearedOn: at % 2 === 0 ? '2021-04-01' : null,
      }),
    ),
    { covers: { region: county, from: '2021-01-01', to: '2021-12-01' } },
  );
  const rated = (region: SeedRegion, scheme: string, unit: string, more: SeedRow = {}): SeedRow => ({
    unit,
    unitKind: 'village',
    scheme,
    year: 2021,
    stars: 4,
    region: region.id,
    ...more,
  });
  await world.rows(
    datasets.ratings,
    [
      rated(village, '六守六无', '玉田村'),
      rated(village, '平安村', '玉田村委会'),
      rated(village, '平安村', '玉田村', { year: 2020 }),
      rated(second, '六守六无', '福塘村', { stars: 2 }),
      rated(town, '六守六无', '早兴村'),
      rated(town, '平安村', '早兴村'),
      rated(town, '平安村', '某小区', { unitKind: 'estate' }),
    ],
    { covers: { region: county, from: '2021-01-01', to: '2021-12-01' } },
  );
  reader = await world.reader();
});

async function slices(code: string, level: number | null, region = county) {
  const found = await reader.breakdown(reader.subject(code, region, '2021'), 'category', level);
  return found.map(({ key, value, parent }) => [key, value === null ? null : toNumber(value), parent]);
}

test('without a level, words stand as they were recorded', async () => {
  expect(await slices('case.criminal_filed', null)).toEqual([
    ['侵财', 1, null],
    ['抢劫', 2, '侵财'],
    ['抢劫致死', 1, '抢劫'],
    ['放火', 1, '危害公共安全'],
    ['其他', 1, null],
  ]);
});

test('a word of a level takes in all below it, and what was recorded above stays there', async () => {
  expect(await slices('case.criminal_filed', 1)).toEqual([
    ['侵财', 4, null],
    ['危害公共安全', 1, null],
    ['其他', 1, null],
  ]);
  expect(await slices('case.criminal_filed', 2)).toEqual([
    ['侵财', 1, null],
    ['抢劫', 3, '侵财'],
    ['放火', 1, '危害公共安全'],
    ['其他', 1, null],
  ]);
  expect(await slices('case.criminal_filed', 9)).toEqual(await slices('case.criminal_filed', null));
});

test('quotients roll up by their parts', async () => {
  // Cleared: the 1st 抢劫, 抢劫致死, 放火.
  expect(await slices('case.clearance_rate', 1)).toEqual([
    ['侵财', 50, null],
    ['危害公共安全', 100, null],
    ['其他', 0, null],
  ]);
});

test('a level below the top is refused', async () => {
  await expect(slices('case.criminal_filed', 0)).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
});

test('a village is starred once, under however many schemes and names', async () => {
  const of = async (region: SeedRegion) => {
    const { numerator, denominator } = await reader.value(reader.subject('rating.starred_share', region, '2021'));
    return [numerator, denominator].map((x) => x && toNumber(x));
  };
  expect(await of(county)).toEqual([2, 2]);
  expect(await of(village)).toEqual([1, 1]);
});
