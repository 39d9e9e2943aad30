import { afterAll, beforeAll, expect, it } from 'vitest';
import { datasets } from '../../src/datasets/index.ts';
import { undoImport } from '../../src/imports/undo/undo-import.ts';
import { indicators } from '../../src/indicators/index.ts';
import { toFixed, toNumber } from '../../src/kernel/exact.ts';
import { createTestDatabase } from '../database.ts';
import { type SeedFigure, type SeedRegion, type SeedRow, seed } from '../seed.ts';
import * as made from './random-rows.ts';

/*
 * What is no sum of records, computed a second time: printed figures, targets and their outcomes, scores of schemes. Of
 * src only what the catalogue declares of an indicator (its kind, its direction) is used.
 */

const TODAY = '2022-05-20';
const TRIPLES = 2000;
const ALL = Object.values(datasets);
const REPORTED = [
  'survey.sample_size',
  'fraud.protection_coverage',
  'fraud.defrauded_after_warning_rate',
  'mediation.mass_incidents_prevented',
  'mediation.committees',
  'mediation.mediators',
  'mediation.police_station_coverage',
  'grid.person_visits',
  'grid.premises_visits',
  'grid.centre_coverage',
  'response.rapid_rate',
  'video.cameras',
  'video.cameras_added',
  'video.key_area_coverage',
  'organized_crime.gangs',
  'organized_crime.suspects',
  'rating.safe_families',
  'rating.safe_family_share',
  'suggestion.valid',
  'suggestion.excellent',
  'suggestion.adoption_rate',
  'traffic.congestion_index',
] as const;
/** Of these every figure is exact. */
const AIMED = ['video.key_area_coverage', 'traffic.congestion_index', 'organized_crime.gangs', 'mediation.mediators'];
const PERIODS = ['2019', '2020', '2021', '2021-H1', '2021-Q2', '2021-03', '2020-01/2021-06', 'as-of 2021-06-30'];
const YEARS = ['2020', '2021'];

const database = await createTestDatabase();
afterAll(() => database.close());
const world = seed(database.db);
const { pick, chance, between } = made.randomness(5_202_111);

interface Node extends SeedRegion {
  readonly parent: Node | null;
}
interface Figure extends SeedFigure {
  readonly at: number;
  readonly publishedOn: string | null;
  readonly importId: number;
}
interface Aim {
  readonly region: Node;
  readonly indicator: string;
  readonly period: string;
  readonly kind: string;
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
}
const nodes: Node[] = [];
const figures: Figure[] = [];
const undone = new Map<number, number>();
const aims: Aim[] = [];
const rules: SeedRow[] = [];
const events: SeedRow[] = [];
const groups = new Map<string, string | null>();
let version = 0;

const discrete = (code: string): boolean => /^(count|stock)$/.test(indicators.get(code)?.kind ?? '');
const number = (code: string): number => (discrete(code) ? between(0, 60) : between(0, 1000) / 10);

beforeAll(async () => {
  const add = async (level: Node['level'], name: string, parent: Node | null) => {
    const node = { ...(await world.region(level, name, parent)), parent };
    nodes.push(node);
    return node;
  };
  const province = await add('province', '甲省', null);
  for (const name of ['东市', '西市']) {
    const city = await add('city', name, province);
    for (let at = 0; at < 6; at += 1) await add('township', '甲镇', await add('county', `${name}${at}县`, city));
  }
  await bringFigures('公报', null);
  await bringFigures('年鉴', '2022-03-01');
  const mistaken = await bringFigures('简报', '2022-04-01');
  undone.set(
    mistaken,
    (await undoImport({ pool: database.pool, datasets: ALL, importId: mistaken, commit: true })).version ?? 0,
  );
  await bringFigures('通报', '2021-09-01');
  await bringAims();
  await bringSchemes(province);
});

async function bringFigures(title: string, publishedOn: string | null): Promise<number> {
  const source = await world.source(title, publishedOn);
  const fresh = new Map<string, SeedFigure>();
  for (let at = 0; at < 900; at += 1) {
    const region = pick(nodes);
    const indicator = chance(0.4) ? pick(AIMED) : pick(REPORTED);
    const period = chance(0.5) ? pick(YEARS) : pick(PERIODS);
    const printed = String(number(indicator));
    const exact = AIMED.includes(indicator) || chance(0.7);
    const bound = exact
      ? {}
      : pick([{ qualifier: 'at_least', high: null }, { qualifier: 'goal' }, { comparison: 'yoy' }]);
    fresh.set(`${region.id} ${indicator} ${period}`, { region, indicator, period, printed, ...bound });
  }
  version = await world.figures(source, [...fresh.values()]);
  for (const figure of fresh.values()) figures.push({ ...figure, at: figures.length, publishedOn, importId: version });
  return version;
}

async function bringAims(): Promise<void> {
  const seen = new Set<string>();
  const rows: SeedRow[] = [];
  for (let at = 0; at < 90; at += 1) {
    const [region, indicator, period] = [pick(nodes), pick(AIMED), pick(YEARS)];
    const kind = pick(['at_least', 'at_most', 'range', 'last_year']);
    if (seen.has(`${region.id} ${indicator} ${period}`)) continue;
    seen.add(`${region.id} ${indicator} ${period}`);
    const value = /^at/.test(kind) ? between(10, 60) + 0.5 : null;
    const low = kind === 'range' ? between(5, 30) + 0.5 : null;
    const high = low === null ? null : low + between(5, 40);
    aims.push({ region, indicator, period, kind, value, low, high });
    const [from, to] = [`${period}-01-01`, `${Number(period) + 1}-01-01`];
    rows.push({ indicator, region: region.id, period, periodStart: from, periodEnd: to, kind, value, low, high });
  }
  version = await world.rows(datasets.targets, rows);
}

async function bringSchemes(province: Node): Promise<void> {
  const line = (item: string, section: string, method: string, points: number, more: SeedRow = {}): void => {
    for (const year of [2020, 2021]) {
      const own = {
        scheme: '考评',
        year,
        region: province.id,
        number: String(rules.length),
        item,
        section,
        method,
        points,
      };
      rules.push({
        ...own,
        peerGroup: null,
        reading: null,
        indicator: null,
        low: null,
        high: null,
        cap: null,
        protectedFactor: null,
        ...more,
      });
    }
  };
  const [coverage = '', index = '', gangs = ''] = AIMED;
  line('基础分', 'base', 'fixed', 10);
  line('覆盖率', 'score', 'linear', 20, { indicator: coverage, reading: 'value', low: 20, high: 90 });
  line('指数', 'score', 'step', 15, { indicator: index, reading: 'value', high: 40 });
  line('指数', 'score', 'step', 7, { indicator: index, reading: 'value', low: 40, high: 75 });
  line('团伙', 'deduction', 'per_unit_above', 0.25, { indicator: gangs, reading: 'value', low: 10, cap: 6 });
  line('团伙加', 'bonus', 'per_unit_below', 0.1, { indicator: gangs, reading: 'value', low: 5, high: 30 });
  line('覆盖率加', 'bonus', 'each', 0.05, { indicator: coverage, reading: 'value', cap: 3 });
  line('覆盖率加', 'bonus', 'each', 0.02, { indicator: coverage, reading: 'value', peerGroup: '山区' });
  line('事故', 'veto', 'each', 1.5, { reading: 'events', low: 3, protectedFactor: 2, cap: 12 });
  await world.rows(datasets.assessmentRules, rules);
  const units = nodes.filter(({ level }) => level === 'county');
  const members = units.flatMap(({ id }) =>
    [2020, 2021].map((year) => {
      const peerGroup = pick(['山区', '沿海', '']) || null;
      groups.set(`${id} ${year}`, peerGroup);
      return { scheme: '考评', year, region: id, peerGroup };
    }),
  );
  await world.rows(datasets.assessmentUnits, members);
  const places = nodes.filter(({ level }) => level === 'county' || level === 'township');
  for (let at = 0; at < 60; at += 1) {
    const happenedOn = made.day(between(0, 730));
    const size = chance(0.8) ? between(1, 6) : null;
    const event = { serial: `V${at}`, scheme: '考评', item: '事故', region: pick(places).id, happenedOn, size };
    events.push({ ...event, protectedPeriod: chance(0.3) });
  }
  version = await world.rows(datasets.assessmentEvents, events, {
    covers: { region: province, from: '2020-01-01', to: '2021-12-01' },
  });
}

const isWithin = (id: unknown, region: Node): boolean => {
  for (let at = nodes.find((node) => node.id === id) ?? null; at !== null; at = at.parent)
    if (at.id === region.id) return true;
  return false;
};

/** Exact prints before bounds, later publications before earlier ones, what came later before what came first. */
function printedOf(code: string, region: Node, period: string, asOf: number): number | null {
  const found = figures
    .filter((one) => one.region.id === region.id && one.indicator === code && one.period === period)
    .filter(({ qualifier, comparison }) => qualifier !== 'goal' && comparison === undefined)
    .filter(({ importId }) => importId <= asOf && (undone.get(importId) ?? Number.POSITIVE_INFINITY) > asOf);
  const order = (one: Figure) => [one.qualifier === undefined ? 1 : 0, one.publishedOn ?? '', one.at] as const;
  found.sort((a, b) => {
    const [x, y] = [order(a), order(b)];
    return x[0] - y[0] || (x[1] < y[1] ? -1 : x[1] > y[1] ? 1 : x[2] - y[2]);
  });
  const best = found.at(-1);
  return best === undefined ? null : Number(best.printed);
}

it('a printed figure is the value of what only prints tell, at every moment', async () => {
  let found = 0;
  for (const asOf of [figures[0]?.importId ?? 0, ...undone.keys(), ...undone.values(), version]) {
    const reader = await world.reader({ today: TODAY, asOf });
    const asked = Array.from({ length: TRIPLES / 4 }, () => ({
      code: pick(REPORTED),
      region: pick(nodes),
      period: chance(0.5) ? pick(YEARS) : pick([...PERIODS, '2023']),
    }));
    const values = await Promise.all(
      asked.map(({ code, region, period }) => reader.value(reader.subject(code, region, period))),
    );
    for (const [at, { code, region, period }] of asked.entries()) {
      const value = values[at]?.value ?? null;
      const told = `${code} of ${region.level} ${region.id} in ${period} as of ${asOf}`;
      const expected = printedOf(code, region, period, asOf);
      expect(value === null ? null : toNumber(value), told).toBe(expected);
      const absence = period === '2023' ? 'NOT_YET' : expected === null ? 'NOT_REPORTED' : null;
      expect(values[at]?.absence ?? null, told).toBe(absence);
      if (value !== null) found += 1;
    }
  }
  expect(found).toBeGreaterThan(400);
});

/** `low high`, and why nothing is judged by it. */
function outcomeOf(code: string, region: Node, period: string): string | null {
  let at: Node | null = region;
  const set = (place: Node | null) =>
    aims.find((one) => one.region.id === place?.id && one.indicator === code && one.period === period);
  while (at !== null && set(at) === undefined) at = at.parent;
  const aim = set(at);
  if (aim === undefined || at === null) return null;
  const value = printedOf(code, region, period, version);
  if (value === null) return 'not_judged';
  const before = printedOf(code, region, String(Number(period) - 1), version);
  const better = indicators.get(code)?.direction;
  if (aim.kind === 'last_year' && (before === null || better === 'none')) return 'not_judged';
  const low = aim.kind === 'at_least' ? aim.value : aim.kind === 'last_year' && better === 'higher' ? before : aim.low;
  const high = aim.kind === 'at_most' ? aim.value : aim.kind === 'last_year' && better === 'lower' ? before : aim.high;
  const above = high !== null && value > high;
  const part = at.id !== region.id && aim.kind !== 'last_year';
  const { kind } = indicators.get(code) ?? {};
  if (part && discrete(code) && !(kind === 'count' && above)) return 'not_judged';
  return above || (low !== null && value < low) ? 'missed' : 'met';
}

it('a target is the region’s own or the nearest above, and its outcome what plain comparison says', async () => {
  const reader = await world.reader({ today: TODAY });
  const seen = new Map<string | null, number>();
  for (const code of AIMED) {
    for (const region of nodes) {
      for (const period of YEARS) {
        const target = await reader.target(reader.subject(code, region, period));
        const outcome = target?.outcome ?? null;
        expect(outcome, `${code} of ${region.level} ${region.id} in ${period}`).toBe(outcomeOf(code, region, period));
        seen.set(outcome, (seen.get(outcome) ?? 0) + 1);
      }
    }
  }
  for (const outcome of ['met', 'missed', 'not_judged', null]) expect(seen.get(outcome) ?? 0).toBeGreaterThan(3);
});

function pointsOf(rule: SeedRow, region: Node): number | null {
  const [points, factor] = [Number(rule.points), Number(rule.protectedFactor ?? 1)];
  const low = rule.low === null ? Number.NEGATIVE_INFINITY : Number(rule.low);
  const high = rule.high === null ? Number.POSITIVE_INFINITY : Number(rule.high);
  if (rule.method === 'fixed') return points;
  if (rule.reading === 'events') {
    return events
      .filter((one) => isWithin(one.region, region) && String(one.happenedOn).startsWith(String(rule.year)))
      .filter((one) => Number(one.size ?? 1) >= low && Number(one.size ?? 1) < high)
      .reduce((sum, one) => sum + (one.protectedPeriod === true ? points * factor : points), 0);
  }
  const value = printedOf(String(rule.indicator), region, String(rule.year), version);
  if (value === null) return null;
  switch (rule.method) {
    case 'linear':
      return points * Math.min(1, Math.max(0, (value - low) / (high - low)));
    case 'step':
      return value >= low && value < high ? points : 0;
    case 'per_unit_above':
      return points * Math.max(0, Math.min(value, high) - low);
    case 'per_unit_below':
      return points * Math.max(0, high - Math.max(value, low));
    default:
      return points * value;
  }
}

function scoreOf(region: Node, year: number): number | null {
  const group = groups.get(`${region.id} ${year}`) ?? null;
  let score = 0;
  for (const lines of Map.groupBy(
    rules.filter((rule) => rule.year === year),
    ({ item }) => item,
  ).values()) {
    const own = lines.filter(({ peerGroup }) => peerGroup === group && group !== null);
    const chosen = own.length > 0 ? own : lines.filter(({ peerGroup }) => peerGroup === null);
    const parts = chosen.map((rule) => pointsOf(rule, region));
    if (parts.includes(null)) return null;
    const cap = chosen.map((rule) => rule.cap).find((one) => one !== null);
    const amount = Math.min(
      cap == null ? Number.POSITIVE_INFINITY : Number(cap),
      parts.reduce<number>((sum, part) => sum + (part ?? 0), 0),
    );
    score += /deduction|veto/.test(String(chosen[0]?.section)) ? -amount : amount;
  }
  return score;
}

it('a score is what the rules of its scheme add up to', async () => {
  const reader = await world.reader({ today: TODAY });
  let found = 0;
  for (const region of nodes) {
    for (const year of [2019, 2020, 2021]) {
      const { exact } = await reader.value(reader.subject('assessment.score', region, String(year)));
      const expected = region.level === 'county' && year !== 2019 ? scoreOf(region, year) : null;
      const told = `${region.level} ${region.id} in ${year}`;
      expect(exact === null, told).toBe(expected === null);
      if (exact === null || expected === null) continue;
      expect(Number(toFixed(exact, 9)), told).toBeCloseTo(expected, 7);
      found += 1;
    }
  }
  expect(found).toBeGreaterThan(8);
});
