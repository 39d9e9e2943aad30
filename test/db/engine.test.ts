import { afterAll, beforeAll, expect, it } from 'vitest';
import { datasets } from '../../src/datasets/index.ts';
import type { Value } from '../../src/engine/values/value.ts';
import { toFixed } from '../../src/kernel/exact.ts';
import { createTestDatabase } from '../database.ts';
import { EVERYTHING, type SeedRegion, type SeedRow, seed } from '../seed.ts';

const database = await createTestDatabase();
afterAll(() => database.close());
const world = seed(database.db);

let city: SeedRegion;
let counties: SeedRegion[];
let zone: SeedRegion;
let townships: SeedRegion[];
let village: SeedRegion;
let grid: SeedRegion;
let firstImport: number;
let secondImport: number;

const plain = ({ value, numerator, denominator, absence, basis }: Value) => ({
  value: value === null ? null : toFixed(value, 4).replace(/\.?0+$/, ''),
  numerator: numerator === null ? null : Number(numerator.toString()),
  denominator: denominator === null ? null : Number(denominator.toString()),
  absence,
  basis,
});

let serial = 0;
const dispute = (region: SeedRegion, acceptedOn: string, more: SeedRow = {}): SeedRow => {
  serial += 1;
  return { serial: `D${serial}`, region: region.id, acceptedOn, outcome: 'pending', ...more };
};
const settled = { closedOn: '2021-06-15', outcome: 'resolved' };

beforeAll(async () => {
  const province = await world.region('province', '福建省');
  city = await world.region('city', '泉州市', province);
  counties = [];
  townships = [];
  for (const name of [
    '鲤城区',
    '丰泽区',
    '洛江区',
    '泉港区',
    '惠安县',
    '安溪县',
    '永春县',
    '德化县',
    '石狮市',
    '晋江市',
    '南安市',
  ]) {
    const county = await world.region('county', name, city);
    counties.push(county);
    townships.push(
      await world.region('township', `${name}甲镇`, county),
      await world.region('township', `${name}乙镇`, county),
    );
  }
  zone = await world.region('county', '泉州台商投资区', city, { code: '350599000000', kind: 'functional_zone' });
  const town = await world.region('township', '张坂镇', zone);
  village = await world.region('village', '上塘村', town);
  grid = await world.region('grid', '第一网格', village, { code: 'W001' });
  townships.push(town);
  firstImport = await world.rows(
    datasets.mediations,
    [
      ...Array.from({ length: 1304 }, () =>
        dispute(village, '2021-03-04', { ...settled, foundOn: '2021-02-27', amount: 12345 }),
      ),
      ...Array.from({ length: 23 }, () => dispute(town, '2021-05-06', { type: '物业', grid: 'W001' })),
      ...Array.from({ length: 40 }, () => dispute(town, '2020-05-06', { outcome: 'resolved', closedOn: '2020-06-15' })),
      ...townships
        .slice(0, 20)
        .map((place, at) => dispute(place, '2021-03-04', at % 2 === 0 ? settled : { type: '邻里', track: 'people' })),
    ],
    { fileName: 'a.csv', covers: { region: city, from: '2020-01-01', to: '2021-12-01' } },
  );
  secondImport = await world.rows(datasets.mediations, [
    dispute(village, '2021-03-05', { serial: 'D1', ...settled, foundOn: '2021-02-27', amount: 999_999 }),
    dispute(town, '2022-01-01', { type: '物业', track: 'people' }),
  ]);
  await world.rows(
    datasets.patrolTeams,
    [
      { code: 'T1', region: town.id, kind: 'full_time', members: 10, establishedOn: '2020-02-03', dissolvedOn: null },
      {
        code: 'T2',
        region: village.id,
        kind: 'volunteer',
        members: 7,
        establishedOn: '2020-02-03',
        dissolvedOn: '2021-03-10',
      },
    ],
    { covers: { region: city, from: '2019-01-01', to: '2022-12-01' } },
  );
});

it('divides sums exactly and rounds half up', async () => {
  const reader = await world.reader();
  const value = await reader.value(reader.subject('mediation.resolution_rate', zone, '2021'));
  expect(plain(value)).toEqual({ value: '98.27', numerator: 1304, denominator: 1327, absence: null, basis: 'COUNTED' });
  expect(value.coverage).toEqual({ expected: 12, reported: 12, share: 1 });
  expect(reader.formatted(value, 'zh')).toBe('98.27%');
});

it('gives the same from rows as from the ledger', async () => {
  const reader = await world.reader();
  const codes = ['mediation.found', 'mediation.amount', 'mediation.resolution_rate', 'patrol.members'];
  for (const code of codes) {
    const year = await reader.value(reader.subject(code, zone, '2021'));
    const days = await reader.value(reader.subject(code, zone, '2021-01-01/2021-12-31'));
    expect(plain(days)).toEqual(plain(year));
  }
  const town = await reader.value(reader.subject('mediation.amount', village, '2021'));
  expect(plain(town).value).toBe(String((1303 * 12345 + 999_999) / 100));
  const week = await reader.value(reader.subject('mediation.accepted', village, '2021-W09'));
  expect(plain(week).value).toBe('1304');
  expect(plain(await reader.value(reader.subject('mediation.accepted', village, '2021-03-05'))).value).toBe('1');
});

it('finds the rows of a grid by its code', async () => {
  const reader = await world.reader();
  const subject = reader.subject('mediation.accepted', grid, '2021');
  expect(plain(await reader.value(subject)).value).toBe('23');
  expect((await reader.records(subject, { first: 2, after: null })).records).toHaveLength(2);
});

it('takes a stock on the last day', async () => {
  const reader = await world.reader();
  const teams = async (period: string) =>
    plain(await reader.value(reader.subject('patrol.members', zone, period))).value;
  expect(await teams('2020-01')).toBe('0');
  expect(await teams('2020')).toBe('17');
  expect(await teams('2021-03')).toBe('10');
  expect(await teams('as-of 2021-03-09')).toBe('17');
  expect(await teams('2021-03-10')).toBe('10');
});

it('says why there is no value', async () => {
  const reader = await world.reader({ today: '2022-06-10' });
  const absence = async (code: string, region: SeedRegion, period: string, from = reader) =>
    (await from.value(from.subject(code, region, period))).absence;
  expect(await absence('mediation.found', zone, '2023')).toBe('NOT_YET');
  expect(await absence('mediation.found', zone, '2019')).toBe('NOT_REPORTED');
  expect(await absence('mediation.accepted', zone, '2022')).toBe('INCOMPLETE');
  expect(await absence('mediation.resolution_rate', zone, '2020-01')).toBe('ZERO_DENOMINATOR');
  expect(await absence('mediation.found', zone, '2020-01')).toBe(null);
  expect(await absence('mediation.found', zone, 'as-of 2021-03-04')).toBe('NOT_APPLICABLE');
  expect(await absence('mediation.type_share', zone, '2021')).toBe('NOT_APPLICABLE');
  expect(await absence('survey.safety_rate', village, '2021-H2')).toBe('NOT_APPLICABLE');
  expect(await absence('survey.safety_rate', zone, '2021-H2')).toBe('NOT_REPORTED');
  expect(await absence('patrol.members_per_10k', zone, '2021')).toBe('NOT_REPORTED');
  const narrow = await world.reader({ viewer: { ...EVERYTHING, reach: [zone.code] } });
  expect(await absence('mediation.found', city, '2021', narrow)).toBe('OUT_OF_REACH');
  expect(await absence('mediation.found', zone, '2021', narrow)).toBe(null);
});

it('answers as of an earlier import, from cells and from rows', async () => {
  const then = await world.reader({ asOf: firstImport });
  const now = await world.reader({ asOf: secondImport });
  for (const [region, period] of [
    [zone, '2021'],
    [zone, '2021-01-01/2021-12-31'],
    [village, '2021'],
  ] as const) {
    const amount = async (reader: typeof then) =>
      plain(await reader.value(reader.subject('mediation.amount', region, period))).value;
    expect(await amount(then)).toBe(String((1304 * 12345) / 100));
    expect(await amount(now)).toBe(String((1303 * 12345 + 999_999) / 100));
  }
});

it('reads a nested selection in at most three statements', async () => {
  const codes = [
    'mediation.resolution_rate',
    'mediation.found',
    'patrol.members',
    'survey.safety_rate',
    'mediation.median_days',
    'mediation.amount',
  ];
  const reader = await world.reader();
  database.statements.length = 0;
  const answers = await Promise.all(
    [...counties, zone].flatMap((county) =>
      codes.map((code) => {
        const subject = reader.subject(code, county, '2021');
        return Promise.all([
          reader.value(subject),
          reader.change(subject, 'YEAR_ON_YEAR'),
          reader.rank(subject, 'CITY'),
          reader.change(subject, 'PARENT'),
          reader.interval(subject),
        ]);
      }),
    ),
  );
  expect(answers).toHaveLength(72);
  expect(database.statements.map((text) => /\/\* (\S+) \*\//.exec(text)?.[1]).sort()).toEqual([
    'engine.ledger',
    'engine.rows',
    'engine.statistics',
  ]);
});

it('ranks with ties, exclusions and movement', async () => {
  const reader = await world.reader();
  const rank = await reader.rank(reader.subject('mediation.resolution_rate', zone, '2021'), 'CITY');
  expect(rank).toMatchObject({ position: 1, of: 11, tied: 0, excludedCount: 1, movement: 0, previousPosition: 1 });
  expect(rank?.excluded.map(({ region, absence }) => [region.name, absence])).toEqual([['南安市', 'ZERO_DENOMINATOR']]);
  const [first] = counties;
  if (first === undefined) throw new Error('no county');
  const tied = await reader.rank(reader.subject('mediation.resolution_rate', first, '2021'), 'PARENT');
  expect(tied).toMatchObject({ position: 2, of: 11, tied: 9, movement: null, level: 'county' });
  const narrow = await world.reader({ viewer: { ...EVERYTHING, reach: [first.code] } });
  const own = await narrow.rank(narrow.subject('mediation.resolution_rate', first, '2021'), 'CITY');
  expect(own).toMatchObject({ position: 2, tied: 9, tiedWith: [], excluded: [], excludedCount: 1 });
  expect(await narrow.rank(narrow.subject('mediation.resolution_rate', zone, '2021'), 'CITY')).toMatchObject({
    position: null,
  });
  expect(await reader.rank(reader.subject('mediation.resolution_rate', city, '2021'), 'COUNTY')).toBe(null);
});

it('tells a change in its own unit, with cautions', async () => {
  const reader = await world.reader();
  const rate = await reader.change(reader.subject('mediation.resolution_rate', zone, '2021'), 'YEAR_ON_YEAR');
  expect(rate).toMatchObject({
    unit: 'percentage_point',
    direction: 'down',
    verdict: 'worse',
    comparable: true,
    cautions: [],
  });
  expect(rate.printed?.zh).toBe('下降1.73个百分点');
  const count = await reader.change(reader.subject('mediation.found', zone, '2021'), 'YEAR_ON_YEAR');
  expect(count.printed?.zh).toBe('上升3217.5%');
  expect(count.baselinePeriod?.code).toBe('2020');
  const none = await reader.change(reader.subject('mediation.found', zone, '2020'), 'YEAR_ON_YEAR');
  expect(none).toMatchObject({ absolute: null, printed: null, cautions: ['NO_BASELINE'], comparable: false });
  expect(none.baseline?.absence).toBe('NOT_REPORTED');
  const parent = await reader.change(reader.subject('mediation.resolution_rate', zone, '2021'), 'PARENT');
  expect(plain(parent.baseline as Value)).toMatchObject({ numerator: 1314, denominator: 1347 });
});

it('breaks down by the words of a column', async () => {
  const reader = await world.reader();
  const slices = await reader.breakdown(reader.subject('mediation.accepted', zone, '2021'), 'type');
  expect(slices.map(({ key, label, value }) => [key, label.zh, Number(value?.toString())])).toEqual([
    ['物业', '物业', 23],
    ['', '未注明', 1304],
  ]);
  const days = await reader.breakdown(reader.subject('mediation.accepted', zone, '2021-01-01/2021-12-31'), 'type');
  expect(days).toEqual(slices);
  const share = await reader.breakdown(reader.subject('mediation.type_share', zone, '2021'), 'type');
  expect(share.map(({ value }) => value && toFixed(value, 1))).toEqual(['1.7', '98.3']);
  const rates = await reader.breakdown(reader.subject('mediation.resolution_rate', zone, '2021'), 'type');
  expect(
    rates.map(({ key, numerator, denominator }) => [
      key,
      Number(numerator?.toString()),
      Number(denominator?.toString()),
    ]),
  ).toEqual([
    ['物业', 0, 23],
    ['', 1304, 1304],
  ]);
  await expect(reader.breakdown(reader.subject('mediation.parties', zone, '2021'), 'type')).rejects.toMatchObject({
    code: 'BAD_USER_INPUT',
  });
  await expect(reader.breakdown(reader.subject('mediation.accepted', zone, '2021'), 'colour')).rejects.toThrow(
    /track, type, channel/,
  );
});

it('explains with numbers, imports and what was missing', async () => {
  const reader = await world.reader();
  const explanation = await reader.explanation(reader.subject('mediation.resolution_rate', zone, '2021'));
  expect(explanation.formula.zh).toBe('1304 ÷ 1327 × 100% = 98.27%');
  expect(explanation.parts.map(({ role, measure, value }) => [role, measure, Number(value?.toString())])).toEqual([
    ['numerator', 'mediations.resolved_in_period', 1304],
    ['denominator', 'mediations.found', 1327],
  ]);
  expect(
    explanation.contributions.map(({ import: { fileName }, delta }) => [fileName, Number(delta?.toString())]),
  ).toEqual([
    ['a.csv', 1304],
    ['a.csv', 1327],
  ]);
  const rows = await reader.explanation(reader.subject('mediation.accepted', village, '2021'));
  expect(rows.contributions.map(({ import: { id }, rows: count }) => [id, count])).toEqual([
    [firstImport, 1303],
    [secondImport, 1],
  ]);
  const gaps = await reader.explanation(reader.subject('mediation.accepted', zone, '2022-Q1'));
  expect(gaps.missing.count).toBe(2);
  expect(gaps.missing.places.map(({ region, month }) => [region.name, month])).toEqual([
    ['张坂镇', '2022-02-01'],
    ['张坂镇', '2022-03-01'],
  ]);
});

it('pages through the records behind a value', async () => {
  const reader = await world.reader();
  const subject = reader.subject('mediation.accepted', zone, '2020');
  const first = await reader.records(subject, { first: 30, after: null });
  const second = await reader.records(subject, { first: 30, after: first.records.at(-1)?.id ?? null });
  expect([first.records.length, first.hasNextPage, second.records.length, second.hasNextPage]).toEqual([
    30,
    true,
    10,
    false,
  ]);
  expect(first.records[0]).toMatchObject({
    dataset: 'mediations',
    fields: { accepted_on: '2020-05-06' },
    source: { fileName: 'a.csv' },
  });
  const stock = await reader.records(reader.subject('patrol.members', zone, '2020'), { first: 5, after: null });
  expect(stock.records.map(({ fields }) => fields.code)).toEqual(['T1', 'T2']);
  const narrow = await world.reader({ viewer: { ...EVERYTHING, scopes: ['indicators:read'] } });
  await expect(
    narrow.records(narrow.subject('mediation.accepted', zone, '2020'), { first: 5, after: null }),
  ).rejects.toMatchObject({ code: 'FORBIDDEN' });
});

it('writes the sentence of a report', async () => {
  const reader = await world.reader();
  const subject = reader.subject('mediation.resolution_rate', zone, '2021');
  expect(await reader.sentence(subject, 'zh')).toBe(
    '2021年，泉州台商投资区排查发现矛盾纠纷1327件，调解成功1304件，矛盾纠纷化解率98.27%，同比下降1.73个百分点，居全市第1位。',
  );
  expect(await reader.sentence(subject, 'en')).toBe(
    'In 2021, dispute resolution rate in 泉州台商投资区 stood at 98.27% (1,304/1,327), down 1.73 percentage points year on year, ranked number 1 of 11 in 泉州市.',
  );
  expect(await reader.sentence(reader.subject('mediation.found', zone, '2019'), 'zh')).toBe(
    '2019年，泉州台商投资区排查发现矛盾纠纷数暂无数据（泉州台商投资区2019年未报送排查发现矛盾纠纷数）。',
  );
});

it('resolves relative periods to concrete ones', async () => {
  const reader = await world.reader({ today: '2022-06-10' });
  const { indicator, region } = reader.subject('mediation.accepted', zone, '2021');
  expect((await reader.period('LATEST', indicator, region)).code).toBe('2022-01');
  expect((await reader.period('YEAR_TO_DATE', indicator, region)).code).toBe('2022-01-01/2022-06-10');
  await expect(
    reader.period('LATEST', reader.subject('survey.safety_rate', zone, '2021').indicator, region),
  ).rejects.toMatchObject({ code: 'BAD_PERIOD' });
  const narrow = await world.reader({ viewer: { ...EVERYTHING, reach: [zone.code] } });
  await expect(narrow.period('LATEST', indicator, narrow.tree.byId(city.id))).rejects.toMatchObject({
    code: 'OUT_OF_REACH',
  });
});
