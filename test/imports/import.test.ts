import { once } from 'node:events';
import { join } from 'node:path';
import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { takeWriteLock } from '../../src/db/write-lock.ts';
import { exitCode } from '../../src/imports/reports/report.ts';
import { reportText } from '../../src/imports/reports/report-text.ts';
import { importRows } from '../../src/imports/run-import.ts';
import { indicators } from '../../src/indicators/index.ts';
import { createFolder } from './folder.ts';
import { ALL, countsOf, createWorkspace, SAMPLES, type Workspace } from './workspace.ts';

const folder = createFolder();
const JINJIANG = { region: '350582000000' } as const;
let work: Workspace;

beforeAll(async () => {
  work = await createWorkspace(['3505']);
});
afterAll(async () => {
  folder.remove();
  await work.close();
});

const HEADER = '纠纷编号,乡镇（街道）,受理日期,办结日期,调解结果,当事人数,涉及金额（万元）,当事人姓名,备注';
const csv = (...rows: readonly string[]): string => folder.csv(HEADER, ...rows);

async function current(serial: string): Promise<Record<string, unknown> | undefined> {
  const { rows } = await sql<Record<string, unknown>>`
    select m.*, r.code as region from mediations m join regions r on r.id = m.region_id
    where m.serial = ${serial} and m.superseded_in is null`.execute(work.db);
  return rows[0];
}

test('good rows go in, bad rows stay out with all that is wrong with them', async () => {
  const file = csv(
    'A1,安海镇,2021-01-05,2021年2月3日,化解成功,２,1.5,某某,',
    'A2,不存在镇,2021-02-30,,不详,两个半,若干,某某,',
    'A3,安海镇,2021-03-01,2021-02-01,调处中,3,,,',
    '合计,,,,,5,1.5,,',
    '填表人：某某,,,,,,,,',
  );
  const before = await work.everything();
  const rehearsal = await work.importFile('mediations', file, { ...JINJIANG, commit: false });
  expect(await work.everything()).toBe(before);
  const report = await work.importFile('mediations', file, JINJIANG);
  expect(countsOf(report)).toEqual([3, 1, 0, 0, 2, 0]);
  expect(countsOf(rehearsal)).toEqual(countsOf(report));
  expect(rehearsal.issues).toEqual(report.issues);
  expect(exitCode(report)).toBe(1);
  expect(report.sheets[0]?.notData).toEqual([
    { row: 5, what: 'total' },
    { row: 6, what: 'note' },
  ]);
  const errors = report.issues.filter(({ severity }) => severity === 'error');
  expect(errors.map(({ row, code, field, found }) => [row, code, field, found])).toEqual([
    [3, 'unknown_region', 'region', '不存在镇'],
    [3, 'bad_date', 'accepted_on', '2021-02-30'],
    [3, 'bad_choice', 'outcome', '不详'],
    [3, 'bad_number', 'parties', '两个半'],
    [3, 'bad_number', 'amount', '若干'],
    [4, 'rule', 'closed_on', null],
    [4, 'rule', 'outcome', null],
  ]);
  expect(await current('A1')).toMatchObject({
    region: '350582101000',
    acceptedOn: '2021-01-05',
    closedOn: '2021-02-03',
    outcome: 'resolved',
    parties: 2,
    amount: 1_500_000,
    rowNumber: 2,
  });
  const { rows } = await sql<{ n: number }>`select count(*) as n from import_issues`.execute(work.db);
  expect(rows[0]?.n).toBe(report.issues.length);
});

test('names of persons are counted and kept nowhere', async () => {
  const report = await work.importFile('mediations', csv('P1,安海镇,2021-01-05,,调处中,2,,欧阳无名氏,x'), JINJIANG);
  expect(report.sheets[0]?.personalColumns).toEqual([{ header: '当事人姓名', cells: 1 }]);
  expect(report.sheets[0]?.unknownColumns).toEqual(['备注']);
  const { rows } = await sql<{ found: boolean }>`
    select (select count(*) from mediations m where m::text like '%欧阳无名氏%')
      + (select count(*) from import_issues i where i::text like '%欧阳无名氏%') > 0 as found`.execute(work.db);
  expect(rows[0]?.found).toBe(false);
  expect(JSON.stringify(report)).not.toContain('欧阳无名氏');
});

test('a corrected row supersedes, the same content in another form does not', async () => {
  const first = await work.importFile(
    'mediations',
    csv('C1,安海镇,2021-01-05,,调处中,2,1,,', 'C2,安海镇,2021-01-05,,调处中,2,1,,'),
    JINJIANG,
  );
  const second = await work.importFile(
    'mediations',
    csv('C1,安海,2021年1月5日,/,在办,二,10000元,,', 'C2,陈埭镇,2021.1.6,2021-01-09,调解成功,3,1,,'),
    JINJIANG,
  );
  expect(countsOf(second)).toEqual([2, 0, 1, 1, 0, 0]);
  const { rows } = await sql<{ importedIn: number; supersededIn: number | null; parties: number }>`
    select imported_in, superseded_in, parties from mediations where serial = 'C2' order by id`.execute(work.db);
  expect(rows).toEqual([
    { importedIn: first.version, supersededIn: second.version, parties: 2 },
    { importedIn: second.version, supersededIn: null, parties: 3 },
  ]);
});

test('of rows with one key in a file one counts: the last', async () => {
  const report = await work.importFile(
    'mediations',
    csv('R1,安海镇,2021-01-05,,调处中,2,,,', 'R1 ,安海镇,2021/1/5,,在办,2人,,,', 'R1,安海镇,2021-01-05,,撤回,2,,,'),
    JINJIANG,
  );
  expect(countsOf(report)).toEqual([3, 1, 0, 0, 0, 2]);
  const repeats = report.issues.filter(({ code }) => code.startsWith('duplicate'));
  expect(repeats.map(({ row, code, message }) => [row, code, message.en])).toEqual([
    [3, 'duplicate_identical', 'repeats row 2; counted once'],
    [4, 'duplicate_conflict', 'has the key of row 3 but says otherwise; the last row counts'],
  ]);
  expect(await current('R1')).toMatchObject({ outcome: 'withdrawn', rowNumber: 4 });
});

test('strict refuses the file for one bad row', async () => {
  const before = await work.everything();
  const file = csv('S1,安海镇,2021-01-05,,调处中,2,,,', 'S2,安海镇,错,,调处中,2,,,');
  const report = await work.importFile('mediations', file, { ...JINJIANG, strict: true });
  expect(report).toMatchObject({ outcome: 'refused', version: null, counts: { created: 1, rejected: 1 } });
  expect(exitCode(report)).toBe(2);
  expect(await work.everything()).toBe(before);
});

test('a nil return is a return: the months count as covered', async () => {
  const report = await work.importFile('mediations', csv(), { ...JINJIANG, covers: '2019-03' });
  const tree = await work.tree();
  const county = tree.find('350582000000');
  expect(report).toMatchObject({ outcome: 'committed', counts: { read: 0 } });
  expect(report.covered).toBe(county === null ? 0 : tree.townshipCount(county));
  const again = await work.importFile('mediations', csv(), { ...JINJIANG, covers: '2019-03' });
  expect(again).toMatchObject({ outcome: 'unchanged', covered: 0 });
});

test.each([
  [{ region: '999999' }, 'UNKNOWN_REGION'],
  [{ covers: '2021' }, 'BAD_USER_INPUT'],
  [{ ...JINJIANG, covers: '2021-01-05' }, 'BAD_PERIOD'],
  [{ ...JINJIANG, covers: 'spring' }, 'BAD_PERIOD'],
  [{ sheet: '台账' }, 'BAD_USER_INPUT'],
])('wrong options %o are refused', async (options, code) => {
  await expect(work.importFile('mediations', csv('X,安海镇,2021-01-05,,在办,,,,'), options)).rejects.toMatchObject({
    code,
  });
});

test('two columns for one thing are refused, a label wins over an alias', async () => {
  const twice = folder.file('twice.csv', '纠纷编号,受理日期,受理日期,调解结果\nD1,2021-01-01,2021-01-02,撤回\n');
  await expect(work.importFile('mediations', twice, JINJIANG)).rejects.toMatchObject({ code: 'FILE_WRONG_DATASET' });
  const alias = folder.file('alias.csv', '编号,纠纷编号,受理日期,调解结果\n7,D1,2021-01-01,撤回\n');
  const report = await work.importFile('mediations', alias, { ...JINJIANG, commit: false });
  expect(report.sheets[0]?.unknownColumns).toEqual(['编号']);
  expect(report.counts.created).toBe(1);
});

test('a file without places belongs to its region, but not to the whole tree', async () => {
  const file = folder.file('placeless.csv', '纠纷编号,受理日期,调解结果\nN1,2021-01-01,撤回\n');
  await expect(work.importFile('mediations', file)).rejects.toMatchObject({ details: { missing: ['所属地区'] } });
  await work.importFile('mediations', file, JINJIANG);
  expect(await current('N1')).toMatchObject({ region: '350582000000' });
});

test('an unknown dataset is told with those that exist', async () => {
  await expect(work.importFile('mediation', csv())).rejects.toMatchObject({
    code: 'UNKNOWN_DATASET',
    details: { known: ['regions', ...ALL.map(({ code }) => code)] },
  });
});

test('rows that break off leave nothing behind', async () => {
  const before = await work.everything();
  const broken = importRows({
    pool: work.pool,
    tree: await work.tree(),
    datasets: ALL,
    indicators: indicators.values(),
    dataset: 'mediations',
    name: 'broken',
    commit: true,
    columns: ['serial', 'region', 'acceptedOn', 'outcome'],
    rows: (async function* () {
      for (let at = 0; at < 3000; at += 1) {
        yield { serial: `B${at}`, region: '350582101000', acceptedOn: '2021-01-01', outcome: 'pending' };
      }
      throw new Error('the power went');
    })(),
  });
  await expect(broken).rejects.toThrow('the power went');
  expect(await work.everything()).toBe(before);
});

test('imports at once wait for each other, and neither is lost', async () => {
  const waited: string[] = [];
  const file = csv('W1,安海镇,2021-01-05,,调处中,2,,,');
  const other = csv('W2,安海镇,2021-01-05,,调处中,2,,,', 'W1,安海镇,2021-01-05,,调处中,9,,,');
  const held = await work.db.startTransaction().execute();
  await takeWriteLock(held, () => {});
  const both = [file, other].map((path) =>
    work.importFile('mediations', path, { ...JINJIANG, onProgress: ({ phase }) => waited.push(phase) }),
  );
  await expect.poll(() => waited.filter((phase) => phase === 'waiting').length).toBe(2);
  await held.rollback().execute();
  const [one, two] = await Promise.all(both);
  expect([one?.outcome, two?.outcome].every((outcome) => outcome === 'committed' || outcome === 'unchanged')).toBe(
    true,
  );
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from mediations where serial in ('W1', 'W2') and superseded_in is null`.execute(work.db);
  expect(rows[0]?.n).toBe(2);
});

test('servers hear of a version when it is committed, and not of a rehearsal', async () => {
  const client = new pg.Client({ connectionString: work.url });
  await client.connect();
  try {
    await client.query('listen anlan_data');
    const heard = once(client, 'notification');
    const file = csv('L1,安海镇,2021-01-05,,调处中,2,,,');
    await work.importFile('mediations', file, { ...JINJIANG, commit: false });
    const report = await work.importFile('mediations', file, JINJIANG);
    const [{ payload }] = await heard;
    expect(JSON.parse(payload)).toEqual({ version: report.version, dataset: 'mediations', tree: false });
  } finally {
    await client.end();
  }
});

test('the report reads well in both languages and lets no control character out', async () => {
  const file = csv('T1,安海镇,2021-01-05,,"坏\u001b[31m\n词",2,,,');
  const report = await work.importFile('mediations', file, JINJIANG);
  const text = reportText(report, 'zh', 5);
  expect(text).toContain('第2行');
  expect(text).toContain('不在可选项之中');
  expect(text).not.toContain('\u001b');
  expect(reportText(report, 'en', 5)).toContain('not one of the choices');
});

test('an import that found the tree of before a change of the tree is sent back', async () => {
  const stale = await work.tree();
  await work.importFile('regions', join(SAMPLES, 'a01-regions.csv'));
  const late = importRows({
    pool: work.pool,
    tree: stale,
    datasets: ALL,
    indicators: indicators.values(),
    dataset: 'mediations',
    name: 'late',
    commit: true,
    columns: ['serial', 'region', 'acceptedOn', 'outcome'],
    rows: (async function* () {
      yield { serial: 'Z1', region: '350582101000', acceptedOn: '2021-01-01', outcome: 'pending' };
    })(),
  });
  await expect(late).rejects.toMatchObject({ code: 'CONFLICT' });
});
