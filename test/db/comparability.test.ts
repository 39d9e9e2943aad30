import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { datasets } from '../../src/datasets/index.ts';
import { redrawn } from '../../src/engine/comparisons/territory.ts';
import { toNumber } from '../../src/kernel/exact.ts';
import { createTestDatabase } from '../database.ts';
import { type SeedRegion, type SeedRow, seed } from '../seed.ts';

const database = await createTestDatabase();
afterAll(() => database.close());
const world = seed(database.db);

let city: SeedRegion;
let old: SeedRegion;
let zone: SeedRegion;
let merged: SeedRegion;

const ROUNDS: Readonly<Record<string, readonly [string, string]>> = { H1: ['01-01', '07-01'], H2: ['07-01', '01-01'] };
const survey = (region: SeedRegion, round: string, rate: number, more: SeedRow = {}): SeedRow => {
  const [year = '', half = ''] = round.split('-');
  const [start = '', end = ''] = ROUNDS[half] ?? [];
  return {
    round,
    roundStart: `${year}-${start}`,
    roundEnd: `${half === 'H2' ? Number(year) + 1 : year}-${end}`,
    instrument: 'A',
    region: region.id,
    question: 'safety',
    rate,
    ...more,
  };
};
let serial = 0;
const filed = (region: SeedRegion, on: string, category: string): SeedRow => ({
  serial: `C${serial++}`,
  kind: 'criminal',
  category,
  region: region.id,
  reportedAt: `${on}T08:00:00+08:00`,
  filedOn: on,
});

beforeAll(async () => {
  const province = await world.region('province', '福建省', null, { code: '350000000000' });
  city = await world.region('city', '三明市', province);
  old = await world.region('county', '大田县', city);
  zone = await world.region('county', '新区', city, { kind: 'functional_zone', validFrom: '2021-03-01' });
  merged = await world.region('county', '三元区', city, { validFrom: '2021-02-03' });
  const gone = await world.region('county', '梅列区', city);
  await world.end(gone, '2021-02-03', merged);
  const [a, b] = [await world.region('township', '均溪镇', old), await world.region('township', '石牌镇', old)];
  const c = await world.region('township', '新镇', zone);

  await world.rows(datasets.surveyRates, [
    survey(old, '2020-H2', 95),
    survey(old, '2021-H2', 96),
    survey(old, '2022-H2', 97),
    survey(old, '2022-H1', 90, { instrument: 'B' }),
    survey(old, '2023-H2', 98),
    survey(zone, '2020-H2', 91),
    survey(zone, '2021-H2', 94),
    survey(zone, '2022-H2', 95, { instrument: 'B' }),
  ]);
  await world.rows(
    datasets.cases,
    [
      filed(a, '2021-05-01', '抢劫致死'),
      filed(a, '2021-05-02', '抢劫'),
      filed(a, '2022-05-03', '抢劫'),
      filed(a, '2022-10-04', '抢劫'),
      filed(b, '2023-05-04', '抢劫'),
      filed(b, '2023-05-05', '劫持'),
    ],
    { covers: { region: city, from: '2020-01-01', to: '2023-12-01' } },
  );
  const dispute = (region: SeedRegion, on: string): SeedRow => ({
    serial: `M${serial++}`,
    region: region.id,
    acceptedOn: on,
    outcome: 'pending',
  });
  await world.rows(
    datasets.mediations,
    [dispute(a, '2021-03-04'), dispute(b, '2022-03-04'), dispute(c, '2020-05-01')],
    {
      covers: { region: a, from: '2021-01-01', to: '2021-12-01' },
    },
  );
  await world.rows(datasets.mediations, [dispute(c, '2021-05-01')], {
    covers: { region: zone, from: '2020-01-01', to: '2021-12-01' },
  });
  await world.rows(datasets.mediations, [], { covers: { region: old, from: '2022-01-01', to: '2022-12-01' } });
});

const codesOf = ({ incomparable }: { incomparable: readonly { readonly code: string }[] }) =>
  incomparable.map(({ code }) => code);

describe('versions of a definition', () => {
  test('three rates of Fujian changed in 2021 and 2023', async () => {
    const reader = await world.reader();
    const at = (period: string) => reader.change(reader.subject('survey.safety_rate', old, period), 'YEAR_ON_YEAR');
    const [y2021, y2022, y2023] = await Promise.all(['2021-H2', '2022-H2', '2023-H2'].map(at));
    expect(y2021?.current.versions.map(({ code }) => code)).toEqual(['2021']);
    expect(y2021?.baseline?.versions.map(({ code }) => code)).toEqual(['2017']);
    expect([y2021, y2022, y2023].map((change) => change && [change.comparable, codesOf(change)])).toEqual([
      [false, ['DEFINITION_CHANGED']],
      [true, []],
      [false, ['DEFINITION_CHANGED']],
    ]);
    expect(y2021?.incomparable[0]?.reason.zh).toBe('口径不同：大田县2021年下半年为2021版，大田县2020年下半年为2017版');
    expect(y2021?.absolute && toNumber(y2021.absolute)).toBe(1);
    expect(y2021?.cautions).toContain('DEFINITION_CHANGED');
  });

  test('the round of a year decides, not the year', async () => {
    const reader = await world.reader();
    const value = await reader.value(reader.subject('survey.safety_rate', old, '2023'));
    expect(value.versions.map(({ code }) => code)).toEqual(['2023']);
  });

  test('what was not asked then is not applicable, with when it was', async () => {
    const reader = await world.reader();
    const at = (code: string, period: string) => reader.value(reader.subject(code, old, period));
    expect(await at('survey.road_safety_rate', '2022-H2')).toMatchObject({
      absence: 'NOT_APPLICABLE',
      absenceReason: { zh: '大田县的测评只在2023-07-01起有道路交通安全好评率一项' },
    });
    expect(await at('survey.awareness_rate', '2022-H2')).toMatchObject({
      absence: 'NOT_APPLICABLE',
      absenceReason: { zh: '大田县的测评只在2017-01-01至2020-12-31有平安建设知晓率一项' },
    });
    expect((await at('survey.road_safety_rate', '2023-H2')).absence).toBe('NOT_REPORTED');
  });

  test('eight kinds of cases are counted by the list in force on filing, and lists do not compare', async () => {
    const reader = await world.reader();
    const at = (period: string) => reader.change(reader.subject('case.major_filed', old, period), 'YEAR_ON_YEAR');
    const [y2022, y2023] = await Promise.all(['2022', '2023'].map(at));
    expect([y2022, y2023].map((change) => change?.current.value && toNumber(change.current.value))).toEqual([1, 2]);
    expect(y2022?.current.versions.map(({ code }) => code)).toEqual(['2006-01-01', '2022-09-01']);
    expect([y2022, y2023].map((change) => change && codesOf(change))).toEqual([
      ['DEFINITION_CHANGED'],
      ['DEFINITION_CHANGED'],
    ]);
    const same = await reader.change(reader.subject('case.criminal_filed', old, '2023'), 'YEAR_ON_YEAR');
    expect([same.comparable, codesOf(same)]).toEqual([true, []]);
  });
});

test('another instrument does not compare', async () => {
  const reader = await world.reader();
  const period = reader.subject('survey.safety_rate', old, '2022-H1').period;
  const change = await reader.change(reader.subject('survey.safety_rate', old, '2022-H2'), 'PERIOD', period);
  expect([change.comparable, codesOf(change)]).toEqual([false, ['INSTRUMENT_CHANGED']]);
});

describe('a region that was redrawn', () => {
  test('rates reported before are of another area', async () => {
    const reader = await world.reader();
    const change = await reader.change(reader.subject('survey.safety_rate', zone, '2021-H2'), 'YEAR_ON_YEAR');
    expect(codesOf(change)).toEqual(['DEFINITION_CHANGED', 'REGION_CHANGED']);
    expect(change.cautions).toContain('REGION_CHANGED');
  });

  test('records are counted again on one tree: they compare, with a caution', async () => {
    const reader = await world.reader();
    const change = await reader.change(reader.subject('mediation.accepted', zone, '2021'), 'YEAR_ON_YEAR');
    expect([change.comparable, codesOf(change)]).toEqual([true, []]);
    expect(change.cautions).toContain('REGION_CHANGED');
  });

  test('a region that took another in is redrawn, its parent is not', async () => {
    const reader = await world.reader();
    const cautions = async (region: SeedRegion) =>
      (await reader.change(reader.subject('case.criminal_filed', region, '2021'), 'YEAR_ON_YEAR')).cautions;
    const how = (region: SeedRegion) => redrawn(reader.tree, reader.tree.byId(region.id), '2020-01-01', '2022-01-01');
    expect([merged, zone, city, old].map(how)).toEqual(['itself', 'itself', 'parts', null]);
    expect(redrawn(reader.tree, reader.tree.byId(merged.id), '2021-02-03', '2022-01-01')).toBeNull();
    expect(await cautions(city)).not.toContain('REGION_CHANGED');
  });
});

test('periods reported to different degrees do not compare', async () => {
  const reader = await world.reader();
  const change = await reader.change(reader.subject('mediation.accepted', old, '2022'), 'YEAR_ON_YEAR');
  expect([change.comparable, codesOf(change)]).toEqual([false, ['COVERAGE_DIFFERS']]);
  expect(change.incomparable[0]?.reason.zh).toBe('报送不一：大田县2022年报送100%，大田县2021年报送50%');
});

test('a missing side is said', async () => {
  const reader = await world.reader();
  const change = await reader.change(reader.subject('survey.safety_rate', old, '2020-H2'), 'YEAR_ON_YEAR');
  expect([change.comparable, codesOf(change)]).toEqual([false, ['NO_VALUE']]);
});

test('a series is marked where it breaks, past points without a value', async () => {
  const reader = await world.reader();
  const { indicator, region } = reader.subject('survey.safety_rate', old, '2020-H2');
  const [from, to] = ['2020-H2', '2023-H2'].map((code) => reader.subject('survey.safety_rate', old, code).period);
  if (from === undefined || to === undefined) throw new Error('expected two periods');
  const series = reader.series(indicator, region, from, to, 'half');
  const breaks = await Promise.all(series.map((_, at) => reader.break({ series, at })));
  expect(breaks.map((one) => one && [one.since.code, ...one.reasons.map(({ code }) => code)])).toEqual([
    null,
    null,
    ['2020-H2', 'DEFINITION_CHANGED'],
    ['2021-H2', 'INSTRUMENT_CHANGED'],
    ['2022-H1', 'INSTRUMENT_CHANGED'],
    null,
    ['2022-H2', 'DEFINITION_CHANGED'],
  ]);
});

test('a rank says whether places compare, and whether all were asked alike', async () => {
  const reader = await world.reader();
  const at = (period: string) => reader.rank(reader.subject('survey.safety_rate', old, period), 'CITY');
  const [y2021, y2022] = await Promise.all(['2021-H2', '2022-H2'].map(at));
  expect(y2021).toMatchObject({ position: 1, movement: 0, comparable: false, uniform: true });
  expect(y2021?.incomparable).toMatchObject([
    { code: 'DEFINITION_CHANGED', reason: { zh: '参与排名的2个地区中有2个两期口径不同' } },
    { code: 'REGION_CHANGED', reason: { zh: '参与排名的2个地区中有1个其间区划有调整' } },
  ]);
  expect(y2022).toMatchObject({ comparable: false, uniform: false });
  expect(y2022?.incomparable.map(({ code }) => code)).toEqual(['INSTRUMENT_CHANGED']);
});
