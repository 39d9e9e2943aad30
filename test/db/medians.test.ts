import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { datasets } from '../../src/datasets/index.ts';
import { undoImport } from '../../src/imports/undo/undo-import.ts';
import { ratio, toFixed } from '../../src/kernel/exact.ts';
import { rebuildLedger } from '../../src/ledger/rebuild.ts';
import { verifyLedger } from '../../src/ledger/verify.ts';
import { createTestDatabase } from '../database.ts';
import { randomness } from '../figures/random-rows.ts';
import { type SeedRegion, type SeedRow, seed } from '../seed.ts';

/*
 * Medians are looked up in counts of lengths that the ledger keeps from counties up: of whole days, or of classes of
 * seconds, among whose rows the middle is then found. Here they are held against plain sorting, through corrections,
 * undos, changes of the tree, and as of each of these.
 */

const TODAY = '2023-03-10';
const ALL = Object.values(datasets);
const PERIODS = [
  '2021',
  '2022',
  '2021/2022',
  '2021-H2',
  '2022-Q1',
  '2021-11',
  '2021-11/2022-03',
  '2021-W40',
  '2022-02-03',
];

const database = await createTestDatabase();
afterAll(() => database.close());
const world = seed(database.db);

type Parents = ReadonlyMap<number, SeedRegion | null>;
interface Moment {
  readonly version: number;
  readonly rows: ReadonlyMap<string, SeedRow>;
  readonly parents: Parents;
}
const places: SeedRegion[] = [];
const moments: Moment[] = [];
let parents = new Map<number, SeedRegion | null>();
let rows = new Map<string, SeedRow>();
const levels = new Map<number, string>();
const standing = new Map<Kind, number[]>();
const { pick, chance, between, day, shift } = randomness(31);

const add = async (level: SeedRegion['level'], name: string, parent: SeedRegion | null): Promise<SeedRegion> => {
  const place = await world.region(level, name, parent);
  places.push(place);
  parents.set(place.id, parent);
  levels.set(place.id, level);
  return place;
};
const note = (version: number): void => {
  moments.push({ version, rows: new Map(rows), parents: new Map(parents) });
};
interface Kind {
  readonly dataset: (typeof ALL)[number];
  readonly indicator: string;
  readonly measure: string;
  readonly make: (serial: string) => SeedRow;
  /** The day on which the row counts, and how long it took; null where it does not count. */
  readonly length: (row: SeedRow) => { readonly on: string; readonly took: number } | null;
  /** Lengths in one plain unit. */
  readonly unit: number;
  readonly migration: string;
}
const dispute = (serial: string): SeedRow => {
  const acceptedOn = day(between(330, 1100));
  const outcome = pick(['resolved', 'resolved', 'resolved', 'failed', 'pending']);
  const closedOn = outcome === 'pending' ? null : shift(acceptedOn, chance(0.1) ? between(0, 500) : between(0, 12));
  return { serial, region: pick(places).id, acceptedOn, closedOn, outcome };
};
const CLOCKS = ['00:00:00', '07:59:59', '08:00:00', '13:45:30', '23:59:59'];
/** Some take seconds, some years; many take exactly as long as others, and some end before they begin. */
const ticket = (serial: string): SeedRow => {
  const began = Date.parse(`${day(between(330, 1100))}T${pick(CLOCKS)}+08:00`);
  const took = pick([
    between(-50, 40),
    between(0, 4000),
    between(3000, 400_000),
    3600 * between(1, 60),
    2 ** between(0, 25),
  ]);
  const moment = (ms: number) => `${new Date(ms + 8 * 3_600_000).toISOString().slice(0, 19)}+08:00`;
  return {
    serial,
    region: pick(places).id,
    category: '其他',
    channel: 'hotline',
    reportedAt: moment(began),
    closedAt: chance(0.1) ? null : moment(began + took * 1000),
  };
};
const KINDS: readonly Kind[] = [
  {
    dataset: datasets.mediations,
    indicator: 'mediation.median_days',
    measure: 'mediations.median_days',
    make: dispute,
    length: ({ outcome, acceptedOn, closedOn }) =>
      outcome !== 'resolved' || typeof closedOn !== 'string'
        ? null
        : { on: closedOn, took: (Date.parse(closedOn) - Date.parse(String(acceptedOn))) / 86_400_000 },
    unit: 1,
    migration: '0034_lengths.sql',
  },
  {
    dataset: datasets.tickets,
    indicator: 'ticket.median_hours',
    measure: 'tickets.median_hours',
    make: ticket,
    length: ({ reportedAt, closedAt }) =>
      typeof closedAt !== 'string'
        ? null
        : { on: closedAt.slice(0, 10), took: (Date.parse(closedAt) - Date.parse(String(reportedAt))) / 1000 },
    unit: 3600,
    migration: '0037_ticket_lengths.sql',
  },
];
const keyOf = ({ dataset }: Kind, { serial }: SeedRow): string => `${dataset.code} ${serial}`;

/** @returns the last of one import a kind */
const bring = async (first: number, count: number): Promise<number> => {
  let version = 0;
  for (const kind of KINDS) {
    const made = Array.from({ length: count }, (_, at) => kind.make(`D${first + at}`));
    version = await world.rows(kind.dataset, made, {
      covers: { region: places[0] ?? missing(), from: '2020-01-01', to: '2023-03-01' },
    });
    rows = new Map([...rows, ...made.map((row) => [keyOf(kind, row), row] as const)]);
    note(version);
    standing.set(kind, [...(standing.get(kind) ?? []), version]);
  }
  return version;
};
const undo = async (importId: number, back: ReadonlyMap<string, SeedRow>): Promise<void> => {
  const { version } = await undoImport({ pool: database.pool, datasets: ALL, importId, commit: true });
  rows = new Map(back);
  note(version ?? missing());
  for (const [kind, brought] of standing)
    standing.set(
      kind,
      brought.filter((one) => one !== importId),
    );
};
const move = async (place: SeedRegion, to: SeedRegion, level: SeedRegion['level']): Promise<void> => {
  const version = await world.tree([{ code: place.code, name: '迁来', parentCode: to.code, level }]);
  parents = new Map(parents).set(place.id, to);
  levels.set(place.id, level);
  note(version);
};
const missing = (): never => {
  throw new Error('expected it to be there');
};

beforeAll(async () => {
  const province = await add('province', '甲省', null);
  const [east, west] = [await add('city', '东市', province), await add('city', '西市', province)];
  const counties = [
    await add('county', '一县', east),
    await add('county', '二县', east),
    await add('county', '三县', west),
  ];
  const [first = missing(), second = missing(), third = missing()] = counties;
  const towns: SeedRegion[] = [];
  // A city may have townships of its own beside its counties.
  for (const parent of [...counties, west, west, first, second]) {
    const town = await add('township', `镇${towns.length}`, parent);
    towns.push(town);
    for (const name of ['上村', '下村']) await add('village', name, town);
  }
  const [inFirst = missing(), inSecond = missing(), , free = missing()] = towns;
  await bring(0, 400);
  const before = new Map(rows);
  const wrong = await bring(100, 150);
  const left = new Map([...rows, ...[...before].filter(([key]) => key.startsWith(datasets.tickets.code))]);
  await undo(wrong, left);
  await undo(wrong - 1, before);
  const village = places.find(({ id, level }) => level === 'village' && parents.get(id) === inFirst) ?? missing();
  await move(inFirst, third, 'township');
  await move(village, inSecond, 'village');
  await bring(300, 250);
  await move(free, west, 'county');
  await move(inSecond, first, 'township');
  await bring(500, 200);
  await move(second, west, 'county');
});

function isWithin(id: number, region: SeedRegion, tree: Parents): boolean {
  for (let at: number | undefined = id; at !== undefined; at = tree.get(at)?.id) if (at === region.id) return true;
  return false;
}

interface Asked {
  readonly kind: Kind;
  readonly region: SeedRegion;
  readonly from: string;
  readonly to: string;
}

function middle({ rows: then, parents: tree }: Moment, { kind, region, from, to }: Asked): string | null {
  const lengths = [...then]
    .flatMap(([key, row]) => {
      const length = key.startsWith(kind.dataset.code) ? kind.length(row) : null;
      if (length === null || length.on < from || length.on >= to || !isWithin(Number(row.region), region, tree))
        return [];
      return [length.took];
    })
    .sort((a, b) => a - b);
  const [low, high] = [lengths[(lengths.length - 1) >> 1], lengths[lengths.length >> 1]];
  return low === undefined || high === undefined ? null : toFixed(ratio(low + high, 2 * kind.unit), 4);
}

async function expectRight(kind: Kind, moment: Moment, asOf: number | null): Promise<number> {
  const reader = await world.reader({ today: TODAY, asOf });
  const asked = Array.from({ length: 150 }, () => reader.subject(kind.indicator, pick(places), pick(PERIODS)));
  const values = await Promise.all(asked.map((subject) => reader.value(subject)));
  let found = 0;
  for (const [at, { region, period }] of asked.entries()) {
    const value = values[at]?.exact ?? null;
    const told = `${kind.indicator} of ${region.level} ${region.name} in ${period.code} as of ${moment.version}`;
    const place = places.find(({ id }) => id === region.id) ?? missing();
    const expected = middle(moment, { kind, region: place, from: period.start, to: period.end });
    expect(value === null ? null : toFixed(value, 4), told).toBe(expected);
    if (value !== null) found += 1;
  }
  return found;
}

test.each(KINDS)('$indicator is the middle of the sorted lengths, today and at every earlier moment', async (kind) => {
  expect(moments).toHaveLength(15);
  for (const moment of moments.slice(1)) expect(await expectRight(kind, moment, moment.version)).toBeGreaterThan(50);
  const now = moments.at(-1) ?? missing();
  expect(await expectRight(kind, now, null)).toBeGreaterThan(50);
});

const LEVELS = ['province', 'city', 'county', 'township'];

test('counties and above are told from the ledger, whatever the number of rows; townships from their rows', async () => {
  const reader = await world.reader({ today: TODAY });
  const readAll = async ({ indicator }: Kind, level: string): Promise<readonly boolean[]> => {
    const asked = places.filter(({ id }) => levels.get(id) === level);
    database.statements.length = 0;
    await Promise.all(asked.map((place) => reader.value(reader.subject(indicator, place, '2021'))));
    return ['engine.rows', 'lengths as'].map((text) => database.statements.some((one) => one.includes(text)));
  };
  const [days = missing(), classes = missing()] = KINDS;
  const no = [false, false];
  const all = [true, true];
  const ofOneClass = [true, false];
  const found: (readonly boolean[])[] = [];
  for (const kind of [days, classes]) for (const level of LEVELS) found.push(await readAll(kind, level));
  expect(found).toEqual([no, no, no, all, ofOneClass, ofOneClass, ofOneClass, all]);
});

test.each(KINDS)('$indicator is explained by the imports that stand, with nothing that would add up', async (kind) => {
  const reader = await world.reader({ today: TODAY });
  database.statements.length = 0;
  const { contributions } = await reader.explanation(
    reader.subject(kind.indicator, places[0] ?? missing(), '2021/2022'),
  );
  expect(contributions).toMatchObject(
    (standing.get(kind) ?? []).map((id) => ({ import: { id }, measure: kind.measure, delta: null, rows: null })),
  );
  expect(contributions).toHaveLength(3);
  expect(database.statements.some((one) => one.includes('engine.contributions.rows'))).toBe(false);
  const [town = missing()] = places.filter(({ id }) => levels.get(id) === 'township');
  const below = await reader.explanation(reader.subject(kind.indicator, town, '2021/2022'));
  expect(below.contributions.every(({ delta, rows: count }) => delta === null && (count ?? 0) > 0)).toBe(true);
  expect(below.contributions.length).toBeGreaterThan(1);
});

const lengthCells = async ({ measure }: Kind): Promise<readonly unknown[]> => {
  const { rows: found } = await sql`
    select 0 as import_id, region_id, member, year, amounts from cell_years where measure = ${measure}
      and amounts <> array_fill(0::bigint, array[12])
    union all
    select import_id, region_id, member, year, deltas from cell_change_years where measure = ${measure}
    order by 1, 2, 3, 4`.execute(database.db);
  return found;
};

const differences = async () =>
  (await verifyLedger(database.db, ALL, true)).reduce((sum, one) => sum + one.differences.length, 0);

test.each(KINDS)('verify recounts the lengths of $measure and rebuild mends them', async (kind) => {
  const posted = await lengthCells(kind);
  expect(posted.length).toBeGreaterThan(400);
  expect(await differences()).toBe(0);
  await sql`update cell_years set amounts[3] = amounts[3] + 1 where measure = ${kind.measure}
    and (member = '#days:3' or member like '#class:1_')`.execute(database.db);
  expect(await differences()).toBeGreaterThan(5);
  await rebuildLedger({ db: database.db, datasets: ALL, within: null, onWaiting: () => {} });
  expect(await differences()).toBe(0);
  expect(await lengthCells(kind)).toEqual(posted);
});

test.each(KINDS)('$migration counts what was imported before it', async (kind) => {
  const posted = await lengthCells(kind);
  await database.pool.query('delete from cell_years where measure = $1', [kind.measure]);
  await database.pool.query('delete from cell_change_years where measure = $1', [kind.measure]);
  expect(await differences()).toBeGreaterThan(400);
  const migration = readFileSync(join(import.meta.dirname, '../../migrations', kind.migration), 'utf8');
  const counting = migration.slice(migration.indexOf('create temporary table'));
  await database.pool.query(`begin; ${counting}; commit`);
  expect(await lengthCells(kind)).toEqual(posted);
});
