import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { datasets } from '../../src/datasets/index.ts';
import { createRowsSource } from '../../src/engine/sources/rows-source.ts';
import { declaredMeasures } from '../../src/engine/values/declared-measures.ts';
import { undoImport } from '../../src/imports/undo/undo-import.ts';
import { toNumber } from '../../src/kernel/exact.ts';
import { afterTick } from '../../src/kernel/turns.ts';
import { rebuildLedger } from '../../src/ledger/rebuild.ts';
import { verifyLedger } from '../../src/ledger/verify.ts';
import { createTestDatabase } from '../database.ts';
import { randomness } from '../figures/random-rows.ts';
import { type SeedRegion, type SeedRow, seed } from '../seed.ts';

/*
 * Words of breakdowns are in the ledger from counties up; those of townships come from rows. Here both are held against
 * plain counting, through corrections, undos and changes of the tree (a township that becomes a county, and one again),
 * and as of each of these.
 */

const TODAY = '2023-03-10';
const ALL = Object.values(datasets);
const PERIODS = ['2021', '2022', '2021-H2', '2022-Q1', '2021-11', '2021-11/2022-03', '2021-W40', '2022-02-03'];
const LEVELS = ['province', 'city', 'county', 'township'];

const database = await createTestDatabase();
afterAll(() => database.close());
const world = seed(database.db);
const { pick, chance, between, day, shift } = randomness(47);

interface Place {
  readonly level: string;
  readonly parent: number | null;
}
type Tree = ReadonlyMap<number, Place>;
type Rows = ReadonlyMap<string, SeedRow>;
interface Moment {
  readonly version: number;
  readonly rows: Rows;
  readonly tree: Tree;
}
interface Kind {
  readonly dataset: (typeof ALL)[number];
  readonly key: string;
  readonly indicator: string;
  readonly measure: string;
  readonly columns: readonly string[];
  readonly make: (key: string) => SeedRow;
  /** The days on which the row begins and ceases to count. */
  readonly turns: (row: SeedRow) => readonly (readonly [day: string, sign: number])[];
  /** Whether it counts from one day to another (exclusive). */
  readonly counts: (row: SeedRow, from: string, to: string) => boolean;
}

const places: SeedRegion[] = [];
const moments: Moment[] = [];
let tree: Tree = new Map();
let rows: Rows = new Map();

const DISPUTES: Kind = {
  dataset: datasets.mediations,
  key: 'serial',
  indicator: 'mediation.accepted',
  measure: 'mediations.accepted',
  columns: ['type', 'channel', 'track'],
  make: (serial) => ({
    serial,
    region: pick(places).id,
    acceptedOn: day(between(330, 1100)),
    outcome: 'pending',
    type: pick(['邻里', '土地', '']) || null,
    channel: pick(['grid', 'police', 'court', '']) || null,
    track: pick(['people', 'judicial']),
  }),
  turns: ({ acceptedOn }) => [[String(acceptedOn), 1]],
  counts: ({ acceptedOn }, from, to) => String(acceptedOn) >= from && String(acceptedOn) < to,
};
const TEAMS: Kind = {
  dataset: datasets.patrolTeams,
  key: 'code',
  indicator: 'patrol.teams',
  measure: 'patrol_teams.teams',
  columns: ['kind'],
  make(code) {
    const establishedOn = day(between(0, 1000));
    const dissolvedOn = chance(0.5) ? shift(establishedOn, between(0, 500)) : null;
    return { code, region: pick(places).id, kind: pick(['armed', 'militia']), members: 3, establishedOn, dissolvedOn };
  },
  turns: ({ establishedOn, dissolvedOn }) => [
    [String(establishedOn), 1],
    ...(typeof dissolvedOn === 'string' ? [[dissolvedOn, -1] as const] : []),
  ],
  counts({ establishedOn, dissolvedOn }, _, to) {
    const last = shift(to, -1);
    return String(establishedOn) <= last && (typeof dissolvedOn !== 'string' || dissolvedOn > last);
  },
};
const KINDS = [DISPUTES, TEAMS];

const missing = (): never => {
  throw new Error('expected it to be there');
};
const keyOf = ({ dataset, key }: Kind, row: SeedRow): string => `${dataset.code} ${row[key]}`;
const note = (version: number) => moments.push({ version, rows, tree });

async function add(level: SeedRegion['level'], name: string, parent: SeedRegion | null): Promise<SeedRegion> {
  const place = await world.region(level, name, parent);
  places.push(place);
  tree = new Map(tree).set(place.id, { level, parent: parent?.id ?? null });
  return place;
}

async function bring(first: number, count: number): Promise<number> {
  for (const kind of KINDS) {
    const made = Array.from({ length: count }, (_, at) => kind.make(`D${first + at}`));
    const version = await world.rows(kind.dataset, made, {
      covers: { region: places[0] ?? missing(), from: '2020-01-01', to: '2023-03-01' },
    });
    rows = new Map([...rows, ...made.map((row) => [keyOf(kind, row), row] as const)]);
    note(version);
  }
  return moments.at(-1)?.version ?? missing();
}

async function undo(importId: number): Promise<void> {
  const { version } = await undoImport({ pool: database.pool, datasets: ALL, importId, commit: true });
  const at = moments.findIndex((moment) => moment.version === importId);
  const [before, wrong] = [moments[at - 1]?.rows ?? missing(), moments[at]?.rows ?? missing()];
  const kept = [...rows].filter(([key, row]) => wrong.get(key) !== row || before.get(key) === row);
  const back = [...before].filter(([key, row]) => rows.get(key) === wrong.get(key) && wrong.get(key) !== row);
  rows = new Map([...kept, ...back]);
  note(version ?? missing());
}

async function move(place: SeedRegion, to: SeedRegion, level: SeedRegion['level']): Promise<void> {
  const version = await world.tree([{ code: place.code, name: '迁来', parentCode: to.code, level }]);
  tree = new Map(tree).set(place.id, { level, parent: to.id });
  note(version);
}

beforeAll(async () => {
  const province = await add('province', '甲省', null);
  const [east, west] = [await add('city', '东市', province), await add('city', '西市', province)];
  const [first, second] = [await add('county', '一县', east), await add('county', '二县', west)];
  const towns: SeedRegion[] = [];
  // A city may have townships of its own beside its counties.
  for (const parent of [first, first, second, second, west, west]) {
    const town = await add('township', `镇${towns.length}`, parent);
    towns.push(town);
    for (const name of ['上村', '下村']) await add('village', name, town);
  }
  const [inFirst = missing(), other = missing(), inSecond = missing(), , free = missing()] = towns;
  const village = places.find(({ id, level }) => level === 'village' && tree.get(id)?.parent === inFirst.id);
  await bring(0, 300);
  const wrong = await bring(100, 120);
  await undo(wrong);
  await undo(wrong - 1);
  await move(inFirst, second, 'township');
  await move(village ?? missing(), inSecond, 'village');
  await move(free, west, 'county');
  await bring(200, 200);
  await move(other, west, 'county');
  await bring(350, 100);
  await move(other, first, 'township');
  await bring(380, 100);
});

function isWithin(id: number, region: number, { tree: then }: Moment): boolean {
  for (let at: number | null = id; at !== null; at = then.get(at)?.parent ?? null) if (at === region) return true;
  return false;
}

const rowsIn = (kind: Kind, moment: Moment, region: number): readonly SeedRow[] =>
  [...moment.rows]
    .filter(([key, row]) => key.startsWith(kind.dataset.code) && isWithin(Number(row.region), region, moment))
    .map(([, row]) => row);

function counted(words: readonly string[]): Readonly<Record<string, number>> {
  const counts = Map.groupBy(words, (word) => word);
  return Object.fromEntries([...counts].map(([word, { length }]) => [word, length]));
}

async function expectRight(kind: Kind, moment: Moment, asOf: number | null): Promise<number> {
  const reader = await world.reader({ today: TODAY, asOf });
  const asked = Array.from({ length: 80 }, () => ({
    subject: reader.subject(kind.indicator, pick(places), pick(PERIODS)),
    column: pick(kind.columns),
  }));
  const slices = await Promise.all(asked.map(({ subject, column }) => reader.breakdown(subject, column)));
  let found = 0;
  for (const [at, { subject, column }] of asked.entries()) {
    const { region, period } = subject;
    const told = `${kind.indicator} of ${region.level} ${region.code} in ${period.code} as of ${moment.version}`;
    const expected = counted(
      rowsIn(kind, moment, region.id)
        .filter((row) => kind.counts(row, period.start, period.end))
        .map((row) => String(row[column] ?? '')),
    );
    const values = (slices[at] ?? []).map(({ key, value }) => [key, value === null ? null : toNumber(value)] as const);
    expect(Object.fromEntries(values), told).toEqual(expected);
    if (values.length > 0 && region.level === 'township') found += 1;
  }
  return found;
}

test.each(KINDS)('breakdowns of $indicator are counts of rows, today and at every earlier moment', async (kind) => {
  expect(moments).toHaveLength(17);
  for (const moment of moments.slice(1)) expect(await expectRight(kind, moment, moment.version)).toBeGreaterThan(5);
  expect(await expectRight(kind, moments.at(-1) ?? missing(), null)).toBeGreaterThan(5);
});

test('words of counties and above are told from the ledger, of all townships at once from rows', async () => {
  const reader = await world.reader({ today: TODAY });
  const found: number[] = [];
  for (const level of LEVELS) {
    const asked = places.filter(({ id }) => tree.get(id)?.level === level);
    database.statements.length = 0;
    await Promise.all(
      asked.map((place) => reader.breakdown(reader.subject('mediation.accepted', place, '2021'), 'type')),
    );
    found.push(database.statements.filter((one) => one.includes('engine.rows')).length);
  }
  expect(found).toEqual([0, 0, 0, 1]);
});

test('an indicator of one word is the same in a township, and explained by the imports of its rows', async () => {
  const reader = await world.reader({ today: TODAY });
  const now = moments.at(-1) ?? missing();
  let told = 0;
  for (const place of places.filter(({ id }) => tree.get(id)?.level === 'township')) {
    const subject = reader.subject('patrol.armed_groups', place, '2021');
    const armed = rowsIn(TEAMS, now, place.id).filter(
      (row) => row.kind === 'armed' && TEAMS.counts(row, '2021-01-01', '2022-01-01'),
    );
    const { exact } = await reader.value(subject);
    expect(exact === null ? null : toNumber(exact)).toBe(armed.length);
    const { contributions } = await reader.explanation(subject);
    const shares = contributions.map(({ delta, rows: count }) => [delta === null ? null : toNumber(delta), count]);
    expect(shares.every(([delta, count]) => delta === count)).toBe(true);
    expect(shares.reduce((sum, [delta]) => sum + (delta ?? 0), 0)).toBe(armed.length);
    told += armed.length;
  }
  expect(told).toBeGreaterThan(10);
});

test('months of a year of words are counts of rows', async () => {
  const measures = declaredMeasures(datasets);
  const source = createRowsSource({ from: () => database.db, datasets, measures, asOf: null, schedule: afterTick });
  const now = moments.at(-1) ?? missing();
  const asked = places.flatMap(({ id }) =>
    DISPUTES.columns.flatMap((by) => [2021, 2022].map((year) => ({ id, by, year }))),
  );
  database.statements.length = 0;
  const found = await Promise.all(
    asked.map(({ id, by, year }) => source.months({ regionId: id, measure: DISPUTES.measure, member: '', by, year })),
  );
  expect(database.statements).toHaveLength(1);
  for (const [at, { id, by, year }] of asked.entries()) {
    const expected = new Map<string, number[]>();
    for (const row of rowsIn(DISPUTES, now, id)) {
      const on = String(row.acceptedOn);
      if (!on.startsWith(`${year}-`)) continue;
      const word = `${by}:${row[by] ?? ''}`;
      const months = expected.get(word) ?? Array(12).fill(0);
      expected.set(word, months.with(Number(on.slice(5, 7)) - 1, months[Number(on.slice(5, 7)) - 1] + 1));
    }
    expect(found[at]).toEqual(expected);
  }
});

const MINE = sql`measure in ('mediations.accepted', 'patrol_teams.teams') and member <> ''`;

const wordCells = async (): Promise<readonly unknown[]> => {
  const { rows: found } = await sql`
    select 0 as import_id, region_id, measure, member, year, amounts from cell_years where ${MINE}
      and amounts <> array_fill(0::bigint, array[12])
    union all
    select import_id, region_id, measure, member, year, deltas from cell_change_years where ${MINE}
    order by 1, 2, 3, 4, 5`.execute(database.db);
  return found;
};

const differences = async () =>
  (await verifyLedger(database.db, ALL, true)).reduce((sum, one) => sum + one.differences.length, 0);

test('verify expects no words of townships and rebuild takes them away', async () => {
  expect(await differences()).toBe(0);
  const posted = await wordCells();
  const town = places.find(({ id }) => tree.get(id)?.level === 'township') ?? missing();
  await sql`insert into cell_years values
    (${town.id}, 'mediations.accepted', 'type:邻里', 2021, array_fill(1::bigint, array[12]))`.execute(database.db);
  expect(await differences()).toBe(12);
  await rebuildLedger({ db: database.db, datasets: ALL, within: null, onWaiting: () => {} });
  expect(await wordCells()).toEqual(posted);
});

/** What each import changed when words were posted from townships up, by plain counting. */
function wordsFromTownshipsUp(): readonly (readonly [number, number, string, string, string, number])[] {
  const changes: (readonly [number, number, string, string, string, number])[] = [];
  let before = new Map<string, number>();
  for (const moment of moments) {
    const sums = new Map<string, number>();
    const posted = [...moment.tree].filter(([, { level }]) => LEVELS.includes(level));
    for (const kind of KINDS) {
      for (const [region] of posted) {
        for (const row of rowsIn(kind, moment, region)) {
          for (const column of kind.columns) {
            for (const [on, sign] of kind.turns(row)) {
              const key = [region, kind.measure, `${column}:${row[column] ?? ''}`, `${on.slice(0, 7)}-01`].join('|');
              sums.set(key, (sums.get(key) ?? 0) + sign);
            }
          }
        }
      }
    }
    for (const key of new Set([...before.keys(), ...sums.keys()])) {
      const delta = (sums.get(key) ?? 0) - (before.get(key) ?? 0);
      const [region = '', measure = '', member = '', month = ''] = key.split('|');
      if (delta !== 0) changes.push([moment.version, Number(region), measure, member, month, delta]);
    }
    before = sums;
  }
  return changes;
}

test('0039_words_of_townships.sql leaves what would have been posted', async () => {
  const posted = await wordCells();
  const changes = wordsFromTownshipsUp();
  await sql`delete from cell_years where ${MINE}`.execute(database.db);
  await sql`delete from cell_change_years where ${MINE}`.execute(database.db);
  const column = (at: number) => changes.map((change) => change[at]);
  const months = sql`select * from unnest(${column(0)}::int[], ${column(1)}::int[], ${column(2)}::text[], ${column(3)}::text[],
    ${column(4)}::date[], ${column(5)}::bigint[]) as d(import_id, region_id, measure, member, month, delta)`;
  const places12 = Array.from({ length: 12 }, (_, at) => sql.lit(at + 1));
  const amounts = sql`array[${sql.join(
    places12.map((month) => sql`coalesce(sum(delta) filter (where date_part('month', month) = ${month}), 0)::bigint`),
  )}]`;
  const year = sql`date_part('year', month)::int`;
  await sql`insert into cell_change_years (import_id, region_id, measure, member, year, deltas)
    select import_id, region_id, measure, member, ${year}, ${amounts} from (${months}) d group by 1, 2, 3, 4, 5`.execute(
    database.db,
  );
  await sql`insert into cell_years (region_id, measure, member, year, amounts)
    select region_id, measure, member, ${year}, ${amounts} from (${months}) d group by 1, 2, 3, 4`.execute(database.db);
  expect(await differences()).toBeGreaterThan(400);
  const migration = readFileSync(join(import.meta.dirname, '../../migrations/0039_words_of_townships.sql'), 'utf8');
  await database.pool.query(`begin; ${migration}; commit`);
  expect(await wordCells()).toEqual(posted);
  expect(await differences()).toBe(0);
});
