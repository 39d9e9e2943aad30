import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mediations } from '../../src/datasets/mediations.ts';
import { importRows } from '../../src/imports/run-import.ts';
import { indicators } from '../../src/indicators/index.ts';
import { rebuildLedger } from '../../src/ledger/rebuild.ts';
import { verifyLedger } from '../../src/ledger/verify.ts';
import {
  ancestry,
  DISPUTE_MEASURES,
  DISPUTE_SUMS,
  type Dispute,
  recountDisputes,
  recountTeams,
  storedCells,
  TEAM_MEASURES,
  type Team,
} from '../imports/recount.ts';
import { ALL, createWorkspace, SAMPLES, type Workspace } from '../imports/workspace.ts';

let work: Workspace;
const disputes = new Map<string, Dispute>();
const versions: {
  readonly version: number;
  readonly disputes: readonly Dispute[];
  readonly tree: Map<string, readonly string[]>;
}[] = [];

beforeAll(async () => {
  work = await createWorkspace(['3505']);
});
afterAll(() => work.close());

/** A small generator of its own: the same rows on every run. */
function createRandom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
const random = createRandom(20_210_203);
const pick = <Item>(items: readonly Item[], or: Item): Item => items[random(items.length)] ?? or;
const day = (from: number, span: number): string =>
  new Date(Date.UTC(2020, 0, 1 + from + random(span))).toISOString().slice(0, 10);

function makeDispute(serial: string, places: readonly string[]): Dispute {
  const accepted = random(700);
  const closed = random(3) > 0 ? day(accepted, 60).replace(/^/, '') : '';
  const later = closed === '' || closed < day(accepted, 1) ? '' : closed;
  return {
    serial,
    place: pick(places, ''),
    found: random(4) === 0 ? '' : day(accepted - random(40), 1),
    accepted: day(accepted, 1),
    closed: later,
    outcome: later === '' ? '调处中' : pick(['化解成功', '化解成功', '未化解'], '未化解'),
    track: pick(['人民调解', '行政调解', '司法调解', ''], ''),
    parties: random(3) === 0 ? '' : String(1 + random(9)),
    amount: random(2) === 0 ? '' : (random(10_000_000) / 100).toFixed(2),
  };
}

async function post(rows: readonly Dispute[]): Promise<number> {
  const report = await importRows({
    pool: work.pool,
    tree: await work.tree(),
    datasets: ALL,
    indicators: indicators.values(),
    dataset: 'mediations',
    name: 'made by the test',
    commit: true,
    columns: ['serial', 'division_code', 'foundOn', 'acceptedOn', 'closedOn', 'outcome', 'track', 'parties', 'amount'],
    rows: (async function* () {
      for (const one of rows) {
        const { place, found, accepted, closed, ...same } = one;
        yield { ...same, division_code: place, foundOn: found, acceptedOn: accepted, closedOn: closed };
      }
    })(),
  });
  expect(report.issues.filter(({ severity }) => severity === 'error')).toEqual([]);
  for (const row of rows) disputes.set(row.serial, row);
  versions.push({ version: report.version ?? 0, disputes: [...disputes.values()], tree: await ancestry(work) });
  return report.version ?? 0;
}

async function expectRight(): Promise<void> {
  const expected = recountDisputes(disputes.values(), await ancestry(work));
  const [byTrack, sums] = [
    await storedCells(work, DISPUTE_MEASURES, 'track:'),
    await storedCells(work, DISPUTE_SUMS, ''),
  ];
  expect(Object.fromEntries([...byTrack, ...sums])).toEqual(Object.fromEntries(expected));
}

test('sums are those of the rows: new, corrected, moved to another place, and after a change of the tree', async () => {
  const tree = await work.tree();
  const places = [...tree.all()]
    .filter(({ level }) => level === 'village' || level === 'township')
    .map(({ code }) => code);
  const few = Array.from({ length: 60 }, () => pick(places, ''));
  const zone = places.filter((code) => /^350521(?:104|105|106|200)/.test(code));
  const first = Array.from({ length: 300 }, (_, at) => makeDispute(`D${at}`, [...few, ...zone]));
  await post(first);
  await expectRight();

  await post(Array.from({ length: 120 }, (_, at) => makeDispute(`D${at * 3}`, [...few, ...zone])));
  await expectRight();
  expect(disputes.size).toBe(320);

  const moved = await work.importFile('regions', join(SAMPLES, 'a01-regions.csv'));
  expect(moved.cells).toBeGreaterThan(100);
  versions.push({ version: moved.version ?? 0, disputes: [...disputes.values()], tree: await ancestry(work) });
  await expectRight();
  expect(recountDisputes(disputes.values(), await ancestry(work)).size).toBeGreaterThan(2000);

  await post(Array.from({ length: 80 }, (_, at) => makeDispute(`E${at}`, [...few, ...zone])));
  await expectRight();
});

test('sums as of an earlier import are those of the rows and the tree of then', async () => {
  expect(versions).toHaveLength(4);
  for (const { version, disputes: then, tree } of versions) {
    const expected = recountDisputes(then, tree);
    const byTrack = await storedCells(work, DISPUTE_MEASURES, 'track:', version);
    const sums = await storedCells(work, DISPUTE_SUMS, '', version);
    expect(Object.fromEntries([...byTrack, ...sums])).toEqual(Object.fromEntries(expected));
  }
});

test('a stock adds in the month of its first day and leaves in that of its last', async () => {
  await work.importFile('patrol_teams', join(SAMPLES, 'a09-patrol-teams.csv'), { region: '350500000000' });
  const rows: string[][] = parse(readFileSync(join(SAMPLES, 'a09-patrol-teams.csv')), { from_line: 2 });
  const teams = rows.map(
    ([code = '', , place = '', kind = '', members = '', from = '', until = '']): Team => ({
      code,
      place,
      kind,
      members,
      from,
      until: /^\d/.test(until) ? until : '',
    }),
  );
  const expected = recountTeams(teams, await ancestry(work));
  expect(Object.fromEntries(await storedCells(work, TEAM_MEASURES, 'kind:'))).toEqual(Object.fromEntries(expected));
  expect(teams.some(({ until }) => until !== '')).toBe(true);
});

test('a township that reports a month, by a row or by declaration, is covered once, and so are all above it', async () => {
  const above = await ancestry(work);
  const months = new Set<string>();
  for (const { disputes: known } of versions) {
    for (const { place, accepted } of known) months.add(`${above.get(place)?.[0]} ${accepted.slice(0, 7)}-01`);
  }
  const covered = await storedCells(work, ['mediations.covered'], '');
  const townships = [...covered].filter(([key]) => !key.startsWith('350500000000') && /^\d{9}000 /.test(key));
  const reported = townships.filter(([key]) => !/^\d{6}000000 /.test(key)).map(([key, value]) => [key, value]);
  expect(reported).toEqual([...months].sort().map((key) => [key.replace(' ', ' mediations.covered  '), 1]));
  const city = [...covered]
    .filter(([key]) => key.startsWith('350500000000 '))
    .reduce((sum, [, value]) => sum + value, 0);
  expect(city).toBe(months.size);
});

test('verify finds nothing, until a cell, a change or a row is tampered with', async () => {
  const differences = async (codes?: readonly string[]) => {
    const chosen = codes === undefined ? ALL : ALL.filter(({ code }) => codes.includes(code));
    return (await verifyLedger(work.db, chosen, codes === undefined)).flatMap((found) => found.differences);
  };
  const rebuild = async () => {
    const mended = await rebuildLedger({ db: work.db, datasets: ALL, within: null, onWaiting: () => {} });
    const sum = (of: 'cells' | 'changes' | 'coverage') => mended.reduce((all, one) => all + one[of], 0);
    return { cells: sum('cells'), changes: sum('changes'), coverage: sum('coverage') };
  };
  expect(await differences()).toEqual([]);
  expect(await rebuild()).toEqual({ cells: 0, changes: 0, coverage: 0 });
  const { rows } = await sql<{ regionId: number; month: string; value: number }>`
    select region_id, month, value from cells where measure = 'mediations.accepted' and member = ''
      and region_id = (select id from regions where code = '350599000000') order by month limit 1`.execute(work.db);
  const [cell] = rows;
  const place = sql`date_part('month', ${cell?.month}::date)`;
  const mine = sql`measure = 'mediations.accepted' and member = '' and region_id = ${cell?.regionId}
    and year = date_part('year', ${cell?.month}::date)`;
  await sql`update cell_years set amounts[${place}::int] = amounts[${place}::int] + 1 where ${mine}`.execute(work.db);
  expect(await differences()).toEqual([
    {
      regionCode: '350599000000',
      regionName: '泉州台商投资区',
      measure: 'mediations.accepted',
      member: '',
      month: cell?.month,
      stored: (cell?.value ?? 0) + 1,
      importId: null,
      recomputed: cell?.value,
    },
  ]);
  expect(await differences(['patrol_teams'])).toEqual([]);
  await sql`update cell_years set amounts[${place}::int] = amounts[${place}::int] - 1 where ${mine}`.execute(work.db);
  await sql`insert into cell_years values (${cell?.regionId}, 'gone.measure', '', 2021, '{3,0,0,0,0,0,0,0,0,0,0,0}')`.execute(
    work.db,
  );
  expect(await differences()).toMatchObject([{ measure: 'gone.measure', importId: null, stored: 3, recomputed: 0 }]);
  await sql`delete from cell_years where measure = 'gone.measure'`.execute(work.db);
  await sql`update cell_change_years set deltas[${place}::int] = deltas[${place}::int] + 1 where ${mine} and import_id = ${versions[2]?.version}`.execute(
    work.db,
  );
  expect(await differences()).toMatchObject([{ measure: 'mediations.accepted', importId: versions[2]?.version }]);
  expect(await rebuild()).toEqual({ cells: 0, changes: 1, coverage: 0 });
  expect(await differences()).toEqual([]);
  await sql`update patrol_teams set members = members + 5 where code = 'XD001'`.execute(work.db);
  expect(new Set((await differences()).map(({ measure }) => measure))).toEqual(
    new Set(['patrol_teams.members', 'patrol_teams.volunteers']),
  );
});

test('verify tells rows whose region or import does not exist', async () => {
  const orphans = async () => (await verifyLedger(work.db, [mediations], false)).flatMap((found) => found.orphans);
  expect(await orphans()).toEqual([]);
  const { rows } = await sql<{ id: number; regionId: number; importedIn: number }>`
    select id, region_id, imported_in from mediations where superseded_in is null order by id limit 1`.execute(work.db);
  const [row] = rows;
  await sql`update mediations set region_id = 88888888, imported_in = 77777777 where id = ${row?.id}`.execute(work.db);
  await sql`update coverage set superseded_in = 66666666 where dataset = 'mediations'
    and month = (select min(month) from coverage where dataset = 'mediations') and superseded_in is null`.execute(
    work.db,
  );
  const [region, covered, row2] = await orphans();
  expect([region, row2]).toEqual([
    { of: 'region', id: 88_888_888, rows: 1 },
    { of: 'import', id: 77_777_777, rows: 1 },
  ]);
  expect(covered).toMatchObject({ of: 'import', id: 66_666_666 });
  await sql`update mediations set region_id = ${row?.regionId}, imported_in = ${row?.importedIn} where id = ${row?.id}`.execute(
    work.db,
  );
  await sql`update coverage set superseded_in = null where superseded_in = 66666666`.execute(work.db);
  expect(await orphans()).toEqual([]);
});

test('rebuild mends what was damaged, today and as of every moment, and nothing outside of the region asked for', async () => {
  const zone = (await work.tree()).find('350599000000')?.id ?? 0;
  await rebuildLedger({ db: work.db, datasets: ALL, within: null, onWaiting: () => {} });
  const healthy = await work.everything();
  const wrong = async () =>
    (await verifyLedger(work.db, ALL, true)).reduce(
      (sum, { differences, coverage }) => sum + differences.length + coverage.length,
      0,
    );
  await sql`update cell_years set amounts = (
    select array_agg(case when a = 0 then 0 else a * 2 + 1 end order by o) from unnest(amounts) with ordinality as u(a, o)
  ) where measure like 'mediations.%' and year < 2021`.execute(work.db);
  await sql`delete from cell_years where measure = 'patrol_teams.members'`.execute(work.db);
  await sql`delete from cell_change_years where import_id = ${versions[1]?.version} and measure = 'mediations.amount'`.execute(
    work.db,
  );
  await sql`insert into cell_change_years values (${versions[1]?.version}, ${zone}, 'mediations.accepted', '', 1999, '{5,0,0,0,0,0,0,0,0,0,0,0}')`.execute(
    work.db,
  );
  await sql`delete from coverage where dataset = 'mediations' and month = '2021-03-01'`.execute(work.db);
  await sql`update coverage set superseded_in = ${versions[3]?.version} where dataset = 'mediations' and month = '2021-04-01'`.execute(
    work.db,
  );
  const damaged = await wrong();
  expect(damaged).toBeGreaterThan(1000);
  const [mended] = await rebuildLedger({
    db: work.db,
    datasets: ALL.filter(({ code }) => code === 'mediations'),
    within: zone,
    onWaiting: () => {},
  });
  expect(mended).toMatchObject({ dataset: 'mediations' });
  expect(mended?.changes).toBeGreaterThan(1);
  const left = await wrong();
  expect(left).toBeLessThan(damaged);
  expect(left).toBeGreaterThan(100);
  await rebuildLedger({ db: work.db, datasets: ALL, within: null, onWaiting: () => {} });
  expect(await wrong()).toBe(0);
  expect(await work.everything()).toBe(healthy);
});
