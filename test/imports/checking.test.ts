import { afterAll, beforeAll, expect, test } from 'vitest';
import { findPromoted } from '../../src/imports/checking/promotable.ts';
import { createFolder } from './folder.ts';
import { countsOf, createWorkspace, type Workspace } from './workspace.ts';

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

const { csv } = folder;

const HEADER = '纠纷编号,乡镇（街道）,受理日期,办结日期,调解结果,当事人数,涉及金额（万元）';
const kinds = (report: Awaited<ReturnType<Workspace['importFile']>>) =>
  report.issues.map(({ severity, code, row }) => [severity, code, row]);

test('conflicting rows: the last counts with a warning, and promoted all of them are rejected', async () => {
  const file = csv(
    HEADER,
    'K1,安海镇,2021-01-05,,在办,2,',
    'K2,安海镇,2021-01-05,,在办,2,',
    'K1,安海镇,2021-01-06,,在办,2,',
    'K2,安海镇,2021-01-05,,在办,2,',
  );
  const kept = await work.importFile('mediations', file, { ...JINJIANG, commit: false });
  expect(countsOf(kept)).toEqual([4, 2, 0, 0, 0, 2]);
  const promoted = { ...JINJIANG, commit: false, promote: ['duplicate_conflict'] } as const;
  const report = await work.importFile('mediations', file, promoted);
  expect(countsOf(report)).toEqual([4, 1, 0, 0, 2, 1]);
  expect(kinds(report)).toEqual([
    ['error', 'duplicate_conflict', 2],
    ['error', 'duplicate_conflict', 4],
    ['warning', 'duplicate_identical', 5],
  ]);
  expect(report.issues[0]?.message.zh).toBe('与第4行编号相同而内容不同，都不导入');
});

test('a settled dispute that becomes pending again is warned of, and promoted stays settled', async () => {
  await work.importFile('mediations', csv(HEADER, 'R1,安海镇,2021-01-05,2021-01-09,化解成功,2,'), JINJIANG);
  const file = csv(HEADER, 'R1,安海镇,2021-01-05,,在办,2,', 'R2,安海镇,2021-01-05,,在办,2,');
  const report = await work.importFile('mediations', file, { ...JINJIANG, commit: false });
  expect([countsOf(report), kinds(report)]).toEqual([[2, 1, 1, 0, 0, 0], [['warning', 'reopened', 2]]]);
  const promoted = await work.importFile('mediations', file, { ...JINJIANG, promote: ['reopened'] });
  expect([countsOf(promoted), kinds(promoted)]).toEqual([[2, 1, 0, 0, 1, 0], [['error', 'reopened', 2]]]);
});

test('a total row is compared with the sum of its rows', async () => {
  const rows = (total: string) =>
    csv(
      HEADER,
      'T1,安海镇,2021-01-05,,在办,2,1.5',
      'T2,安海镇,2021-01-05,,在办,三,5000元',
      '小计,,,,,5,2',
      'T3,安海镇,2021-01-05,,在办,10,',
      total,
    );
  const right = await work.importFile('mediations', rows('合计,,,,,15,2'), { ...JINJIANG, commit: false });
  expect(right.issues).toEqual([]);
  const wrong = await work.importFile('mediations', rows('合计,,,,,16,2.1'), { ...JINJIANG, commit: false });
  expect(wrong.issues.map(({ code, row, field, message }) => [code, row, field, message.zh])).toEqual([
    ['total_differs', 6, 'parties', '合计行写的是16，各行相加为15'],
    ['total_differs', 6, 'amount', '合计行写的是21000元，各行相加为20000元'],
  ]);
  const refused = await work.importFile('mediations', rows('合计,,,,,16,2'), {
    ...JINJIANG,
    promote: ['total_differs'],
  });
  expect(refused).toMatchObject({ outcome: 'refused', version: null });
});

test('a month far above what the township usually reports is told with the usual range', async () => {
  const month = (name: string, of: number, rows: number): readonly string[] =>
    Array.from(
      { length: rows },
      (_, at) => `${name}${of}-${at},安海镇,2022-${String(of).padStart(2, '0')}-05,,在办,2,`,
    );
  const usual = [9, 12, 10, 11, 9, 10, 13, 10, 11].flatMap((rows, at) => month('O', at + 1, rows));
  const first = await work.importFile('mediations', csv(HEADER, ...usual), JINJIANG);
  expect(first.issues).toEqual([]);
  const quiet = await work.importFile('mediations', csv(HEADER, ...month('Q', 10, 14)), { ...JINJIANG, commit: false });
  expect(quiet.issues).toEqual([]);
  const loud = await work.importFile('mediations', csv(HEADER, ...month('L', 10, 60)), { ...JINJIANG, commit: false });
  expect(loud.issues.map(({ severity, code, column, message }) => [severity, code, column, message.zh])).toContainEqual(
    ['warning', 'outlier', '安海镇', '2022-10 受理为60，该地往常每月0–23'],
  );
});

test('a kind of warning that does not exist is refused with those that do', () => {
  expect(findPromoted(['RULE', 'outlier'])).toEqual(['rule', 'outlier']);
  expect(() => findPromoted(['typo'])).toThrow(/expected one of rule/);
});

test('a promoted rule rejects its row', async () => {
  const file = csv('报案号,所属地区,险种,报案日期,状态,赔付金额,索赔金额', 'C1,安海镇,火灾,2121-01-01,未决,,5');
  const options = { ...JINJIANG, commit: false } as const;
  const warned = await work.importFile('claims', file, options);
  expect(kinds(warned)).toEqual([['warning', 'future_day', 2]]);
  const rejected = await work.importFile('claims', file, { ...options, promote: ['future_day'] });
  expect([kinds(rejected), rejected.counts.rejected]).toEqual([[['error', 'future_day', 2]], 1]);
});
