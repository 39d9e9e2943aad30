import { afterAll, beforeAll, expect, it } from 'vitest';
import { datasets } from '../../src/datasets/index.ts';
import { undoImport } from '../../src/imports/undo/undo-import.ts';
import { plus, toFixed, toNumber, ZERO } from '../../src/kernel/exact.ts';
import { verifyLedger } from '../../src/ledger/verify.ts';
import { createTestDatabase } from '../database.ts';
import { type SeedReader, type SeedRegion, type SeedRow, seed } from '../seed.ts';
import * as made from './random-rows.ts';

/*
 * The measures of the wider datasets computed a second time, from the generated rows, with nothing of src but its types:
 * plain loops, days as text, integers. Every month is declared complete: independent.test.ts looks at coverage.
 */

const TODAY = '2023-03-10';
const TRIPLES = 7000;
const EARLIER_TRIPLES = 150;
const LEVELS = ['province', 'city', 'county', 'township', 'village'] as const;
const DATASETS = [
  'grids',
  'cases',
  'patrols',
  'policies',
  'claims',
  'tickets',
  'incidents',
  'inspections',
  'ratings',
  'rewards',
] as const;

const database = await createTestDatabase();
afterAll(() => database.close());

const { pick, chance, between, day, shift } = made.randomness(20_221_120);

interface Node extends SeedRegion {
  parent: Node | null;
}
type Row = SeedRow & { readonly region: number };
interface Span {
  readonly code: string;
  readonly instant?: boolean;
  readonly from: string;
  /** exclusive */
  readonly to: string;
}
interface Answer {
  readonly value: string | null;
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly absence: string | null;
}

const nodes: Node[] = [];
const rows: Record<(typeof DATASETS)[number], Map<string, Row>> = made.byName(DATASETS, () => new Map());
const residents = new Map<number, number>();
/** What a dataset held after its first import, before it was corrected. */
const earlier = new Map<(typeof DATASETS)[number], { readonly version: number; readonly rows: Map<string, Row> }>();
const world = seed(database.db);
let moved: { readonly town: Node; readonly from: Node; readonly to: Node } | null = null;
let reader: SeedReader;

beforeAll(async () => {
  const add = async (level: Node['level'], name: string, parent: Node | null) => {
    const node = { ...(await world.region(level, name, parent)), parent };
    nodes.push(node);
    return node;
  };
  const province = await add('province', '甲省', null);
  for (const city of ['东市', '西市']) {
    const cityNode = await add('city', city, province);
    for (const county of ['一县', '二县']) {
      const countyNode = await add('county', `${city}${county}`, cityNode);
      for (const town of ['甲镇', '乙乡']) {
        const townNode = await add('township', `${county}${town}`, countyNode);
        for (const village of ['上村', '中村', '下村']) await add('village', village, townNode);
      }
    }
  }
  const places = nodes.filter(({ level }) => level !== 'province');
  for (const name of DATASETS) {
    const dataset = datasets[name];
    const keyOf = (row: SeedRow) => dataset.key.map((column) => row[column]).join('|');
    const make = made.rowMakers[name];
    const first = Array.from({ length: 400 }, (_, at) => ({ ...make(at), region: pick(places).id }));
    const again = Array.from({ length: 120 }, () => ({ ...make(between(0, 450)), region: pick(places).id }));
    for (const batch of [first, again]) {
      const distinct = [...new Map(batch.map((row) => [keyOf(row), row])).values()];
      const version = await world.rows(dataset, distinct, {
        covers: { region: province, from: '2019-01-01', to: '2023-03-01' },
      });
      for (const row of distinct) rows[name].set(keyOf(row), row);
      if (batch === first) earlier.set(name, { version, rows: new Map(rows[name]) });
    }
    const mistake = Array.from({ length: 90 }, () => ({ ...make(between(0, 500)), region: pick(places).id }));
    const wrong = [...new Map(mistake.map((row) => [keyOf(row), row])).values()];
    const importId = await world.rows(dataset, wrong);
    await undoImport({ pool: database.pool, datasets: Object.values(datasets), importId, commit: true });
  }
  const [from, , to] = nodes.filter(({ level }) => level === 'county');
  const town = nodes.find(({ level, parent }) => level === 'township' && parent === from);
  if (from === undefined || to === undefined || town === undefined) throw made.missing('counties');
  await world.tree([{ code: town.code, name: '迁来镇', parentCode: to.code }]);
  town.parent = to;
  moved = { town, from, to };
  const source = await world.source('人口公报');
  const figures = nodes.filter(({ level }) => level !== 'province' && level !== 'village');
  for (const { id } of figures) residents.set(id, between(20_000, 900_000));
  await world.figures(
    source,
    figures.map((region) => ({
      region,
      indicator: 'population.resident',
      period: '2021',
      printed: String(residents.get(region.id)),
      unit: 'person',
    })),
  );
  reader = await world.reader({ today: TODAY });
});

const isWithin = (id: number, region: Node): boolean => {
  for (let node = nodes.find((one) => one.id === id) ?? null; node !== null; node = node.parent) {
    if (node.id === region.id) return true;
  }
  return false;
};

/** What a row adds to a sum over `from` to `to` (exclusive), as a whole number. */
type Adds = (row: Row, from: string, to: string) => number;
interface Sum {
  readonly of: (typeof DATASETS)[number];
  readonly adds: Adds;
  /** A stock: `from` is the last day of the period. */
  readonly stock?: boolean;
  readonly yearly?: boolean;
  /** Rows alike in this are counted once. */
  readonly once?: (row: Row) => string;
  /** How many of its whole units make one of the plain ones: 100 cents. */
  readonly per?: number;
}
interface Formula {
  readonly top: Sum;
  readonly bottom?: Sum | 'residents' | 'villages';
  readonly factor?: number;
  readonly decimals: number;
}

const text = (row: Row, column: string): string | null => {
  const cell = row[column];
  return typeof cell === 'string' ? cell : null;
};
const number = (row: Row, column: string): number => Number(row[column] ?? 0);
const seconds = (row: Row, from: string, to: string): number | null => {
  const [a, b] = [text(row, from), text(row, to)];
  return a === null || b === null ? null : (Date.parse(b) - Date.parse(a)) / 1000;
};
const isIn = (moment: string | null, from: string, to: string): boolean =>
  moment !== null && moment.slice(0, 10) >= from && moment.slice(0, 10) < to;

const flow = (
  of: Sum['of'],
  on: string | ((row: Row) => string | null),
  test: (row: Row) => boolean = () => true,
  amount: (row: Row) => number = () => 1,
): Sum => ({
  of,
  adds: (row, from, to) =>
    isIn(typeof on === 'string' ? text(row, on) : on(row), from, to) && test(row) ? amount(row) : 0,
});
const stock = (
  of: Sum['of'],
  held: (row: Row, on: string) => boolean,
  amount: (row: Row) => number = () => 1,
): Sum => ({ of, stock: true, adds: (row, on) => (held(row, on) ? amount(row) : 0) });
const cents = (sum: Sum): Sum => ({ ...sum, per: 100 });
/** A village is one however many schemes rate it; a row above villages stands for the one it names. */
const placeOf = (row: Row): string =>
  nodes.find(({ id }) => id === row.region)?.level === 'village' ? `${row.region}` : `${row.region} ${row.unit}`;
const yearly = (test: (row: Row) => boolean): Sum => ({
  of: 'ratings',
  yearly: true,
  adds: (row, from) => (String(row.year) === from.slice(0, 4) && test(row) ? 1 : 0),
});

const criminal = (row: Row) => row.kind === 'criminal';
const words =
  (...list: readonly string[]) =>
  (row: Row) =>
    list.includes(String(row.category));
const both =
  (...tests: readonly ((row: Row) => boolean)[]) =>
  (row: Row) =>
    tests.every((test) => test(row));
const EARLY = words('故意杀人', '故意伤害致死', '抢劫致死');
const LATE = words('故意杀人', '故意伤害', '故意伤害致死', '强奸', '抢劫', '抢劫致死', '放火');
const major = (row: Row): boolean => {
  const filed = text(row, 'filedOn');
  return criminal(row) && filed !== null && (filed < '2022-09-01' ? EARLY(row) : LATE(row));
};
const robbery = both(criminal, words('抢劫', '抢劫致死', '抢夺'));
const telecom = words('电信网络诈骗');
const homicide = both(criminal, words('故意杀人'));
const minor = (row: Row) => row.minor === true;
const fast = (row: Row) => {
  const [filed, cleared] = [text(row, 'filedOn'), text(row, 'clearedOn')];
  return filed !== null && cleared !== null && cleared <= shift(filed, 2);
};
const nextDay = (row: Row) => {
  const [filed, cleared] = [text(row, 'filedOn'), text(row, 'clearedOn')];
  return filed !== null && cleared !== null && cleared <= shift(filed, 1);
};
const elder = both(criminal, words('养老诈骗'));
const filed = (test: (row: Row) => boolean) => flow('cases', 'filedOn', test);
const cleared = (test: (row: Row) => boolean) => flow('cases', 'clearedOn', test);
const closedTicket = (test: (row: Row) => boolean) => flow('tickets', 'closedAt', test);
const inForce = (row: Row, on: string) => {
  const [from, to] = [text(row, 'validFrom'), text(row, 'validTo')];
  return (from === null || from <= on) && (to === null || to > on);
};
const insured = (row: Row, on: string) => (text(row, 'startsOn') ?? '') <= on && (text(row, 'endsOn') ?? '') >= on;
const open = (row: Row, on: string) => {
  const [reported, closed] = [text(row, 'reportedAt') ?? '', text(row, 'closedAt')];
  return reported.slice(0, 10) <= on && (closed === null || closed.slice(0, 10) > on);
};
const gridStaff = stock('grids', inForce, (row) => number(row, 'staff'));
const households = stock('policies', insured, (row) => number(row, 'households'));
const premium = cents(flow('policies', 'startsOn', undefined, (row) => number(row, 'premium')));
const paid = cents(flow('claims', 'paidOn', undefined, (row) => number(row, 'paid')));
const telecomLoss = cents(flow('cases', 'filedOn', telecom, (row) => number(row, 'loss')));
const urgent = (row: Row) => row.kind === 'call' && row.urgent === true && row.dispatchedAt !== null;
const EVENTS = ['rescues', 'fires', 'disputes', 'suspects', 'clues', 'assistedCases'];
const kindOf = (kind: string) => (row: Row) => row.kind === kind;
const known = (column: string) => (row: Row) => row[column] !== null;
const calls = (...list: readonly string[]) => flow('cases', 'reportedAt', both(kindOf('call'), words(...list)));
const deaths = (kind: string) => flow('incidents', 'occurredAt', kindOf(kind), (row) => number(row, 'deaths'));
const rated = (unitKind: string, test: (row: Row) => boolean = () => true) =>
  yearly((row) => row.unitKind === unitKind && test(row));
const standardRate = (unitKind: string): Formula => ({
  top: rated(unitKind, (row) => row.passed === true),
  bottom: rated(unitKind, known('passed')),
  factor: 100,
  decimals: 1,
});
const event = (column: string): Formula => ({
  top: flow('patrols', 'startedAt', undefined, (row) => number(row, column)),
  decimals: 0,
});
const starredVillages: Sum = { ...rated('village', (row) => number(row, 'stars') >= 3), once: placeOf };

/** Cents earned by the evening of each day, each rounded half up. */
const earned: Sum = {
  of: 'policies',
  per: 100,
  adds(row, from, to) {
    const [starts, ends] = [text(row, 'startsOn') ?? '', text(row, 'endsOn') ?? ''];
    const days = made.daysFrom(starts, ends) + 1;
    const by = (date: string) => {
      const gone = Math.min(days, Math.max(0, made.daysFrom(starts, date)));
      return Math.floor((2 * number(row, 'premium') * gone + days) / (2 * days));
    };
    return by(to) - by(from);
  },
};

const FORMULAS: Readonly<Record<string, Formula>> = {
  'case.calls': { top: flow('cases', 'reportedAt', kindOf('call')), decimals: 0 },
  'case.criminal_filed': { top: filed(criminal), decimals: 0 },
  'case.public_order': {
    top: flow('cases', (row) => text(row, 'filedOn') ?? text(row, 'reportedAt'), kindOf('public_order')),
    decimals: 0,
  },
  'case.criminal_filed_per_100k': { top: filed(criminal), bottom: 'residents', factor: 100_000, decimals: 2 },
  'case.clearance_rate': { top: cleared(criminal), bottom: filed(criminal), factor: 100, decimals: 2 },
  'case.clearance_rate_cohort': {
    top: filed(both(criminal, known('clearedOn'))),
    bottom: filed(criminal),
    factor: 100,
    decimals: 2,
  },
  'case.minor_fast_clearance_rate': { top: cleared(both(minor, fast)), bottom: filed(minor), factor: 100, decimals: 2 },
  'case.minor_clearance_rate': { top: cleared(minor), bottom: filed(minor), factor: 100, decimals: 2 },
  'case.robbery_clearance_rate': { top: cleared(robbery), bottom: filed(robbery), factor: 100, decimals: 2 },
  'case.major_clearance_rate': { top: cleared(major), bottom: filed(major), factor: 100, decimals: 2 },
  'case.major_filed': { top: filed(major), decimals: 0 },
  'case.theft_robbery_fraud_share': {
    top: filed(both(criminal, words('盗窃', '抢劫', '抢劫致死', '抢夺', '诈骗', '养老诈骗', '电信网络诈骗'))),
    bottom: filed(criminal),
    factor: 100,
    decimals: 2,
  },
  'case.homicide_clearance_rate': { top: cleared(homicide), bottom: filed(homicide), factor: 100, decimals: 2 },
  'case.homicides_per_100k': { top: filed(homicide), bottom: 'residents', factor: 100_000, decimals: 2 },
  'fraud.telecom_filed': { top: filed(both(criminal, telecom)), decimals: 0 },
  'fraud.telecom_calls': { top: flow('cases', 'reportedAt', both(kindOf('call'), telecom)), decimals: 0 },
  'fraud.telecom_loss': { top: telecomLoss, decimals: 2 },
  'fraud.recovery_rate': {
    top: cents(flow('cases', 'filedOn', telecom, (row) => number(row, 'recovered'))),
    bottom: telecomLoss,
    factor: 100,
    decimals: 2,
  },
  'case.minor_fast_clearance_rate_cohort': {
    top: filed(both(minor, fast)),
    bottom: filed(minor),
    factor: 100,
    decimals: 2,
  },
  'case.minor_24h_clearance_rate': {
    top: cleared(both(minor, nextDay)),
    bottom: filed(minor),
    factor: 100,
    decimals: 2,
  },
  'case.fraud_calls': { top: calls('诈骗', '养老诈骗', '电信网络诈骗'), decimals: 0 },
  'case.theft_calls': { top: calls('盗窃'), decimals: 0 },
  'case.at_sea_cleared': {
    top: cleared(words('涉海', '海上走私', '海上偷渡', '非法采砂', '非法捕捞')),
    decimals: 0,
  },
  'fraud.elder_filed': { top: filed(elder), decimals: 0 },
  'fraud.elder_suspects': { top: flow('cases', 'filedOn', elder, (row) => number(row, 'suspects')), decimals: 0 },
  'fraud.elder_recovered': {
    top: cents(flow('cases', 'filedOn', elder, (row) => number(row, 'recovered'))),
    decimals: 2,
  },
  'response.urgent_10min_rate': {
    top: flow('cases', 'reportedAt', (row) => urgent(row) && (seconds(row, 'dispatchedAt', 'arrivedAt') ?? 601) <= 600),
    bottom: flow('cases', 'reportedAt', urgent),
    factor: 100,
    decimals: 1,
  },
  'grid.grids': { top: stock('grids', inForce), decimals: 0 },
  'grid.staff': { top: gridStaff, decimals: 0 },
  'grid.full_time_staff': { top: stock('grids', inForce, (row) => number(row, 'fullTimeStaff')), decimals: 0 },
  'grid.full_time_share': {
    top: stock('grids', inForce, (row) => number(row, 'fullTimeStaff')),
    bottom: gridStaff,
    factor: 100,
    decimals: 1,
  },
  'grid.staff_per_grid': { top: gridStaff, bottom: stock('grids', inForce), factor: 1, decimals: 2 },
  'grid.standard_rate': {
    top: stock('grids', (row, on) => inForce(row, on) && row.standardMet === true),
    bottom: stock('grids', (row, on) => inForce(row, on) && row.standardMet !== null),
    factor: 100,
    decimals: 1,
  },
  'ticket.reported': { top: flow('tickets', 'reportedAt'), decimals: 0 },
  'ticket.closure_rate': {
    top: flow('tickets', 'reportedAt', known('closedAt')),
    bottom: flow('tickets', 'reportedAt'),
    factor: 100,
    decimals: 2,
  },
  'ticket.on_time_rate': {
    top: flow('tickets', 'dueAt', (row) => (seconds(row, 'closedAt', 'dueAt') ?? -1) >= 0),
    bottom: flow('tickets', 'dueAt'),
    factor: 100,
    decimals: 2,
  },
  'ticket.backlog': { top: stock('tickets', open), decimals: 0 },
  'ticket.callback_rate': {
    top: closedTicket(known('calledBackAt')),
    bottom: closedTicket(() => true),
    factor: 100,
    decimals: 2,
  },
  'ticket.satisfaction_rate': {
    top: closedTicket((row) => row.satisfied === true),
    bottom: closedTicket(known('satisfied')),
    factor: 100,
    decimals: 2,
  },
  'patrol.events_assisted': {
    top: flow('patrols', 'startedAt', undefined, (row) => EVENTS.reduce((sum, column) => sum + number(row, column), 0)),
    decimals: 0,
  },
  'patrol.rescues': event('rescues'),
  'patrol.fires': event('fires'),
  'patrol.disputes': event('disputes'),
  'patrol.suspects': event('suspects'),
  'patrol.clues': event('clues'),
  'patrol.assisted_cases': event('assistedCases'),
  'insurance.claims_paid_count': { top: flow('claims', 'paidOn'), decimals: 0 },
  'insurance.premium': { top: premium, decimals: 2 },
  'insurance.households': { top: households, decimals: 0 },
  'insurance.premium_per_household': { top: premium, bottom: households, factor: 1, decimals: 2 },
  'insurance.claims_reported': { top: flow('claims', 'reportedOn'), decimals: 0 },
  'insurance.claims_paid': { top: paid, decimals: 2 },
  'insurance.settlement_rate': {
    top: flow('claims', 'reportedOn', (row) => row.status !== 'open'),
    bottom: flow('claims', 'reportedOn'),
    factor: 100,
    decimals: 2,
  },
  'insurance.average_payment': { top: paid, bottom: flow('claims', 'paidOn'), factor: 1, decimals: 2 },
  'insurance.loss_ratio': { top: paid, bottom: earned, factor: 100, decimals: 1 },
  'incident.production': { top: flow('incidents', 'occurredAt', kindOf('production')), decimals: 0 },
  'incident.production_deaths': { top: deaths('production'), decimals: 0 },
  'incident.fishery': { top: flow('incidents', 'occurredAt', kindOf('fishery')), decimals: 0 },
  'incident.fishery_deaths': { top: deaths('fishery'), decimals: 0 },
  'incident.chemical_fatal': {
    top: flow('incidents', 'occurredAt', (row) => row.kind === 'chemical' && number(row, 'deaths') >= 1),
    decimals: 0,
  },
  'incident.fires': { top: flow('incidents', 'occurredAt', kindOf('fire')), decimals: 0 },
  'incident.fire_deaths': { top: deaths('fire'), decimals: 0 },
  'incident.road_deaths': { top: deaths('road'), decimals: 0 },
  'incident.hazard_rectification_rate': {
    top: flow('inspections', 'inspectedOn', undefined, (row) => number(row, 'rectified')),
    bottom: flow('inspections', 'inspectedOn', undefined, (row) => number(row, 'hazards')),
    factor: 100,
    decimals: 1,
  },
  'rating.standard_rate': {
    top: yearly((row) => row.passed === true),
    bottom: yearly(known('passed')),
    factor: 100,
    decimals: 1,
  },
  'rating.county_standard_rate': standardRate('county'),
  'rating.township_standard_rate': standardRate('township'),
  'rating.village_standard_rate': standardRate('village'),
  'rating.institution_standard_rate': standardRate('institution'),
  'rating.starred_villages': { top: starredVillages, decimals: 0 },
  'rating.starred_enterprises': { top: rated('enterprise', (row) => number(row, 'stars') >= 3), decimals: 0 },
  'rating.five_star_estate_share': {
    top: rated('estate', (row) => number(row, 'stars') >= 5),
    bottom: rated('estate'),
    factor: 100,
    decimals: 1,
  },
  'rating.starred_share': {
    top: starredVillages,
    bottom: 'villages',
    factor: 100,
    decimals: 1,
  },
  'reward.paid': { top: cents(flow('rewards', 'paidOn', undefined, (row) => number(row, 'amount'))), decimals: 2 },
};
const MEDIAN = 'ticket.median_hours';
const CODES = [...Object.keys(FORMULAS), MEDIAN];

const none = (absence: string, numerator: number | null = null, denominator: number | null = null): Answer => ({
  value: null,
  numerator,
  denominator,
  absence,
});

function compute(code: string, region: Node, span: Span): Answer {
  if (span.from > TODAY) return none('NOT_YET');
  if (code === MEDIAN) return span.instant ? none('NOT_APPLICABLE') : median(region, span);
  const { top, bottom, factor = 1, decimals } = FORMULAS[code] ?? made.missing(code);
  const sums = [top, ...(typeof bottom === 'object' ? [bottom] : [])];
  const year = span.from.slice(0, 4);
  const wholeYear = span.from === `${year}-01-01` && span.to === `${Number(year) + 1}-01-01` && !span.instant;
  if (sums.some((sum) => sum.yearly) && !wholeYear) return none('NOT_APPLICABLE');
  if (span.instant && sums.some((sum) => !sum.stock)) return none('NOT_APPLICABLE');
  const above = total(top, region, span);
  const per = top.per ?? 1;
  if (bottom === undefined) return { ...none(''), absence: null, value: made.quotient(above, per, decimals) };
  const numerator = above / per;
  const below = typeof bottom === 'object' ? total(bottom, region, span) : counted(bottom, region, span);
  if (below === null) return none('NOT_REPORTED', numerator);
  const perBelow = typeof bottom === 'object' ? (bottom.per ?? 1) : 1;
  const denominator = below / perBelow;
  if (below === 0) return none('ZERO_DENOMINATOR', numerator, 0);
  return {
    value: made.quotient(above * factor * perBelow, below * per, decimals),
    numerator,
    denominator,
    absence: null,
  };
}

function total({ of, adds, stock, once }: Sum, region: Node, span: Span): number {
  const last = shift(span.to, -1);
  const on = last < TODAY ? last : TODAY;
  let sum = 0;
  const seen = new Set<string>();
  for (const row of rows[of].values()) {
    if (!isWithin(row.region, region)) continue;
    if (once !== undefined) {
      if (adds(row, span.from, span.to) > 0) seen.add(once(row));
      continue;
    }
    sum += stock ? adds(row, on, on) : adds(row, span.from, span.to);
  }
  return once === undefined ? sum : seen.size;
}

function counted(what: 'residents' | 'villages', region: Node, span: Span): number | null {
  if (what === 'villages') return nodes.filter((one) => one.level === 'village' && isWithin(one.id, region)).length;
  const last = shift(span.to, -1);
  return (last < TODAY ? last : TODAY).startsWith('2021') ? (residents.get(region.id) ?? null) : null;
}

function median(region: Node, span: Span): Answer {
  const spans = [...rows.tickets.values()]
    .filter((row) => isWithin(row.region, region) && isIn(text(row, 'closedAt'), span.from, span.to))
    .map((row) => seconds(row, 'reportedAt', 'closedAt') ?? 0)
    .sort((a, b) => a - b);
  if (spans.length === 0) return none('ZERO_DENOMINATOR');
  const twice = (spans[Math.floor((spans.length - 1) / 2)] ?? 0) + (spans[Math.ceil((spans.length - 1) / 2)] ?? 0);
  return { ...none(''), absence: null, value: made.quotient(twice, 7200, 1) };
}

function randomSpan(): Span {
  const year = pick([2021, 2022, 2022, 2023, 2024]);
  switch (between(0, 6)) {
    case 0:
      return { code: String(year), from: `${year}-01-01`, to: `${year + 1}-01-01` };
    case 1: {
      const first = (year - 2020) * 12 + 3 * between(0, 3);
      const from = made.monthStart(first);
      return { code: `${year}-Q${(first % 12) / 3 + 1}`, from, to: made.monthStart(first + 3) };
    }
    case 2: {
      const month = between(6, 38);
      return { code: made.monthStart(month).slice(0, 7), from: made.monthStart(month), to: made.monthStart(month + 1) };
    }
    case 3: {
      const [first, length] = [between(6, 24), between(1, 13)];
      const [from, last] = [made.monthStart(first), made.monthStart(first + length)];
      return { code: `${from.slice(0, 7)}/${last.slice(0, 7)}`, from, to: made.monthStart(first + length + 1) };
    }
    case 4: {
      const on = day(between(300, 1160));
      return { code: on, from: on, to: shift(on, 1) };
    }
    case 5: {
      const from = day(between(200, 900));
      const last = shift(from, between(1, 250));
      return { code: `${from}/${last}`, from, to: shift(last, 1) };
    }
    default: {
      const on = day(between(300, 1150));
      return { code: `as-of ${on}`, instant: true, from: on, to: shift(on, 1) };
    }
  }
}

it('agrees with a second computation', async () => {
  const asked = Array.from({ length: TRIPLES }, () => {
    const level = pick(LEVELS);
    const code = pick(CODES);
    const year = code.endsWith('_100k') ? '2021' : pick(['2021', '2022']);
    const whole = { code: year, from: `${year}-01-01`, to: `${Number(year) + 1}-01-01` };
    const span = /^rating|_100k$/.test(code) && chance(0.7) ? whole : randomSpan();
    return { code, region: pick(nodes.filter((node) => node.level === level)), span };
  });
  const seen = new Map<string, number>();
  for (let at = 0; at < asked.length; at += 400) {
    const batch = asked.slice(at, at + 400);
    const values = await Promise.all(
      batch.map(({ code, region, span }) => reader.value(reader.subject(code, region, span.code))),
    );
    for (const [index, value] of values.entries()) {
      const { code, region, span } = batch[index] ?? pick(batch);
      const answer: Answer = {
        value: value.value === null ? null : toFixed(value.value, value.subject.indicator.decimals),
        numerator: value.numerator === null ? null : toNumber(value.numerator),
        denominator: value.denominator === null ? null : toNumber(value.denominator),
        absence: value.absence,
      };
      expect(answer, `${code} of ${region.level} ${region.id} in ${span.code}`).toEqual(compute(code, region, span));
      if (answer.value !== null && Number(answer.value) > 0) seen.set(code, (seen.get(code) ?? 0) + 1);
      if (answer.absence !== null) seen.set(answer.absence, (seen.get(answer.absence) ?? 0) + 1);
    }
  }
  for (const code of [...CODES, 'ZERO_DENOMINATOR', 'NOT_APPLICABLE', 'NOT_YET', 'NOT_REPORTED']) {
    expect(seen.get(code) ?? 0, code).toBeGreaterThan(2);
  }
});

it('agrees with a second computation as of the first import of each dataset', async () => {
  if (moved === null) throw made.missing('a change of the tree');
  moved.town.parent = moved.from;
  let asked = 0;
  for (const [name, { version, rows: then }] of earlier) {
    const today = rows[name];
    rows[name] = then;
    const codes = Object.entries(FORMULAS).flatMap(([code, { top, bottom }]) =>
      top.of === name && (bottom === undefined || (typeof bottom === 'object' && bottom.of === name)) ? [code] : [],
    );
    const past = await world.reader({ today: TODAY, asOf: version });
    const triples = Array.from({ length: EARLIER_TRIPLES }, () => ({
      code: pick(codes),
      region: pick(nodes),
      span: name === 'ratings' ? { code: '2021', from: '2021-01-01', to: '2022-01-01' } : randomSpan(),
    }));
    const values = await Promise.all(
      triples.map(({ code, region, span }) => past.value(past.subject(code, region, span.code))),
    );
    for (const [at, { code, region, span }] of triples.entries()) {
      const value = values[at] ?? made.missing('value');
      const answer: Answer = {
        value: value.value === null ? null : toFixed(value.value, value.subject.indicator.decimals),
        numerator: value.numerator === null ? null : toNumber(value.numerator),
        denominator: value.denominator === null ? null : toNumber(value.denominator),
        absence: value.absence,
      };
      expect(answer, `${code} of ${region.level} ${region.id} in ${span.code} as of ${version}`).toEqual(
        compute(code, region, span),
      );
      asked += 1;
    }
    rows[name] = today;
  }
  moved.town.parent = moved.to;
  expect(asked).toBe(EARLIER_TRIPLES * DATASETS.length);
});

it('gives each breakdown as parts that add up', async () => {
  const [province = made.missing('province')] = nodes;
  const asked = [
    [
      'case.criminal_filed',
      'category',
      (row: Row) => criminal(row) && isIn(text(row, 'filedOn'), '2022-01-01', '2023-01-01'),
    ],
    ['ticket.reported', 'channel', (row: Row) => isIn(text(row, 'reportedAt'), '2022-01-01', '2023-01-01')],
  ] as const;
  for (const [code, by, test] of asked) {
    const subject = reader.subject(code, province, '2022');
    const slices = await reader.breakdown(subject, by);
    const parts: Record<string, number> = {};
    for (const row of rows[code.startsWith('case') ? 'cases' : 'tickets'].values()) {
      if (test(row)) parts[String(row[by])] = (parts[String(row[by])] ?? 0) + 1;
    }
    expect(Object.fromEntries(slices.map(({ key, value }) => [key, value === null ? null : toNumber(value)]))).toEqual(
      parts,
    );
    const sum = slices.reduce((all, { value }) => (value === null ? all : plus(all, value)), ZERO);
    expect(toNumber(sum)).toBe(toNumber((await reader.value(subject)).exact ?? ZERO));
  }
});

it('posts what the rows say, and a premium to the cent', async () => {
  const found = await verifyLedger(database.db, Object.values(datasets), true);
  expect(found.flatMap(({ differences }) => differences)).toEqual([]);
  const [province = made.missing('province')] = nodes;
  const { denominator } = await reader.value(reader.subject('insurance.loss_ratio', province, '2019/2022'));
  const premiums = [...rows.policies.values()].reduce(
    (sum, row) => sum + earned.adds(row, '2019-01-01', '2023-01-01'),
    0,
  );
  expect(denominator === null ? null : toNumber(denominator)).toBe(premiums / 100);
  const ever = [...rows.policies.values()].map((row) => earned.adds(row, '2000-01-01', '2040-01-01'));
  expect(ever).toEqual([...rows.policies.values()].map((row) => number(row, 'premium')));
});
