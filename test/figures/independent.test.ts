import { afterAll, beforeAll, expect, it } from 'vitest';
import { datasets } from '../../src/datasets/index.ts';
import { toFixed, toNumber } from '../../src/kernel/exact.ts';
import { createTestDatabase } from '../database.ts';
import { type SeedReader, type SeedRegion, type SeedRow, seed } from '../seed.ts';
import * as made from './random-rows.ts';

/*
 * The same figures computed a second time, from the generated rows, with nothing of src but its types: plain loops, days
 * as text, integers. What agrees here is right twice or wrong twice in two different ways.
 */

const TODAY = '2022-05-20';
const TRIPLES = 3000;
const LEVELS = ['province', 'city', 'county', 'township', 'village'] as const;

const database = await createTestDatabase();
afterAll(() => database.close());

const { pick, chance, between, day, shift } = made.randomness(20_211_107);
const { monthStart, quotient } = made;

interface Node extends SeedRegion {
  readonly parent: Node | null;
}
interface Dispute {
  readonly [column: string]: string | number | boolean | null;
  readonly serial: string;
  readonly region: number;
  readonly foundOn: string | null;
  readonly acceptedOn: string;
  readonly closedOn: string | null;
  readonly outcome: string;
  readonly channel: string;
  readonly type: string | null;
  readonly parties: number | null;
  /** cents */
  readonly amount: number | null;
  readonly agreement: string | null;
  readonly performed: boolean | null;
  readonly escalated: boolean | null;
  readonly prevented: boolean | null;
}
interface Team {
  readonly [column: string]: string | number | null;
  readonly code: string;
  readonly region: number;
  readonly kind: string;
  readonly members: number;
  readonly establishedOn: string;
  readonly dissolvedOn: string | null;
}
interface Rate {
  readonly [column: string]: string | number | null;
  readonly round: string;
  readonly region: number;
  readonly question: string;
  readonly sample: number | null;
  readonly positive: number | null;
  /** thousandths of a percent */
  readonly milli: number;
}
interface Span {
  readonly code: string;
  readonly kind: 'span' | 'instant' | 'year';
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
const disputes = new Map<string, Dispute>();
const teams = new Map<string, Team>();
const rates: Rate[] = [];
const residents = new Map<number, number>();
/** `mediations 17 2021-03`: a township that reported a month. */
const covered = new Set<string>();
let reader: SeedReader;

beforeAll(async () => {
  const world = seed(database.db);
  const add = async (level: Node['level'], name: string, parent: Node | null, kind?: 'functional_zone') => {
    const node = { ...(await world.region(level, name, parent, kind ? { kind } : {})), parent };
    nodes.push(node);
    return node;
  };
  const province = await add('province', '甲省', null);
  for (const city of ['东市', '西市']) {
    const cityNode = await add('city', city, province);
    for (const county of ['一县', '二县', '三区']) {
      const zone = city === '东市' && county === '三区' ? 'functional_zone' : undefined;
      const countyNode = await add('county', `${city}${county}`, cityNode, zone);
      for (const town of ['甲镇', '乙乡', '丙街道']) {
        const townNode = await add('township', `${county}${town}`, countyNode);
        for (const village of ['上村', '下村']) await add('village', village, townNode);
      }
    }
  }
  const bare = await add('city', '无县市', province);
  for (const town of ['东镇', '西镇']) await add('village', '独村', await add('township', town, bare));

  const places = nodes.filter(({ level }) => level !== 'province');
  const first = Array.from({ length: 900 }, (_, at) => dispute(`D${at}`, pick(places)));
  const second = [
    ...Array.from({ length: 120 }, () => dispute(pick(first).serial, pick(places))),
    ...Array.from({ length: 80 }, (_, at) => dispute(`E${at}`, pick(places))),
  ].filter(({ serial }, at, all) => all.findIndex((one) => one.serial === serial) === at);
  const declared = nodes.filter(({ level }) => level === 'county').slice(0, 4);
  for (const [at, rows] of [first, second].entries()) {
    const region = declared[at] ?? province;
    await world.rows(datasets.mediations, rows, { covers: { region, from: '2020-01-01', to: '2021-12-01' } });
    cover('mediations', region, '2020-01', '2021-12');
    for (const row of rows) coverByRow('mediations', row.region, row.acceptedOn);
    for (const row of rows) disputes.set(row.serial, row);
  }
  const teamRows = Array.from({ length: 90 }, (_, at) => team(`T${at}`, pick(places)));
  await world.rows(datasets.patrolTeams, teamRows, { covers: { region: bare, from: '2019-01-01', to: '2022-05-01' } });
  cover('patrol_teams', bare, '2019-01', '2022-05');
  const [west] = nodes.filter(({ level }) => level === 'city').slice(1);
  if (west === undefined) throw new Error('no city');
  await world.rows(datasets.patrolTeams, [], { covers: { region: west, from: '2020-01-01', to: '2022-03-01' } });
  cover('patrol_teams', west, '2020-01', '2022-03');
  for (const row of teamRows) {
    teams.set(row.code, row);
    coverByRow('patrol_teams', row.region, row.establishedOn);
  }

  for (const node of nodes.filter(({ level }) => level === 'county' || level === 'city')) {
    for (const round of ['2020-H2', '2021-H1', '2021-H2']) {
      for (const question of Object.values(QUESTIONS)) {
        if (node.level === 'city' ? chance(0.2) : chance(0.93)) rates.push(rate(node, round, question));
      }
    }
  }
  await world.rows(
    datasets.surveyRates,
    rates.map(({ milli, ...row }) => {
      const half = row.round.endsWith('1');
      const year = Number(row.round.slice(0, 4));
      const start = half ? `${year}-01-01` : `${year}-07-01`;
      const end = half ? `${year}-07-01` : `${year + 1}-01-01`;
      return { ...row, roundStart: start, roundEnd: end, instrument: 'A', rate: (milli / 1000).toFixed(3) } as SeedRow;
    }),
  );

  const source = await world.source('人口公报');
  const figures = nodes.filter(({ level }) => level === 'county').slice(0, 4);
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

function dispute(serial: string, region: Node): Dispute {
  const acceptedOn = day(between(-40, 860));
  const outcome = pick(['resolved', 'resolved', 'resolved', 'failed', 'pending', 'withdrawn']);
  return {
    serial,
    region: region.id,
    foundOn: chance(0.4) ? shift(acceptedOn, -between(0, 40)) : null,
    acceptedOn,
    closedOn: outcome === 'pending' ? null : shift(acceptedOn, between(0, 60)),
    outcome,
    channel: pick(['police', 'grid', 'petition']),
    type: chance(0.2) ? null : pick(['邻里', '婚姻家庭', '债务']),
    parties: chance(0.8) ? between(1, 9) : null,
    amount: chance(0.7) ? between(0, 9_999_999) : null,
    agreement: chance(0.6) ? pick(['written', 'oral', 'none']) : null,
    performed: chance(0.6) ? chance(0.7) : null,
    escalated: chance(0.5) ? chance(0.1) : null,
    prevented: chance(0.5) ? chance(0.2) : null,
  };
}

function team(code: string, region: Node): Team {
  const establishedOn = day(between(-300, 800));
  const dissolvedOn = chance(0.4) ? shift(establishedOn, between(1, 500)) : null;
  return {
    code,
    region: region.id,
    kind: pick(['armed', 'full_time', 'volunteer', 'militia']),
    members: between(1, 60),
    establishedOn,
    dissolvedOn,
  };
}

function rate({ id }: Node, round: string, question: string): Rate {
  const sample = between(300, 900);
  const positive = between(Math.floor(sample * 0.85), sample);
  const full = chance(0.9);
  return {
    round,
    region: id,
    question,
    sample: full ? sample : null,
    positive: full && chance(0.7) ? positive : null,
    milli: Math.floor((2 * 100_000 * positive + sample) / (2 * sample)),
  };
}

function coverByRow(dataset: string, regionId: number, on: string): void {
  for (let node = nodeOf(regionId); node !== null; node = node.parent) {
    if (node.level === 'township') covered.add(`${dataset} ${node.id} ${on.slice(0, 7)}`);
  }
}
function cover(dataset: string, region: Node, from: string, to: string): void {
  for (const node of nodes.filter((one) => one.level === 'township' && isWithin(one.id, region))) {
    for (let month = from; month <= to; month = nextMonth(month)) covered.add(`${dataset} ${node.id} ${month}`);
  }
}
function nextMonth(month: string): string {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`;
}

function nodeOf(id: number): Node | null {
  return nodes.find((one) => one.id === id) ?? null;
}
function isWithin(id: number, region: Node): boolean {
  for (let node = nodeOf(id); node !== null; node = node.parent) if (node.id === region.id) return true;
  return false;
}

/** Every level as likely as any other. */
function randomRegion(levels: readonly Node['level'][]): Node {
  const level = pick(levels);
  return pick(nodes.filter((node) => node.level === level));
}

function randomTriple() {
  const code = pick(CODES);
  const survey = QUESTIONS[code] !== undefined && chance(0.8);
  const levels: Node['level'][] = survey ? ['province', 'city', 'county', 'county'] : [...LEVELS];
  if (OF_RESIDENTS.includes(code) && chance(0.5))
    return { code, region: randomRegion(['county']), span: yearSpan(2021) };
  return { code, region: randomRegion(levels), span: survey ? surveySpan() : randomSpan() };
}

const yearSpan = (year: number): Span => ({
  code: String(year),
  kind: 'year',
  from: `${year}-01-01`,
  to: `${year + 1}-01-01`,
});

function surveySpan(): Span {
  const [year, half] = pick([
    [2020, 2],
    [2021, 1],
    [2021, 2],
    [2021, 0],
  ] as const);
  if (half === 0) return yearSpan(year);
  const [from, to] = halfOf(`${year}-H${half}`).split(' ');
  return { code: `${year}-H${half}`, kind: 'span', from: from ?? '', to: to ?? '' };
}

function randomSpan(): Span {
  const year = pick([2019, 2020, 2020, 2021, 2021, 2021, 2022, 2022, 2023]);
  const span = (code: string, from: string, to: string): Span => ({ code, kind: 'span', from, to });
  switch (between(0, 9)) {
    case 0:
      return { code: String(year), kind: 'year', from: `${year}-01-01`, to: `${year + 1}-01-01` };
    case 1:
      return chance(0.5)
        ? span(`${year}-H1`, `${year}-01-01`, `${year}-07-01`)
        : span(`${year}-H2`, `${year}-07-01`, `${year + 1}-01-01`);
    case 2: {
      const quarter = between(1, 4);
      const first = (year - 2020) * 12 + (quarter - 1) * 3;
      return span(`${year}-Q${quarter}`, monthStart(first), monthStart(first + 3));
    }
    case 3: {
      const month = between(0, 30);
      return span(monthStart(month).slice(0, 7), monthStart(month), monthStart(month + 1));
    }
    case 4: {
      const month = between(0, 24);
      const last = month + between(1, 14);
      const code = `${monthStart(month).slice(0, 7)}/${monthStart(last).slice(0, 7)}`;
      return span(code, monthStart(month), monthStart(last + 1));
    }
    case 5: {
      // The week of a Thursday carries the Thursday's year.
      const thursday = day(1 + 7 * between(0, 130));
      const monday = shift(thursday, -3);
      const first = Date.parse(`${thursday.slice(0, 4)}-01-01T00:00:00Z`);
      const number = Math.floor((Date.parse(`${thursday}T00:00:00Z`) - first) / (7 * 86_400_000)) + 1;
      return span(`${thursday.slice(0, 4)}-W${String(number).padStart(2, '0')}`, monday, shift(monday, 7));
    }
    case 6: {
      const on = day(between(-30, 880));
      return span(on, on, shift(on, 1));
    }
    case 7: {
      const from = day(between(0, 700));
      const last = shift(from, between(1, 200));
      return span(`${from}/${last}`, from, shift(last, 1));
    }
    case 8: {
      const on = day(between(0, 860));
      return { code: `as-of ${on}`, kind: 'instant', from: on, to: shift(on, 1) };
    }
    default: {
      const from = monthStart(between(0, 28));
      return span(`${from.slice(0, 7)}/..`, from, '2022-06-01');
    }
  }
}

type Count = (row: Dispute) => number | null;
const on = (column: (row: Dispute) => string | null, amount: Count) => ({ column, amount });
const found = on(
  (row) => row.foundOn ?? row.acceptedOn,
  () => 1,
);
const accepted = on(
  (row) => row.acceptedOn,
  () => 1,
);
const closed = (amount: Count) => on((row) => row.closedOn, amount);
const resolved = closed((row) => (row.outcome === 'resolved' ? 1 : null));
const FLOWS: Readonly<Record<string, readonly [of: ReturnType<typeof on>, over?: ReturnType<typeof on>]>> = {
  'mediation.found': [found],
  'mediation.accepted': [accepted],
  'mediation.resolved': [resolved],
  'mediation.parties': [
    on(
      (row) => row.acceptedOn,
      (row) => row.parties,
    ),
  ],
  'mediation.amount': [
    on(
      (row) => row.acceptedOn,
      (row) => row.amount,
    ),
  ],
  'mediation.escalations': [
    on(
      (row) => row.acceptedOn,
      (row) => (row.escalated ? 1 : null),
    ),
  ],
  'mediation.escalations_prevented': [
    on(
      (row) => row.acceptedOn,
      (row) => (row.prevented ? 1 : null),
    ),
  ],
  'mediation.police_resolved': [closed((row) => (row.outcome === 'resolved' && row.channel === 'police' ? 1 : null))],
  'mediation.resolution_rate': [resolved, found],
  'mediation.success_rate': [resolved, closed((row) => (row.outcome === 'withdrawn' ? null : 1))],
  'mediation.mediation_rate': [
    on(
      (row) => row.acceptedOn,
      (row) => (row.outcome === 'withdrawn' ? null : 1),
    ),
    accepted,
  ],
  'mediation.performance_rate': [
    closed((row) => (row.performed === true && row.agreement !== null && row.agreement !== 'none' ? 1 : null)),
    closed((row) => (row.performed !== null && row.agreement !== null && row.agreement !== 'none' ? 1 : null)),
  ],
};
const STOCKS: Readonly<Record<string, (row: Team) => number>> = {
  'patrol.teams': () => 1,
  'patrol.members': (row) => row.members,
  'patrol.armed_groups': (row) => (row.kind === 'armed' ? 1 : 0),
  'patrol.volunteers': (row) => (row.kind === 'volunteer' ? row.members : 0),
  'patrol.members_per_10k': (row) => row.members,
};
const QUESTIONS: Readonly<Record<string, string>> = {
  'survey.safety_rate': 'safety',
  'survey.enforcement_rate': 'enforcement',
  'survey.awareness_rate': 'awareness',
  'survey.gang_crackdown_rate': 'gang_crackdown',
  'survey.participation_rate': 'participation',
  'survey.dispute_satisfaction_rate': 'dispute_satisfaction',
  'survey.road_safety_rate': 'road_safety',
};
const RESIDENTS = 'population.resident';
const OF_RESIDENTS = [RESIDENTS, 'patrol.members_per_10k'];
const CODES = [
  ...Object.keys(FLOWS),
  'mediation.median_days',
  ...Object.keys(STOCKS),
  ...Object.keys(QUESTIONS),
  RESIDENTS,
];

const none = (absence: string, numerator: number | null = null, denominator: number | null = null): Answer => ({
  value: null,
  numerator,
  denominator,
  absence,
});
const there = (value: string, numerator: number | null = null, denominator: number | null = null): Answer => ({
  value,
  numerator,
  denominator,
  absence: null,
});

function compute(code: string, region: Node, span: Span): Answer {
  if (span.from > TODAY) return none('NOT_YET');
  const question = QUESTIONS[code];
  if (question !== undefined) return surveyed(question, region, span);
  if (STOCKS[code] !== undefined) return stocked(code, STOCKS[code], region, span);
  if (code === RESIDENTS) {
    const people = span.code === '2021' ? residents.get(region.id) : undefined;
    return people === undefined ? none('NOT_REPORTED') : there(String(people));
  }
  if (span.kind === 'instant') return none('NOT_APPLICABLE');
  return code === 'mediation.median_days' ? median(region, span) : flowed(code, region, span);
}

function coverageOf(dataset: string, region: Node, from: string, last: string): { due: number; got: number } {
  let place: Node | null = region;
  while (place !== null && place.level === 'village') place = place.parent;
  const towns = nodes.filter(({ id, level }) => level === 'township' && place !== null && isWithin(id, place));
  let due = 0;
  let got = 0;
  const until = last < TODAY ? last : TODAY;
  for (let month = from.slice(0, 7); month <= until.slice(0, 7); month = nextMonth(month)) {
    due += towns.length;
    got += towns.filter(({ id }) => covered.has(`${dataset} ${id} ${month}`)).length;
  }
  return { due, got };
}

function sum({ column, amount }: ReturnType<typeof on>, region: Node, span: Span): number {
  let total = 0;
  for (const row of disputes.values()) {
    const at = column(row);
    if (at !== null && at >= span.from && at < span.to && isWithin(row.region, region)) total += amount(row) ?? 0;
  }
  return total;
}

function flowed(code: string, region: Node, span: Span): Answer {
  const [of, over] = FLOWS[code] ?? [];
  if (of === undefined) throw new Error(code);
  const { due, got } = coverageOf('mediations', region, span.from, shift(span.to, -1));
  const top = sum(of, region, span);
  const bottom = over === undefined ? 0 : sum(over, region, span);
  if (got === 0 && top === 0 && bottom === 0) return none('NOT_REPORTED');
  if (2 * got < due) return none('INCOMPLETE');
  if (over === undefined) return there(code === 'mediation.amount' ? quotient(top, 100, 2) : String(top));
  return bottom === 0 ? none('ZERO_DENOMINATOR', top, 0) : there(quotient(100 * top, bottom, 2), top, bottom);
}

function median(region: Node, span: Span): Answer {
  const { due, got } = coverageOf('mediations', region, span.from, shift(span.to, -1));
  const days = [...disputes.values()]
    .filter((row) => row.outcome === 'resolved' && row.closedOn !== null && isWithin(row.region, region))
    .filter((row) => row.closedOn !== null && row.closedOn >= span.from && row.closedOn < span.to)
    .map((row) => (Date.parse(row.closedOn ?? '') - Date.parse(row.acceptedOn)) / 86_400_000)
    .sort((a, b) => a - b);
  const twice = (days[Math.floor((days.length - 1) / 2)] ?? 0) + (days[Math.ceil((days.length - 1) / 2)] ?? 0);
  if (got === 0 && twice === 0) return none('NOT_REPORTED');
  if (2 * got < due) return none('INCOMPLETE');
  return days.length === 0 ? none('ZERO_DENOMINATOR') : there(quotient(twice, 2, 1));
}

function stocked(code: string, amount: (row: Team) => number, region: Node, span: Span): Answer {
  const last = shift(span.to, -1);
  const at = last < TODAY ? last : TODAY;
  const { due, got } = coverageOf('patrol_teams', region, at, at);
  let total = 0;
  for (const row of teams.values()) {
    const inForce = row.establishedOn <= at && (row.dissolvedOn === null || row.dissolvedOn > at);
    if (inForce && isWithin(row.region, region)) total += amount(row);
  }
  if (got === 0 && total === 0) return none('NOT_REPORTED');
  if (2 * got < due) return none('INCOMPLETE');
  if (code !== 'patrol.members_per_10k') return there(String(total));
  const people = at.startsWith('2021') ? residents.get(region.id) : undefined;
  return people === undefined ? none('NOT_REPORTED', total) : there(quotient(10_000 * total, people, 2), total, people);
}

/** A day, a week or a free range: no round of a survey. */
const NO_ROUND = /\/|W|-\d\d-\d\d/;

function surveyed(question: string, region: Node, span: Span): Answer {
  if (region.level === 'village') return none('NOT_APPLICABLE');
  if (span.kind === 'instant') return none('NOT_REPORTED');
  const rowsOf = (node: Node, round: string) =>
    rates.filter((row) => row.region === node.id && row.round === round && row.question === question);
  const rounds = ['2021-H2', '2021-H1', '2020-H2'].filter((round) =>
    span.kind === 'year' ? round.startsWith(span.code) : halfOf(round) === `${span.from} ${span.to}`,
  );
  for (const round of rounds) {
    const [own] = rowsOf(region, round);
    if (own !== undefined) return there(quotient(own.milli, 1000, 3), own.positive, own.sample);
  }
  const levels = region.level === 'province' ? ['city', 'county'] : region.level === 'city' ? ['county'] : [];
  for (const level of levels) {
    const below = nodes.filter((node) => node.level === level && isWithin(node.id, region));
    const round = rounds.find((one) => below.some((node) => rowsOf(node, one).length > 0));
    if (round === undefined) continue;
    const rows = below.map((node) => rowsOf(node, round)[0]);
    if (rows.some((row) => row === undefined || row.sample === null)) return none('INCOMPLETE');
    const sample = rows.reduce((total, row) => total + (row?.sample ?? 0), 0);
    const positive = rows.reduce(
      (total, row) => total + (row?.positive ?? Math.round(((row?.milli ?? 0) * (row?.sample ?? 0)) / 100_000)),
      0,
    );
    return there(quotient(100 * positive, sample, 3), positive, sample);
  }
  return none(NO_ROUND.test(span.code) ? 'NOT_APPLICABLE' : 'NOT_REPORTED');
}

function halfOf(round: string): string {
  const year = Number(round.slice(0, 4));
  return round.endsWith('1') ? `${year}-01-01 ${year}-07-01` : `${year}-07-01 ${year + 1}-01-01`;
}

it('agrees with a second computation', async () => {
  const asked = Array.from({ length: TRIPLES }, randomTriple);
  const seen = new Map<string, number>();
  for (let at = 0; at < asked.length; at += 400) {
    const batch = asked.slice(at, at + 400);
    const values = await Promise.all(
      batch.map(({ code, region, span }) => reader.value(reader.subject(code, region, span.code))),
    );
    for (const [index, value] of values.entries()) {
      const { code, region, span } = batch[index] ?? pick(batch);
      const { indicator } = value.subject;
      const answer: Answer = {
        value: value.value === null ? null : toFixed(value.value, indicator.decimals),
        numerator: value.numerator === null ? null : toNumber(value.numerator),
        denominator: value.denominator === null ? null : toNumber(value.denominator),
        absence: value.absence,
      };
      expect(answer, `${code} of ${region.level} ${region.id} in ${span.code}`).toEqual(compute(code, region, span));
      for (const outcome of [
        `${code.split('.')[0]} ${answer.absence ?? 'value'}`,
        `${code} ${answer.absence ?? 'value'}`,
      ])
        seen.set(outcome, (seen.get(outcome) ?? 0) + 1);
    }
  }
  expect([...seen.values()].reduce((a, b) => a + b)).toBe(2 * TRIPLES);
  for (const code of CODES) expect(seen.get(`${code} value`), code).toBeGreaterThan(5);
  for (const outcome of [
    'mediation value',
    'patrol value',
    'survey value',
    'mediation INCOMPLETE',
    'mediation ZERO_DENOMINATOR',
    'mediation NOT_REPORTED',
    'mediation NOT_YET',
    'mediation NOT_APPLICABLE',
    'survey INCOMPLETE',
  ]) {
    expect(seen.get(outcome), outcome).toBeGreaterThan(5);
  }
});

it('gives the parts of a share as a second computation does', async () => {
  const asked = Array.from({ length: 250 }, () => ({ region: randomRegion([...LEVELS]), span: randomSpan() }));
  let found = 0;
  for (const { region, span } of asked) {
    const subject = reader.subject('mediation.type_share', region, span.code);
    const slices = await reader.breakdown(subject, 'type');
    const parts = new Map<string, number>();
    for (const row of disputes.values()) {
      if (row.acceptedOn < span.from || row.acceptedOn >= span.to || !isWithin(row.region, region)) continue;
      parts.set(row.type ?? '', (parts.get(row.type ?? '') ?? 0) + 1);
    }
    const whole = [...parts.values()].reduce((a, b) => a + b, 0);
    const { due, got } = coverageOf('mediations', region, span.from, shift(span.to, -1));
    const told = whole > 0 && 2 * got >= due && span.kind !== 'instant' && span.from <= TODAY;
    const expected = told ? [...parts].map(([key, count]) => [key, quotient(100 * count, whole, 1)]) : [];
    expect(
      Object.fromEntries(slices.map(({ key, value }) => [key, value === null ? null : toFixed(value, 1)])),
      `${region.level} ${region.id} in ${span.code}`,
    ).toEqual(Object.fromEntries(expected));
    if (told) found += 1;
    expect((await reader.value(subject)).value).toBeNull();
  }
  expect(found).toBeGreaterThan(60);
});
