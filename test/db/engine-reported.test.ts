import { afterAll, beforeAll, expect, it } from 'vitest';
import { datasets } from '../../src/datasets/index.ts';
import { toFixed, toNumber } from '../../src/kernel/exact.ts';
import { createTestDatabase } from '../database.ts';
import { EVERYTHING, type SeedRegion, seed } from '../seed.ts';

const database = await createTestDatabase();
afterAll(() => database.close());
const world = seed(database.db);

let city: SeedRegion;
let zone: SeedRegion;
let jimei: SeedRegion;
let sanming: SeedRegion;

const survey = (region: SeedRegion, round: string, more: Record<string, string | number>) => {
  const [start, end] = round.endsWith('H1') ? ['01-01', '07-01'] : ['07-01', '01-01'];
  const year = Number(round.slice(0, 4));
  return {
    round,
    roundStart: `${year}-${start}`,
    roundEnd: `${round.endsWith('H1') ? year : year + 1}-${end}`,
    instrument: '',
    region: region.id,
    question: 'safety',
    ...more,
  };
};

beforeAll(async () => {
  const province = await world.region('province', '福建省');
  city = await world.region('city', '泉州市', province);
  zone = await world.region('county', '泉州台商投资区', city, { kind: 'functional_zone' });
  const other = await world.region('county', '惠安县', city);
  const town = await world.region('township', '张坂镇', zone);
  for (const name of ['螺城镇', '螺阳镇']) await world.region('township', name, other);
  jimei = await world.region('county', '集美区', await world.region('city', '厦门市', province));
  sanming = await world.region('city', '三明市', province);
  const a = await world.region('county', '三元区', sanming);
  const b = await world.region('county', '大田县', sanming);
  const yueqi = await world.region('county', '尤溪县', sanming);

  await world.rows(
    datasets.mediations,
    [
      ...Array.from({ length: 1327 }, (_, at) => ({
        serial: `M${at}`,
        region: town.id,
        acceptedOn: '2021-04-01',
        ...(at < 1304 ? { closedOn: '2021-05-01', outcome: 'resolved' } : { outcome: 'pending' }),
      })),
    ],
    { covers: { region: zone, from: '2021-01-01', to: '2021-12-01' } },
  );
  await world.rows(
    datasets.patrolTeams,
    [
      {
        code: 'T1',
        region: town.id,
        kind: 'full_time',
        members: 469,
        establishedOn: '2020-02-03',
        dissolvedOn: '2021-11-01',
      },
    ],
    { covers: { region: zone, from: '2020-01-01', to: '2021-12-01' } },
  );

  await world.rows(datasets.surveyRates, [
    survey(a, '2021-H1', { sample: 330, positive: 315 }),
    survey(b, '2021-H1', { sample: 518, positive: 509, rate: 98.263 }),
    survey(yueqi, '2021-H1', { sample: 632, rate: 93.038 }),
    survey(a, '2021-H2', { sample: 330, positive: 315 }),
    survey(b, '2021-H2', { rate: 98.263 }),
    survey(zone, '2020-H2', { rate: 94.1, sample: 400, instrument: 'A' }),
    survey(zone, '2021-H2', { rate: 94.209, sample: 400, instrument: 'B', cityRank: 2 }),
    survey(other, '2021-H2', { rate: 95, sample: 400, instrument: 'B' }),
    survey(jimei, '2022-H2', { rate: 99.272 }),
  ]);

  const source = await world.source('台商区：平安建设', '2022-03-10');
  const later = await world.source('年报', '2022-05-10');
  const figure = { region: zone, period: '2021' };
  await world.figures(source, [
    {
      ...figure,
      indicator: 'mediation.resolution_rate',
      printed: '98.27',
      low: 98.265,
      high: 98.275,
      unit: 'percent',
      quote: '成功率98.27%',
    },
    {
      ...figure,
      indicator: 'mediation.found',
      printed: '1300多',
      value: 1300,
      high: 1400,
      qualifier: 'at_least',
      unit: 'count',
    },
    { ...figure, indicator: 'mediation.resolved', printed: '1305', unit: 'count' },
    { ...figure, indicator: 'mediation.resolved', printed: '99', unit: 'count', locality: '某村' },
    { ...figure, indicator: 'patrol.members', printed: '469', period: 'as-of 2021-09-25', unit: 'person' },
    {
      ...figure,
      indicator: 'case.minor_fast_clearance_rate',
      printed: '105.03',
      low: 105.025,
      high: 105.035,
      unit: 'percent',
      rank: 3,
      rankScope: 'city',
    },
    {
      ...figure,
      indicator: 'case.minor_fast_clearance_rate',
      printed: '55.96',
      low: 55.955,
      high: 55.965,
      unit: 'percentage_point',
      comparison: 'yoy',
    },
    {
      ...figure,
      indicator: 'fraud.telecom_filed',
      printed: '下降33.9%',
      value: -33.9,
      low: -33.95,
      high: -33.85,
      unit: 'percent',
      comparison: 'yoy',
      rank: 1,
      rankScope: 'city',
    },
    {
      ...figure,
      indicator: 'survey.gang_crackdown_rate',
      period: '2021-H2',
      printed: '14',
      unit: 'rank',
      comparison: 'rank',
      rank: 14,
      rankScope: 'province',
    },
    {
      ...figure,
      indicator: 'survey.gang_crackdown_rate',
      period: '2021-H2',
      printed: '3',
      unit: 'rank',
      comparison: 'rank',
      rank: 3,
      rankScope: 'city',
    },
    {
      ...figure,
      indicator: 'population.resident',
      printed: '23.45万',
      value: 234500,
      low: 234450,
      high: 234550,
      unit: 'person',
      period: '2020',
    },
    { ...figure, indicator: 'population.resident', printed: '200000', unit: 'person' },
    {
      region: jimei,
      period: '2022',
      indicator: 'traffic.congestion_index',
      printed: '1.44',
      low: 1.435,
      high: 1.445,
      unit: 'index',
      comparison: 'before',
    },
    {
      region: jimei,
      period: '2022',
      indicator: 'traffic.congestion_index',
      printed: '1.31',
      low: 1.305,
      high: 1.315,
      unit: 'index',
    },
    {
      region: jimei,
      period: '2022',
      indicator: 'traffic.congestion_index',
      printed: '-9.2',
      low: -9.25,
      high: -9.15,
      unit: 'percent',
      comparison: 'mom',
    },
    {
      region: jimei,
      period: '2022',
      indicator: 'mediation.mediation_rate',
      printed: '99%以上',
      value: 99,
      low: 99,
      high: null,
      qualifier: 'floor',
      unit: 'percent',
    },
    { region: jimei, period: '2022', indicator: 'mediation.found', printed: '120', unit: 'count' },
    {
      region: jimei,
      period: '2022',
      indicator: 'mediation.found',
      printed: '20%',
      value: 20,
      low: 19.5,
      high: 20.5,
      unit: 'percent',
      comparison: 'yoy',
    },
    {
      region: city,
      period: '2021',
      indicator: 'mediation.resolution_rate',
      printed: '97.5',
      unit: 'percent',
      low: 97.45,
      high: 97.55,
    },
    { region: city, period: '2021', indicator: 'mediation.found', printed: '4000', unit: 'count' },
    { region: city, period: '2021', indicator: 'mediation.resolved', printed: '3900', unit: 'count' },
  ]);
  await world.figures(later, [
    {
      region: jimei,
      period: '2022',
      indicator: 'mediation.mediation_rate',
      printed: '99.4',
      low: 99.35,
      high: 99.45,
      unit: 'percent',
    },
  ]);
});

it('counts where it can and shows the print beside it', async () => {
  const reader = await world.reader();
  const subject = reader.subject('mediation.resolution_rate', zone, '2021');
  expect((await reader.value(subject)).basis).toBe('COUNTED');
  expect(await reader.reported(subject)).toMatchObject([
    { printed: '98.27', quote: '成功率98.27%', reconciliation: 'REPRODUCES', source: { publishedOn: '2022-03-10' } },
  ]);
  const found = await reader.reported(reader.subject('mediation.found', zone, '2021'));
  expect(found).toMatchObject([{ printed: '1300多', reconciliation: 'CONSISTENT' }]);
  const resolved = await reader.reported(reader.subject('mediation.resolved', zone, '2021'));
  expect(resolved.map(({ printed, reconciliation }) => [printed, reconciliation])).toEqual([['1305', 'CONFLICTS']]);
});

it('checks a printed quotient by its printed parts where nothing was counted', async () => {
  const reader = await world.reader();
  const subject = reader.subject('mediation.resolution_rate', city, '2021');
  const value = await reader.value(subject);
  expect([value.basis, value.value?.toString(), value.numerator]).toEqual(['REPORTED', '97.5', null]);
  expect(await reader.reported(subject)).toMatchObject([{ reconciliation: 'REPRODUCES' }]);
});

it('takes figures of a day inside the period for stocks, checked on their own day', async () => {
  const reader = await world.reader();
  const subject = reader.subject('patrol.members', zone, '2021');
  expect((await reader.value(subject)).value?.toString()).toBe('0');
  expect(await reader.reported(subject)).toMatchObject([
    { printed: '469', period: { code: 'as-of 2021-09-25' }, reconciliation: 'REPRODUCES' },
  ]);
});

it('falls back on reported figures: exact ones before bounds', async () => {
  const reader = await world.reader();
  const value = await reader.value(reader.subject('mediation.mediation_rate', jimei, '2022'));
  expect([value.basis, value.value?.toString(), reader.formatted(value, 'zh')]).toEqual(['REPORTED', '99.4', '99.4%']);
  const early = await world.reader({ asOf: 5 });
  const bound = await early.value(early.subject('mediation.mediation_rate', jimei, '2022'));
  expect([early.formatted(bound, 'zh'), bound.printedLow?.toString(), bound.printedHigh]).toEqual([
    '99%以上',
    '99',
    null,
  ]);
  expect(await early.interval(bound.subject)).toMatchObject({ high: null, method: 'PRINTED' });
});

it('works a baseline back from a printed change', async () => {
  const reader = await world.reader();
  const rate = reader.subject('case.minor_fast_clearance_rate', zone, '2021');
  const change = await reader.change(rate, 'YEAR_ON_YEAR');
  expect(change.baseline?.value?.toString()).toBe('49.07');
  expect(change).toMatchObject({ unit: 'percentage_point', direction: 'up', verdict: 'better' });
  expect(change.absolute?.toString()).toBe('55.96');
  expect(change.printed?.zh).toBe('上升55.96个百分点');
  expect(change.cautions).toContain('DERIVED_FROM_REPORTED_CHANGE');
  expect(change.reported).toMatchObject([{ printed: '55.96', reconciliation: 'NOT_CHECKABLE' }]);
  expect(await reader.sentence(rate, 'zh')).toBe(
    '2021年，泉州台商投资区小案快侦率105.03%（报告数），同比上升55.96个百分点，居全市第3位。',
  );
  const count = await reader.change(reader.subject('mediation.found', jimei, '2022'), 'YEAR_ON_YEAR');
  expect(count.baseline?.value?.toString()).toBe('100');
  const alone = await reader.change(reader.subject('fraud.telecom_filed', zone, '2021'), 'YEAR_ON_YEAR');
  expect([alone.relative && toFixed(alone.relative, 1), alone.absolute, alone.verdict]).toEqual([
    '-33.9',
    null,
    'better',
  ]);
  expect(alone.printed?.zh).toBe('下降33.9%');
  expect(alone.cautions).toEqual(['NO_BASELINE', 'DERIVED_FROM_REPORTED_CHANGE']);
});

it('reconciles a printed change on intervals', async () => {
  const reader = await world.reader();
  const subject = reader.subject('traffic.congestion_index', jimei, '2022');
  const change = await reader.change(subject, 'PREVIOUS_PERIOD');
  expect([change.baseline?.value?.toString(), change.absolute?.toString(), change.verdict]).toEqual([
    '1.44',
    '-0.13',
    'better',
  ]);
  expect(change.reported).toMatchObject([{ printed: '-9.2', reconciliation: 'WITHIN_ROUNDING' }]);
  const all = await reader.reported(subject);
  expect(all.map(({ comparison, reconciliation }) => [comparison, reconciliation])).toEqual([
    ['before', 'NOT_CHECKABLE'],
    ['none', 'NOT_CHECKABLE'],
    ['mom', 'WITHIN_ROUNDING'],
  ]);
});

it('answers a printed place without a value, and not the place of a change', async () => {
  const reader = await world.reader();
  const subject = reader.subject('survey.gang_crackdown_rate', zone, '2021-H2');
  expect((await reader.value(subject)).absence).toBe('NOT_REPORTED');
  expect(await reader.rank(subject, 'PROVINCE')).toMatchObject({ position: 14, of: null, basis: 'REPORTED' });
  expect(await reader.rank(subject, 'CITY')).toMatchObject({ position: 3, of: null });
  const fraud = await reader.rank(reader.subject('fraud.telecom_filed', zone, '2021'), 'CITY');
  expect(fraud).toMatchObject({ position: null, reported: [] });
});

it('reads survey rates as reported, and rolls them up by their answers', async () => {
  const reader = await world.reader();
  const rate = await reader.value(reader.subject('survey.safety_rate', jimei, '2022-H2'));
  expect(reader.formatted(rate, 'zh')).toBe('99.272%');
  const year = await reader.value(reader.subject('survey.safety_rate', jimei, '2022'));
  expect([reader.formatted(year, 'zh'), year.notes[0]?.zh]).toEqual(['99.272%', '取该年最后一次测评：2022年下半年']);
  const half = reader.subject('survey.safety_rate', sanming, '2021-H1');
  const rolled = await reader.value(half);
  expect([rolled.derived, Number(rolled.numerator?.toString()), Number(rolled.denominator?.toString())]).toEqual([
    true,
    315 + 509 + 588,
    330 + 518 + 632,
  ]);
  expect(rolled.value && toNumber(rolled.value)).toBe(Math.round((100_000 * 1412) / 1480) / 1000);
  const lacking = await reader.value(reader.subject('survey.safety_rate', sanming, '2021-H2'));
  expect([lacking.absence, lacking.absenceReason?.zh]).toEqual([
    'INCOMPLETE',
    '大田县、尤溪县没有有效样本数，不能汇总',
  ]);
  expect((await reader.explanation(half)).contributions).toMatchObject([{ rows: 3 }]);
});

it('knows survey rates that cannot be told apart, and a new instrument', async () => {
  const reader = await world.reader();
  const subject = reader.subject('survey.safety_rate', zone, '2021-H2');
  const rank = await reader.rank(subject, 'CITY');
  expect(rank).toMatchObject({ position: 2, of: 2, indistinguishable: { from: 1, to: 2 } });
  expect(rank?.reported).toMatchObject([{ rank: 2, reconciliation: 'REPRODUCES' }]);
  const change = await reader.change(subject, 'YEAR_ON_YEAR');
  expect(change.cautions).toContain('DEFINITION_CHANGED');
  expect(change.comparable).toBe(false);
  const interval = await reader.interval(subject);
  expect([
    interval?.method,
    interval?.low && toFixed(interval.low, 1),
    interval?.high && toFixed(interval.high, 1),
  ]).toEqual(['SAMPLE', '91.5', '96.1']);
});

it('divides by the residents reported for the year', async () => {
  const reader = await world.reader();
  const year = await reader.value(reader.subject('patrol.members_per_10k', zone, '2021-Q3'));
  expect([reader.formatted(year, 'zh'), Number(year.denominator?.toString())]).toEqual(['23.45/万人', 200_000]);
});

it('shows nothing printed of a region out of reach', async () => {
  const narrow = await world.reader({ viewer: { ...EVERYTHING, reach: [jimei.code] } });
  const subject = narrow.subject('mediation.resolution_rate', zone, '2021');
  expect(await narrow.reported(subject)).toEqual([]);
  expect((await narrow.change(subject, 'YEAR_ON_YEAR')).reported).toEqual([]);
  expect((await narrow.explanation(subject)).contributions).toEqual([]);
  expect(await narrow.breakdown(narrow.subject('mediation.accepted', zone, '2021'), 'type')).toEqual([]);
});
