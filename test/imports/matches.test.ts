import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { forgetMatch, listMatches, rememberMatch } from '../../src/imports/matches/memory.ts';
import type { ImportReport } from '../../src/imports/reports/report.ts';
import { createFolder } from './folder.ts';
import { createWorkspace, type Workspace } from './workspace.ts';

const folder = createFolder();
const CITY = { region: '350500000000' } as const;
let work: Workspace;

beforeAll(async () => {
  work = await createWorkspace(['3505']);
});
afterAll(async () => {
  folder.remove();
  await work.close();
});

const { csv } = folder;

const strange = (serial: string) => csv('台账号,发生地,登记的日子,咋样了', `${serial},安海镇,2021-03-05,在办`);
const MAP = ['台账号=serial', '发生地 = 乡镇（街道）', '登记的日子=accepted_on', '咋样了＝调解结果'];

const notes = ({ normalisations }: ImportReport) =>
  normalisations
    .filter(({ code }) => /^header_|^place_rem/.test(code))
    .map(({ column, field, code, readAs }) => [column, field, code, readAs]);

test('headers that a person names are read, kept for the source, and told when they are used again', async () => {
  const source = '安海镇综治办';
  await expect(work.importFile('mediations', strange('A1'), { ...CITY, source })).rejects.toMatchObject({
    code: 'FILE_WRONG_DATASET',
  });
  await work.importFile('mediations', strange('A1'), { ...CITY, source, map: MAP, commit: false });
  expect(await listMatches(work.pool, { source, history: true })).toEqual([]);

  const report = await work.importFile('mediations', strange('A1'), { ...CITY, source, map: MAP });
  expect(report).toMatchObject({ outcome: 'committed', counts: { created: 1, rejected: 0 } });
  expect(notes(report)).toEqual([
    ['台账号', 'serial', 'header_given', '纠纷编号'],
    ['发生地', 'region.township', 'header_given', 'region.township'],
    ['登记的日子', 'accepted_on', 'header_given', '受理日期'],
    ['咋样了', 'outcome', 'header_given', '调解结果'],
  ]);
  const again = await work.importFile('mediations', strange('A2'), { ...CITY, source });
  expect(again.counts).toMatchObject({ created: 1, rejected: 0 });
  expect(notes(again).map(([, , code]) => code)).toEqual(Array.from({ length: 4 }, () => 'header_remembered'));
  await expect(work.importFile('mediations', strange('A3'), { ...CITY, source: '他镇' })).rejects.toMatchObject({
    code: 'FILE_WRONG_DATASET',
  });
  await expect(work.importFile('mediations', strange('A3'), CITY)).rejects.toMatchObject({
    code: 'FILE_WRONG_DATASET',
  });
});

test('a header given with a file of which nothing is new is remembered too', async () => {
  const file = strange('B1');
  await work.importFile('mediations', file, { ...CITY, source: '甲', map: MAP });
  expect((await work.importFile('mediations', file, { ...CITY, source: '乙', map: MAP })).outcome).toBe('unchanged');
  expect(await listMatches(work.pool, { source: '乙', history: false })).toHaveLength(4);
});

test('what a person says goes before what the header says, and its unit still counts', async () => {
  const file = csv('纠纷编号,受理日期,乡镇,调解结果,涉及金额,赔偿（万元）', 'C1,2021-03-05,安海镇,在办,7,1.5');
  const report = await work.importFile('mediations', file, { ...CITY, source: '丙', map: ['赔偿=amount'] });
  expect(report.sheets[0]?.unknownColumns).toEqual(['涉及金额']);
  const { rows } = await sql<{ amount: number }>`select amount from mediations where serial = 'C1'`.execute(work.db);
  expect(rows).toEqual([{ amount: 1_500_000 }]);
});

test.each([
  [['号码=seriall'], '没有列“seriall”', ['serial']],
  [['没有的列=serial'], '没有列“没有的列”', undefined],
  [['纠纷编码=serial'], '没有列“纠纷编码”', ['纠纷编号']],
  [['纠纷编号'], '应为“列名=列”', undefined],
  [['纠纷编号=serial', '纠纷编号=amount'], '不能同时对应', undefined],
  [['身份证号=serial'], '个人信息', undefined],
])('--map %j is refused with what may be meant', async (map, words, candidates) => {
  const before = await work.everything();
  const file = csv('纠纷编号,受理日期,乡镇,调解结果,身份证号', 'D1,2021-03-05,安海镇,在办,x');
  const error: unknown = await work.importFile('mediations', file, { ...CITY, map }).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: 'BAD_USER_INPUT', label: { zh: expect.stringContaining(words) } });
  if (candidates !== undefined) expect(error).toMatchObject({ details: { candidates } });
  expect(await work.everything()).toBe(before);
});

const places = (...rows: readonly string[]) =>
  csv('纠纷编号,受理日期,县（市、区）,乡镇（街道）,调解结果', ...rows.map((row) => `${row},在办`));

async function codes(...serials: readonly string[]) {
  const { rows } = await sql<{ serial: string; code: string }>`
    select m.serial, r.code from mediations m join regions r on r.id = m.region_id
    where m.serial = any(${[...serials]}) and m.superseded_in is null order by m.serial`.execute(work.db);
  return rows.map(({ serial, code }) => `${serial} ${code}`);
}

test('a confirmed wording of a region is used for its source alone, and told', async () => {
  const match = { source: '丁', dataset: null, kind: 'region', by: 'li' } as const;
  const file = () =>
    places('E1,2021-03-05,,老安海街', 'E2,2021-03-05,晋江市,老安海街', 'E3,2021-03-05,惠安县,老安海街');
  const before = await work.importFile('mediations', file(), { ...CITY, source: '丁', commit: false });
  expect(before.counts.rejected).toBe(3);
  await rememberMatch(work.pool, { ...match, written: '老安海街', target: '350582101000' });
  const report = await work.importFile('mediations', file(), { ...CITY, source: '丁' });
  expect(await codes('E1', 'E2', 'E3')).toEqual(['E1 350582101000', 'E2 350582101000']);
  expect(report.issues.filter(({ severity }) => severity === 'error').map(({ row }) => row)).toEqual([4]);
  expect(report.normalisations.filter(({ code }) => code === 'place_remembered')).toMatchObject([
    { found: '老安海街', readAs: '安海镇', count: 2 },
  ]);
  const others = await work.importFile('mediations', file(), { ...CITY, commit: false });
  expect(others.counts.rejected).toBe(3);
});

test('a confirmed wording decides among namesakes, but a path of names is surer', async () => {
  await rememberMatch(work.pool, {
    source: '戊',
    dataset: null,
    kind: 'region',
    written: '安海镇',
    target: '350583000000',
    by: null,
  });
  const file = places('F1,2021-03-05,晋江市,安海镇', 'F2,2021-03-05,,安海镇');
  await work.importFile('mediations', file, { ...CITY, source: '戊' });
  expect(await codes('F1', 'F2')).toEqual(['F1 350582101000', 'F2 350583000000']);
});

test('matches have a history: the same again changes nothing, another supersedes, one can be taken back', async () => {
  const match = { source: '己', dataset: null, kind: 'region', written: '安 海', by: 'li' } as const;
  const first = await rememberMatch(work.pool, { ...match, target: '350582101000' });
  expect(await rememberMatch(work.pool, { ...match, written: '安海', target: '350582101000', by: 'wang' })).toEqual(
    first,
  );
  const second = await rememberMatch(work.pool, { ...match, target: '350583000000', by: 'wang' });
  await forgetMatch(work.pool, second.id, 'zhao');
  await expect(forgetMatch(work.pool, second.id, 'zhao')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  expect(await listMatches(work.pool, { source: '己', history: false })).toEqual([]);
  const history = await listMatches(work.pool, { source: '己', history: true });
  expect(history.map(({ target, confirmedBy, supersededBy }) => [target, confirmedBy, supersededBy])).toEqual([
    ['350582101000', 'li', 'wang'],
    ['350583000000', 'wang', 'zhao'],
  ]);
  await Promise.all(
    ['350582101000', '350583000000'].map((target) => rememberMatch(work.pool, { ...match, target, by: null })),
  );
  expect(await listMatches(work.pool, { source: '己', history: false })).toHaveLength(1);
});
