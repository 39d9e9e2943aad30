import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mediations } from '../../src/datasets/mediations.ts';
import { patrolTeams } from '../../src/datasets/patrol-teams.ts';
import { createTestDatabase, type TestDatabase } from '../database.ts';
import { type SeedReader, type SeedRegion, seed } from '../seed.ts';

const VILLAGES = 400;
const ROWS = 12_000;
let database: TestDatabase;
let reader: SeedReader;
let city: SeedRegion;
const villages: SeedRegion[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  const land = seed(database.db);
  city = await land.region('city', '泉州市');
  const towns: SeedRegion[] = [];
  for (let at = 0; at < 10; at++) towns.push(await land.region('township', `第${at}镇`, city));
  for (let at = 0; at < VILLAGES; at++) {
    const town = towns[at % towns.length];
    if (town !== undefined) villages.push(await land.region('village', `第${at}村`, town));
  }
  const day = (at: number) => new Date(Date.UTC(2021, 0, 1 + ((at * 7919) % 365))).toISOString().slice(0, 10);
  const region = (at: number) => villages[(at * 31) % VILLAGES]?.id ?? 0;
  const covers = { region: city, from: '2021-01-01', to: '2021-12-01' };
  const rows = Array.from({ length: ROWS }, (_, at) => ({
    serial: `s${at}`,
    region: region(at),
    acceptedOn: day(at),
    closedOn: day(at).replace(/^2021/, '2022'),
    outcome: 'resolved',
    type: at % 3 === 0 ? '邻里' : '物业',
    parties: at % 5 === 0 ? null : 2,
  }));
  await land.rows(mediations, rows, { covers });
  const teams = Array.from({ length: 900 }, (_, at) => ({
    code: `t${at}`,
    region: region(at),
    kind: 'volunteer',
    members: at % 7,
    establishedOn: day(at),
    dissolvedOn: at % 2 === 0 ? null : `2022-0${1 + (at % 9)}-05`,
  }));
  await land.rows(patrolTeams, teams, { covers });
  // As it is right after a large import: the tree is known to the planner, the rows are not.
  await sql`analyze region_versions`.execute(database.db);
  reader = await land.reader();
});
afterAll(() => database.close());

const number = async (code: string, region: SeedRegion, period: string) => {
  const { exact } = await reader.value(reader.subject(code, region, period));
  return exact === null ? null : Number(exact.toString());
};

async function counted(what: string, where: string, place: SeedRegion): Promise<number> {
  const { rows } = await sql<{ n: string | null }>`select ${sql.raw(what)} as n
    from ${sql.raw(where.startsWith('established') ? 'patrol_teams' : 'mediations')} r
    where ${sql.raw(where)} and region_id in (select region_id from region_versions where ${place.id} = any(path))`.execute(
    database.db,
  );
  return Number(rows[0]?.n ?? 0);
}

test('every day of a year and every village: read once', async () => {
  const days = Array.from({ length: 365 }, (_, at) => new Date(Date.UTC(2021, 0, 1 + at)).toISOString().slice(0, 10));
  database.statements.length = 0;
  const values = await Promise.all([
    ...days.map((day) => number('mediation.accepted', city, day)),
    ...villages.map((village) => number('mediation.accepted', village, '2021')),
  ]);
  expect(database.statements.filter((text) => text.includes('/* engine.rows */'))).toHaveLength(1);
  const sum = (numbers: readonly (number | null)[]) => numbers.reduce<number>((total, one) => total + (one ?? 0), 0);
  expect(sum(values.slice(0, 365))).toBe(ROWS);
  expect(sum(values.slice(365))).toBe(ROWS);
});

test('odd days agree with plain SQL: flows, sums with gaps, stocks and breakdowns', async () => {
  const [village = city] = villages;
  const between = (column: string, from: string, to: string) => `${column} between '${from}' and '${to}'`;
  for (const [place, from, to] of [
    [city, '2021-01-15', '2021-02-20'],
    [village, '2021-03-01', '2021-12-31'],
  ] as const) {
    const period = `${from}/${to}`;
    expect(await number('mediation.accepted', place, period)).toBe(
      await counted('count(*)', between('accepted_on', from, to), place),
    );
    expect(await number('mediation.parties', place, period)).toBe(
      await counted('sum(parties)', between('accepted_on', from, to), place),
    );
    const slices = await reader.breakdown(reader.subject('mediation.accepted', place, period), 'type');
    expect(slices.map(({ key, value }) => [key, Number(value?.toString())])).toEqual(
      await Promise.all(
        slices.map(async ({ key }) => [
          key,
          await counted('count(*)', `${between('accepted_on', from, to)} and type = '${key}'`, place),
        ]),
      ),
    );
    const held = `established_on <= '${to}' and (dissolved_on is null or dissolved_on > '${to}')`;
    expect(await number('patrol.teams', place, `as-of ${to}`)).toBe(await counted('count(*)', held, place));
  }
});
