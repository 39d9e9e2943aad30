import { utils } from '@e965/xlsx';
import iconv from 'iconv-lite';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { reportText } from '../../src/imports/reports/report-text.ts';
import { textWidth } from '../../src/imports/reports/text-width.ts';
import { shanghaiDay } from '../../src/kernel/day.ts';
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

const MEDIATIONS = '纠纷编号,乡镇（街道）,受理日期,调解结果,调解组织';

test('what a template says in brackets is not part of a header, 时间 stands for 日期', async () => {
  const file = csv(
    '纠纷编号（必填）,所属地区(必填项),受理时间,调解结果（下拉选择）,当事人数（选填）',
    'H1,安海镇,2021-01-05 09:30,在办,3',
  );
  const report = await work.importFile('mediations', file, { ...JINJIANG, commit: false });
  expect(report.sheets[0]?.unknownColumns).toEqual([]);
  expect(countsOf(report)).toEqual([1, 1, 0, 0, 0, 0]);
});

test('a quotation mark left open loses no row without a word', async () => {
  const rows = Array.from({ length: 40 }, (_, at) => `Q${at},安海镇,2021-01-05,在办,某委员会`);
  const file = csv(MEDIATIONS, 'Q,"安海镇,2021-01-05,在办,某委员会', ...rows, 'Q99,安海镇,2021-01-05,在办,"某委员会"');
  await expect(work.importFile('mediations', file, JINJIANG)).rejects.toMatchObject({
    code: 'FILE_UNREADABLE',
    details: { row: 2, line: 2 },
  });
  const notes = csv(MEDIATIONS, 'Q1,安海镇,2021-01-05,在办,"甲，\n乙,丙\n丁"');
  expect(countsOf(await work.importFile('mediations', notes, { ...JINJIANG, commit: false }))).toEqual([
    1, 1, 0, 0, 0, 0,
  ]);
});

test('lines of two encodings are refused, with the line that is not as the others', async () => {
  const good = `${MEDIATIONS}\nE1,安海镇,2021-01-05,在办,甲\n`;
  const content = Buffer.concat([Buffer.from(good), iconv.encode('E2,安海镇,2021-01-05,在办,甲\n', 'gb18030')]);
  const file = folder.file('mixed.csv', content);
  await expect(work.importFile('mediations', file, JINJIANG)).rejects.toMatchObject({
    code: 'FILE_UNREADABLE',
    details: { line: 3 },
    label: { zh: expect.stringContaining('第3行不是 UTF-8') },
  });
});

test('text of any kind can be reported and kept', async () => {
  const strange = `U1,a${'𠮷'.repeat(300)},2021-01-05,\u0000\u001b[31m坏,甲`;
  const file = csv(
    MEDIATIONS,
    `U0,安海镇,2021-01-05,在办,${'甲'.repeat(3000)}`,
    strange,
    'U2,安海镇,2021-01-05,在办,甲',
  );
  const report = await work.importFile('mediations', file, JINJIANG);
  expect(countsOf(report)).toEqual([3, 2, 0, 0, 1, 0]);
  const [place, outcome] = report.issues;
  expect(place?.found?.isWellFormed()).toBe(true);
  expect(place?.message.zh.length).toBeLessThan(200);
  expect(outcome?.found).toBe('[31m坏');
  expect(reportText(report, 'zh', 20)).not.toContain('\u001b');
});

test('a day to come is doubtful', async () => {
  const file = csv(MEDIATIONS, 'F1,安海镇,2121-03-05,在办,甲', `F2,安海镇,${shanghaiDay(new Date())},在办,甲`);
  const report = await work.importFile('mediations', file, { ...JINJIANG, commit: false });
  expect(report.issues.map(({ severity, code, row, found }) => [severity, code, row, found])).toEqual([
    ['warning', 'future_day', 2, '2121-03-05'],
  ]);
});

test('a survey rate that its own answers contradict is told, one above 100 % refused', async () => {
  const header = '测评批次,所属地区,指标,有效样本数,满意数,得率(%)';
  const rows = [
    '2021年下半年,晋江市,群众安全感率,400,396,99.04',
    '2021年下半年,石狮市,群众安全感率,400,396,98',
    '2021年下半年,南安市,群众安全感率,400,396,0.99',
    '2021年下半年,惠安县,群众安全感率,,,101',
    '2021年下半年,安溪县,群众安全感率,0,0,',
  ];
  const report = await work.importFile('survey_rates', csv(header, ...rows), { region: '350500000000', commit: false });
  expect(report.issues.map(({ severity, code, row, field }) => [severity, code, row, field])).toEqual([
    ['warning', 'rule', 3, 'rate'],
    ['error', 'ambiguous_number', 4, 'rate'],
    ['error', 'rule', 5, 'rate'],
  ]);
  expect(report.issues[0]?.message.zh).toBe('与满意数/有效样本数（99.000%）不符');
});

test.each([
  ['2017年上半年', 6],
  ['2017年', 12],
  ['2017-01/2017-02', 2],
])('--covers %s is %d months', async (covers, months) => {
  const file = csv(MEDIATIONS, 'C1,安海镇,2017-01-05,在办,甲');
  const report = await work.importFile('mediations', file, { region: '350582101', covers, commit: false });
  expect(report.covered).toBe(months);
});

test.each([
  ['2121', 'BAD_PERIOD'],
  ['1950/2020', 'BAD_PERIOD'],
  ['2021-01/..', 'BAD_PERIOD'],
  ['as-of 2021-01', 'BAD_PERIOD'],
  ['LATEST', 'BAD_PERIOD'],
])('--covers %s is refused', async (covers, code) => {
  const file = csv(MEDIATIONS, 'C1,安海镇,2021-01-05,在办,甲');
  await expect(work.importFile('mediations', file, { ...JINJIANG, covers })).rejects.toMatchObject({
    code,
    label: { zh: expect.stringContaining('--covers') },
  });
});

test('a village cannot declare its township complete', async () => {
  const { rows } = await sql<{ code: string }>`
    select r.code from regions r join region_versions v on v.region_id = r.id and v.superseded_in is null
    where v.level = 'village' and r.code like '350582101%' order by r.code limit 1`.execute(work.db);
  const file = csv('纠纷编号,受理日期,调解结果', 'V1,2017-01-05,在办');
  const village = { region: rows[0]?.code };
  await expect(work.importFile('mediations', file, { ...village, covers: '2021' })).rejects.toMatchObject({
    code: 'BAD_USER_INPUT',
  });
  expect((await work.importFile('mediations', file, { ...village, commit: false })).covered).toBe(1);
});

test('a name where a code belongs is answered with the code', async () => {
  const file = csv(MEDIATIONS, 'N1,安海镇,2021-01-05,在办,甲');
  await expect(work.importFile('mediations', file, { region: '晋江市' })).rejects.toMatchObject({
    message: '--region: expected the code of a known region, got 晋江市; perhaps 350582000000 福建省泉州市晋江市',
  });
});

test('a misspelt county is told with the one it may be, a township with the county where it now is', async () => {
  const file = csv(
    '纠纷编号,县（市、区）,乡镇（街道）,受理日期,调解结果',
    'P1,晋江县,安海镇,2021-01-05,在办',
    'P2,石狮市,安海镇,2021-01-05,在办',
  );
  const report = await work.importFile('mediations', file, { region: '350500000000', commit: false });
  expect(report.issues.map(({ field, candidates }) => [field, candidates])).toEqual([
    ['region', ['350582000000']],
    ['region', ['350582101000']],
  ]);
});

test('the name that a region had is still understood', async () => {
  const header = '区划代码,名称,上级代码';
  await work.importFile('regions', csv(header, '350582101000,安海新镇,350582000000'));
  const file = csv(MEDIATIONS, 'R1,安海镇,2021-01-05,在办,甲', 'R2,安海新镇,2021-01-05,在办,甲');
  const report = await work.importFile('mediations', file, { ...JINJIANG, commit: false });
  expect(countsOf(report)).toEqual([2, 2, 0, 0, 0, 0]);
  await work.importFile('regions', csv(header, '350582101000,安海镇,350582000000'));
});

test('a rejected row of a region file is told with the header of its column', async () => {
  const report = await work.importFile('regions', csv('代码,名称,上级区划代码', '350582999000,某镇,350000999'));
  expect(report.issues).toMatchObject([{ row: 2, column: '上级区划代码', field: 'parent_code' }]);
});

test('a key that another sheet has is told with that sheet', async () => {
  const sheet = (outcome: string) =>
    utils.aoa_to_sheet([MEDIATIONS.split(','), ['S1', '安海镇', '2021-01-05', outcome]]);
  const file = folder.workbook('sheets.xlsx', { 一月: sheet('在办'), 二月: sheet('撤回') });
  const report = await work.importFile('mediations', file, { ...JINJIANG, commit: false });
  expect(report.issues).toMatchObject([
    { sheet: '二月', row: 2, message: { zh: '与工作表“一月”第2行编号相同而内容不同，以后者为准' } },
  ]);
});

test('a narrow terminal gets two lines an issue', async () => {
  const report = await work.importFile('mediations', csv(MEDIATIONS, 'W1,不存在镇,2021-02-30,不详,甲'), JINJIANG);
  const narrow = reportText(report, 'zh', 20, 80).split('\n');
  expect(narrow.filter((line) => textWidth(line) > 80)).toEqual([]);
  expect(narrow).toContain('  第2行  受理日期');
  expect(reportText(report, 'zh', 20)).toContain('第2行  受理日期    没有这样的日期');
  expect(narrow.at(-1)).toContain('没有一行可以导入');
});
