import { utils, write } from '@e965/xlsx';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { reportText } from '../../src/imports/reports/report-text.ts';
import { createFolder } from './folder.ts';
import { createWorkspace, type Workspace } from './workspace.ts';

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

const MEDIATIONS = '纠纷编号,乡镇（街道）,受理日期,调解结果';
const ROW = '安海镇,2021-03-05,在办';

/** What the sums of money of a file were read as, through the total that they must not differ from. */
async function read(dataset: string, file: string) {
  const report = await work.importFile(dataset, file, { ...JINJIANG, commit: false });
  return {
    report,
    issues: report.issues.map(({ code, row }) => [code, row]),
    notes: report.normalisations.map(({ field, code, found, readAs }) => [field, code, found, readAs]),
  };
}

const AMOUNT = ['amount', 'header_unit', '1.5', '15000元'];

test.each([
  '涉及金额/万元',
  '涉及金额：万元',
  '涉及金额 万元',
  '涉及金额（人民币万元）',
  '涉及金额（单位：万元）',
  '涉及金额（万元）（保留两位小数）',
])('the unit of the header %s is that of its column', async (header) => {
  const { notes, issues } = await read('mediations', csv(`${MEDIATIONS},${header}`, `A1,${ROW},1.5`));
  expect({ notes, issues }).toEqual({ notes: expect.arrayContaining([AMOUNT]), issues: [] });
});

test('a number in the brackets of a header is no unit', async () => {
  const { report, notes } = await read('mediations', csv(`${MEDIATIONS},涉及金额（2）`, `A1,${ROW},1.5`));
  expect(report.sheets[0]?.unknownColumns).toEqual(['涉及金额(2)']);
  expect(notes.map(([field]) => field)).not.toContain('amount');
});

test.each([
  ['in an upper line', ['案件编号,类别,案别,乡镇,报警时间,金额（万元）,', ',,,,,损失金额,追回金额']],
  ['over headers that are complete', [',,,,,金额（万元）,', '案件编号,类别,案别,乡镇,报警时间,损失金额,追回金额']],
  [
    'over what only names a column together with it',
    ['案件编号,类别,案别,乡镇,报警时间,金额（万元）,', ',,,,,损失,追回'],
  ],
  ['in a line of its own', ['案件编号,类别,案别,乡镇,报警时间,损失金额,追回金额', ',,,,,万元,（万元）']],
])('a unit of several columns %s is theirs', async (_, header) => {
  const { notes, issues } = await read(
    'cases',
    csv(...header, 'A1,刑事案件,抢劫,安海镇,2021-03-05 10:00,1.5,0.3', '合计,,,,,1.5,0.3'),
  );
  expect(issues).toEqual([]);
  expect(notes).toEqual([
    ['loss', 'header_unit', '1.5', '15000元'],
    ['recovered', 'header_unit', '0.3', '3000元'],
  ]);
});

test('a unit over several columns is not that of people', async () => {
  const { notes } = await read(
    'mediations',
    csv(`${MEDIATIONS},情况（万元）,`, ',,,,当事人数,涉及金额', `A1,${ROW},3,1.5`),
  );
  expect(notes).toContainEqual(AMOUNT);
  expect(notes.map(([field]) => field)).not.toContain('parties');
});

test('a merged cell with a unit stands for the columns under it', async () => {
  const sheet = utils.aoa_to_sheet([
    ['纠纷编号', '乡镇（街道）', '受理日期', '调解结果', '涉及（万元）', null],
    [null, null, null, null, '涉及金额', '当事人数'],
    ['A1', '安海镇', '2021-03-05', '在办', 1.5, 3],
  ]);
  sheet['!merges'] = ['A1:A2', 'B1:B2', 'C1:C2', 'D1:D2', 'E1:F1'].map((area) => utils.decode_range(area));
  const { notes, issues } = await read('mediations', folder.workbook('group.xlsx', { 表: sheet }));
  expect({ notes, issues }).toEqual({ notes: expect.arrayContaining([AMOUNT]), issues: [] });
});

test('a unit of money told below the table refuses the file, which must say it above', async () => {
  const rows = [`${MEDIATIONS},涉及金额`, `A1,${ROW},1.5`, '注：1.金额单位为万元；2.本表一式两份'];
  const { report, issues } = await read('mediations', csv(...rows));
  expect(issues).toEqual([['unit_apart', 4 - 1]]);
  expect(report.outcome).toBe('refused');
  expect(reportText(report, 'zh', 20)).toContain('整个文件未导入');
  const own = await read('mediations', csv(...rows.map((line) => line.replace('涉及金额', '涉及金额（元）'))));
  expect(own.issues).toEqual([]);
});

test.each([
  ['in a column beside it', [`${MEDIATIONS},涉及金额,单位`, `A1,${ROW},1.5,万元`]],
  ['above it together with another one', ['2021年台账（单位：元、万元）', `${MEDIATIONS},涉及金额`, `A1,${ROW},1.5`]],
])('a unit of money told %s refuses the file', async (_, lines) => {
  const { report, issues } = await read('mediations', csv(...lines));
  expect(issues).toContainEqual(['unit_apart', null]);
  expect(report.outcome).toBe('refused');
  const yuan = lines.map((line) => line.replace('涉及金额', '涉及金额（万元）'));
  const own = await read('mediations', csv(...yuan));
  expect(own.notes).toContainEqual(AMOUNT);
  expect(own.report.outcome).toBe('rehearsed');
});

test('a serial day of a workbook that counts from 1904 is four years later', async () => {
  const sheet = utils.aoa_to_sheet([MEDIATIONS.split(','), ['A1', '安海镇', 42_798, '调处中']]);
  const book = utils.book_new();
  utils.book_append_sheet(book, sheet, '表');
  book.Workbook = { WBProps: { date1904: true } };
  for (const bookType of ['xlsx', 'biff8'] as const) {
    const file = folder.file(`1904.${bookType}`, write(book, { type: 'buffer', bookType }));
    expect((await read('mediations', file)).notes).toEqual([['accepted_on', 'serial_day', '42798', '2021-03-05']]);
  }
});

test('what a number format writes behind a number is part of it, and what it only paints is not', async () => {
  const sheet = utils.aoa_to_sheet([
    [...MEDIATIONS.split(','), '涉及金额', '当事人数'],
    ...[5.8, 58_000, 58_000, 58_000].map((amount, at) => [`A${at}`, '安海镇', '2021-03-05', '在办', amount, 3]),
    ['合计', null, null, null, 232_000, null],
  ]);
  for (const [cell, format] of [
    ['E2', '0.00"万元"'],
    ['E3', '0!.0,"万"'],
    ['E4', '0\\.0000"万"'],
    ['E5', '#,##0.00"元"'],
    ['F2', '0"人"'],
  ] as const)
    sheet[cell].z = format;
  const { notes, issues } = await read('mediations', folder.workbook('formats.xlsx', { 表: sheet }));
  expect(issues).toEqual([]);
  expect(notes).toContainEqual(['amount', 'multiplied', '5.8万元', '58000元']);
});

test('a percent sign that is only written behind the number does not multiply it', async () => {
  const sheet = utils.aoa_to_sheet([
    ['测评批次', '乡镇', '指标', '得率', '有效样本数', '满意数'],
    ['2021年上半年', '安海镇', '群众安全感率', 98.27, 1000, 983],
    ['2021年上半年', '东石镇', '群众安全感率', 0.98639, 1000, 986],
  ]);
  sheet.D2.z = '0.00"%"';
  sheet.D3.z = '0.00%';
  const { issues } = await read('survey_rates', folder.workbook('percent.xlsx', { 表: sheet }));
  expect(issues).toEqual([]);
});

test('a row of a text with more cells than its header is refused: a comma cut it in the wrong place', async () => {
  const { report, issues } = await read(
    'mediations',
    csv(`${MEDIATIONS},涉及金额`, `A1,${ROW},1,234.50`, `A2,${ROW},"1,234.50"`, `A3,${ROW},1,,,`),
  );
  expect(issues).toEqual([['row_too_long', 2]]);
  expect(report.counts.created).toBe(2);
});

test('a row that was cut in the wrong place is not offered for correction: its cells would look right', async () => {
  const offered: number[] = [];
  const file = csv(`${MEDIATIONS},涉及金额`, `A1,${ROW},1,234.50`, 'A2,安海镇,2021-02-30,在办,1');
  await work.importFile('mediations', file, { ...JINJIANG, commit: false, onRejected: ({ row }) => offered.push(row) });
  expect(offered).toEqual([3]);
});

test('content without a header is told', async () => {
  const { report } = await read(
    'mediations',
    csv(`${MEDIATIONS},,备注一,`, `A1,${ROW},,,此件重点关注`, `A2,${ROW},,,`),
  );
  const [, stray] = report.issues;
  expect(report.issues.map(({ code, column }) => [code, column])).toEqual(
    [
      ['unknown_column', null],
      ['unknown_column', '备注一'],
    ].reverse(),
  );
  expect(stray?.message.zh).toBe('第7列没有表头，1格有内容，已忽略');
});

test('a header once more is none of the data, also one of two lines', async () => {
  const header = ['案件编号,类别,案别,乡镇,时间,', ',,,,报警时间,立案日期'];
  const rows = ['A1', 'A2'].map((key) => `${key},刑事案件,抢劫,安海镇,2021-03-05 10:00,2021-03-05`);
  const { report, issues } = await read('cases', csv(...header, rows[0] ?? '', ...header, rows[1] ?? ''));
  expect(issues).toEqual([]);
  expect(report.counts.created).toBe(2);
  expect(report.sheets[0]?.notData.map(({ row, what }) => [row, what])).toEqual([
    [4, 'header'],
    [5, 'header'],
  ]);
});

test.each([
  ['in another order', '事故编号,事故类型,乡镇,发生时间,受伤人数,死亡人数'],
  ['in other words', '编号,事故类型,事故编号,发生时间,乡镇,受伤人数'],
])('a second header with its columns %s refuses the file', async (_, second) => {
  const { report, issues } = await read(
    'incidents',
    csv(
      '事故编号,事故类型,乡镇,发生时间,死亡人数,受伤人数',
      'S1,火灾,安海镇,2021-03-05 10:00,1,3',
      second,
      'S2,火灾,安海镇,2021-03-05 10:00,3,1',
    ),
  );
  expect(issues).toContainEqual(['second_header', 3]);
  expect(report.outcome).toBe('refused');
});

test('keys that only count the rows of their sheet are told', async () => {
  const counted = await read('mediations', csv(MEDIATIONS, `1,${ROW}`, `2,${ROW}`, `3,${ROW}`));
  expect(counted.issues).toEqual([['running_number', null]]);
  for (const keys of [
    ['1', '2'],
    ['1', '2', '7'],
    ['2021001', '2021002', '2021003'],
  ]) {
    const { issues } = await read('mediations', csv(MEDIATIONS, ...keys.map((key) => `${key},${ROW}`)));
    expect(issues).toEqual([]);
  }
});

test('headings of parts of a table are notes', async () => {
  const { report, issues } = await read(
    'mediations',
    csv('一、已办结,,,', MEDIATIONS, `A1,${ROW}`, '（二）在办,,,', MEDIATIONS, `A2,${ROW}`),
  );
  expect(issues).toEqual([]);
  expect(report.counts.created).toBe(2);
});

test('lines of signatures under a table are notes', async () => {
  const { report, issues } = await read(
    'mediations',
    csv(`${MEDIATIONS},涉及金额`, `A1,${ROW},5`, '填表人：某某,,审核人：某某,,联系电话：0595-85000000', '单位：元,,,,'),
  );
  expect(issues).toEqual([]);
  expect(report.sheets[0]?.notData.map(({ row, what }) => [row, what])).toEqual([
    [3, 'note'],
    [4, 'note'],
  ]);
});
