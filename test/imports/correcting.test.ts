import { utils } from '@e965/xlsx';
import exceljs from '@protobi/exceljs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Dataset } from '../../src/datasets/dataset.ts';
import { datasets } from '../../src/datasets/index.ts';
import type { RejectedRow } from '../../src/imports/rows/rejected-rows.ts';
import { rejectedWorkbook } from '../../src/imports/workbooks/rejected-workbook.ts';
import { templateWorkbook } from '../../src/imports/workbooks/template-workbook.ts';
import { createFolder } from './folder.ts';
import { ALL, countsOf, createWorkspace, type Workspace } from './workspace.ts';

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

async function open(path: string): Promise<exceljs.Workbook> {
  const book = new exceljs.Workbook();
  await book.xlsx.readFile(path);
  return book;
}

function sheetOf(book: exceljs.Workbook, name: string): exceljs.Worksheet {
  const sheet = book.getWorksheet(name);
  if (sheet === undefined) throw new Error(`expected the sheet ${name}`);
  return sheet;
}

const textOf = ({ note }: exceljs.Cell): string =>
  typeof note === 'string' ? note : (note?.texts ?? []).map(({ text }) => text).join('');

test('rejected rows come back in a workbook, are corrected there and go in', async () => {
  const sheet = utils.aoa_to_sheet([
    ['台账'],
    ['纠纷编号', '乡镇（街道）', '日期', null, '调解结果', '涉及金额（万元）', '当事人姓名', '调解组织'],
    [null, null, '受理日期', '办结日期', null, null, null, null],
    ['W1', '安海镇', '2021-01-05', null, '在办', '1.5', '欧阳无名', '=1+1'],
    ['W2', null, '2021-02-30', null, '不详', '若干', '欧阳无名', '13800138000'],
    ['W3', '陈棣镇', '2021-03-05', '2021-03-01', '化解成功', '2', '欧阳无名', null],
  ]);
  sheet['!merges'] = [
    { s: { r: 3, c: 1 }, e: { r: 4, c: 1 } },
    { s: { r: 1, c: 2 }, e: { r: 1, c: 3 } },
  ];
  const rejected: RejectedRow[] = [];
  const options = { ...JINJIANG, onRejected: (row: RejectedRow) => void rejected.push(row) };
  const report = await work.importFile('mediations', folder.workbook('台账.xlsx', { 一月: sheet }), options);
  expect(countsOf(report)).toEqual([3, 1, 0, 0, 2, 0]);

  const path = folder.file('台账.被拒.xlsx', await rejectedWorkbook(datasets.mediations, rejected, 'zh'));
  const book = await open(path);
  const rows = sheetOf(book, '一月');
  const headers = ['纠纷编号', '乡镇（街道）', '受理日期', '办结日期', '调解结果', '涉及金额（万元）', '调解组织'];
  expect(rows.getRow(2).values).toEqual([undefined, ...headers, '原行号', '问题说明']);
  expect(rows.getCell('B3').value).toBe('安海镇');
  for (const address of ['C3', 'E3', 'F3', 'B4', 'D4']) {
    expect(rows.getCell(address).fill, address).toMatchObject({ fgColor: { argb: 'FFFFC7CE' } });
  }
  expect(textOf(rows.getCell('C3'))).toContain('2021-03-05');
  expect(textOf(rows.getCell('B4'))).toContain('陈埭镇');
  expect(rows.getCell('E3').dataValidation.type).toBe('list');
  const cells = book.worksheets.flatMap((one) => one.getSheetValues().map((row) => JSON.stringify(row ?? null)));
  expect(cells.join('\n')).not.toMatch(/欧阳无名|13800138000/);

  for (const [address, value] of [
    ['C3', '2021-02-28'],
    ['E3', '调处中'],
    ['F3', '0.5'],
    ['B4', '陈埭镇'],
    ['D4', '2021-03-09'],
  ] as const) {
    rows.getCell(address).value = value;
  }
  await book.xlsx.writeFile(path);
  const again = await work.importFile('mediations', path, JINJIANG);
  expect([countsOf(again), again.issues]).toEqual([[2, 2, 0, 0, 0, 0], []]);
});

const columnOf = (sheet: exceljs.Worksheet, header: string): number => {
  const values = sheet.getRow(2).values;
  return Array.isArray(values) ? values.findIndex((value) => String(value ?? '').startsWith(header)) : -1;
};

test('a template has lists, comments, an example that is skipped, and imports when filled in', async () => {
  const tree = await work.tree();
  const region = tree.find('350582000000');
  if (region === null) throw new Error('expected 晋江市');
  const path = folder.file('模板.xlsx', await templateWorkbook(datasets.mediations, { tree, region }));
  const empty = await work.importFile('mediations', path, { ...JINJIANG, commit: false });
  expect(empty.counts.read).toBe(0);
  expect(empty.sheets.map(({ notData }) => notData)).toEqual([[{ row: 3, what: 'example' }]]);
  expect(empty.issues).toEqual([]);

  const book = await open(path);
  const sheet = sheetOf(book, '填报');
  const cell = (header: string, row = 4) => sheet.getCell(row, columnOf(sheet, header));
  expect(cell('调解结果').dataValidation).toMatchObject({ type: 'list' });
  expect(cell('乡镇').dataValidation).toMatchObject({ type: 'list' });
  expect(cell('村').dataValidation.formulae?.[0]).toMatch(/^INDIRECT/);
  expect(textOf(cell('受理日期', 2))).toContain('必填');
  expect(book.definedNames.model.map(({ name }) => name)).toContain('安海镇');
  const filled = { 纠纷编号: 'M1', 乡镇: '安海镇', 受理日期: '2021-03-05', 调解结果: '化解成功', 涉及金额: '1200' };
  for (const [header, value] of Object.entries(filled)) cell(header).value = value;
  await book.xlsx.writeFile(path);
  const report = await work.importFile('mediations', path, JINJIANG);
  expect([countsOf(report), report.issues]).toEqual([[1, 1, 0, 0, 0, 0], []]);
});

test.each<Dataset>(ALL)('the template of $code is read as a file of it', async (dataset) => {
  const tree = await work.tree();
  const region = tree.find('350582000000');
  const office = region === null ? null : { tree, region };
  const path = folder.file(`${dataset.code}.xlsx`, await templateWorkbook(dataset, office));
  const report = await work.importFile(dataset.code, path, { ...JINJIANG, commit: false });
  expect(report.issues).toEqual([]);
  expect(report.counts.read).toBe(0);
});
