import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { datasets } from '../../src/datasets/index.ts';
import { undoImport } from '../../src/imports/undo/undo-import.ts';
import { toFixed } from '../../src/kernel/exact.ts';
import { rebuildLedger } from '../../src/ledger/rebuild.ts';
import { verifyLedger } from '../../src/ledger/verify.ts';
import { createTestDatabase } from '../database.ts';
import { randomness } from '../figures/random-rows.ts';
import { type SeedRegion, type SeedRow, seed } from '../seed.ts';

/*
 * Medians of whole days are looked up in counts of lengths that the ledger keeps from counties up. Here they are held
 * against plain sorting, through corrections, undos, changes of the tree, and as of each of these.
 */

const TODAY = '2023-03-10';
const ALL = Object.values(datasets);
const PERIODS = ['2021', '2022', '2021-H2', '2022-Q1', '2021-11', '2021-11/2022-03', '2021-W40', '2022-02-03'];

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
const disputes = (first: number, count: number): readonly SeedRow[] =>
  Array.from({ length: count }, (_, at) => {
    const acceptedOn = day(between(330, 1100));
    const outcome = pick(['resolved', 'resolved', 'resolved', 'failed', 'pending']);
    const closedOn = outcome === 'pending' ? null : shift(acceptedOn, chance(0.1) ? between(0, 500) : between(0, 12));
    return { serial: `D${first + at}`, region: pick(places).id, acceptedOn, closedOn, outcome };
  });
const bring = async (made: readonly SeedRow[]): Promise<number> => {
  const version = await world.rows(datasets.mediations, made, {
    covers: { region: places[0] ?? missing(), from: '2020-01-01', to: '2023-03-01' },
  });
  rows = new Map([...rows, ...made.map((row) => [String(row.serial), row] as const)]);
  note(version);
  return version;
};
const undo = async (importId: number, back: ReadonlyMap<string, SeedRow>): Promise<void> => {
  const { version } = await undoImport({ pool: database.pool, datasets: ALL, importId, commit: true });
  rows = new Map(back);
  note(version ?? missing());
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
  await bring(disputes(0, 400));
  const before = new Map(rows);
  const wrong = await bring(disputes(100, 150));
  await undo(wrong, before);
  const village = places.find(({ id, level }) => level === 'village' && parents.get(id) === inFirst) ?? missing();
  await move(inFirst, third, 'township');
  await move(village, inSecond, 'village');
  await bring(disputes(300, 250));
  await move(free, west, 'county');
  await move(inSecond, first, 'township');
  await bring(disputes(500, 200));
  await move(second, west, 'county');
});

function isWithin(id: number, region: SeedRegion, tree: Parents): boolean {
  for (let at: number | undefined = id; at !== undefined; at = tree.get(at)?.id) if (at === region.id) return true;
  return false;
}

function middle({ rows: then, parents: tree }: Moment, region: SeedRegion, from: string, to: string): string | null {
  const lengths = [...then.values()]
    .flatMap(({ region: id, outcome, acceptedOn, closedOn }) => {
      if (outcome !== 'resolved' || typeof closedOn !== 'string' || closedOn < from || closedOn >= to) return [];
      if (!isWithin(Number(id), region, tree)) return [];
      return [(Date.parse(closedOn) - Date.parse(String(acceptedOn))) / 86_400_000];
    })
    .sort((a, b) => a - b);
  const [low, high] = [lengths[(lengths.length - 1) >> 1], lengths[lengths.length >> 1]];
  return low === undefined || high === undefined ? null : ((low + high) / 2).toFixed(1);
}

async function expectRight(moment: Moment, asOf: number | null): Promise<number> {
  const reader = await world.reader({ today: TODAY, asOf });
  const asked = Array.from({ length: 150 }, () => reader.subject('mediation.median_days', pick(places), pick(PERIODS)));
  const values = await Promise.all(asked.map((subject) => reader.value(subject)));
  let found = 0;
  for (const [at, { region, period }] of asked.entries()) {
    const value = values[at]?.value ?? null;
    const told = `${region.level} ${region.name} in ${period.code} as of ${moment.version}`;
    const place = places.find(({ id }) => id === region.id) ?? missing();
    expect(value === null ? null : toFixed(value, 1), told).toBe(middle(moment, place, period.start, period.end));
    if (value !== null) found += 1;
  }
  return found;
}

test('a median is the middle of the sorted lengths, today and at every earlier moment', async () => {
  expect(moments).toHaveLength(10);
  for (const moment of moments) expect(await expectRight(moment, moment.version)).toBeGreaterThan(50);
  const now = moments.at(-1) ?? missing();
  expect(await expectRight(now, null)).toBeGreaterThan(50);
});

test('counties and above are told from the ledger, whatever the number of rows; townships from their rows', async () => {
  const reader = await world.reader({ today: TODAY });
  const ask = async (level: string): Promise<boolean> => {
    const asked = places.filter(({ id }) => levels.get(id) === level);
    database.statements.length = 0;
    await Promise.all(asked.map((place) => reader.value(reader.subject('mediation.median_days', place, '2021'))));
    return database.statements.some((statement) => statement.includes('engine.rows'));
  };
  expect([await ask('province'), await ask('city'), await ask('county'), await ask('township')]).toEqual([
    false,
    false,
    false,
    true,
  ]);
});

const lengthCells = async (): Promise<readonly unknown[]> => {
  const { rows: found } = await sql`
    select 0 as import_id, region_id, member, year, amounts from cell_years where measure = 'mediations.median_days'
      and amounts <> array_fill(0::bigint, array[12])
    union all
    select import_id, region_id, member, year, deltas from cell_change_years where measure = 'mediations.median_days'
    order by 1, 2, 3, 4`.execute(database.db);
  return found;
};

test('verify recounts the lengths, rebuild mends them, and the migration counts what was imported before', async () => {
  const differences = async () =>
    (await verifyLedger(database.db, ALL, true)).reduce((sum, one) => sum + one.differences.length, 0);
  const posted = await lengthCells();
  expect(posted.length).toBeGreaterThan(400);
  expect(await differences()).toBe(0);
  await sql`update cell_years set amounts[3] = amounts[3] + 1 where measure = 'mediations.median_days'
    and member = '#days:3'`.execute(database.db);
  expect(await differences()).toBeGreaterThan(5);
  await rebuildLedger({ db: database.db, datasets: ALL, within: null, onWaiting: () => {} });
  expect(await differences()).toBe(0);
  await database.pool.query("delete from cell_years where measure = 'mediations.median_days'");
  await database.pool.query("delete from cell_change_years where measure = 'mediations.median_days'");
  expect(await differences()).toBeGreaterThan(400);
  const migration = readFileSync(join(import.meta.dirname, '../../migrations/0034_lengths.sql'), 'utf8');
  await database.pool.query(`begin; ${migration}; commit`);
  expect(await lengthCells()).toEqual(posted);
});
