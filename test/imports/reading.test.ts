import { join } from 'node:path';
import { utils, write } from '@e965/xlsx';
import iconv from 'iconv-lite';
import { afterAll, expect, test } from 'vitest';
import { mediations } from '../../src/datasets/mediations.ts';
import type { Row } from '../../src/imports/files/cell.ts';
import { readFile } from '../../src/imports/files/read-file.ts';
import { findHeader, firstRows } from '../../src/imports/reading/find-header.ts';
import { headerWords } from '../../src/imports/reading/header-words.ts';
import { alignColumns, textWidth } from '../../src/imports/reports/text-width.ts';
import { createFolder } from './folder.ts';

const folder = createFolder();
afterAll(() => folder.remove());

interface ReadRow extends Row {
  readonly texts: readonly string[];
}

async function tableOf(path: string): Promise<readonly ReadRow[]> {
  const [sheet] = (await readFile(path)).sheets;
  const found: ReadRow[] = [];
  for await (const rows of sheet?.rows() ?? []) {
    for (const row of rows) found.push({ ...row, texts: row.cells.map(({ text }) => text) });
  }
  return found;
}

const headerOf = async (path: string) => {
  const [sheet] = (await readFile(path)).sheets;
  return sheet === undefined ? null : findHeader(await firstRows(sheet), headerWords(mediations));
};

test.each([
  ['utf-8', 'utf-8', ','],
  ['utf-16be', 'utf-16be', '|'],
  ['utf-8-bom', 'utf-8', ';'],
  ['gb18030', 'gb18030', '\t'],
  ['utf-16le', 'utf-16le', '\t'],
] as const)(
  'a text in %s is recognised by its content, whatever it is called',
  async (expected, encoding, delimiter) => {
    const text = `${['编号', '调解组织'].join(delimiter)}\r\n${['M1', '𬭎某工作室，甲'].join(delimiter)}\n`;
    const bom = expected === 'utf-8-bom' || expected === 'utf-16le';
    const path = folder.file(`${expected}.xlsx`, iconv.encode(text, encoding, { addBOM: bom }));
    expect(await readFile(path)).toMatchObject({ kind: 'csv', encoding: expected, delimiter });
    expect((await tableOf(path)).map(({ texts }) => texts)).toEqual([
      ['编号', '调解组织'],
      ['M1', '𬭎某工作室，甲'],
    ]);
  },
);

test('a line break inside quotes starts no row, a blank line does', async () => {
  const path = folder.file('breaks.csv', '编号,备注\nA,"一\r\n二"\n\nB,"他说""好"""\r\nC,x');
  expect(await tableOf(path)).toMatchObject([
    { number: 1, line: 1 },
    { number: 2, line: 2, texts: ['A', '一\r\n二'] },
    { number: 3, line: 4, texts: [''] },
    { number: 4, line: 5, texts: ['B', '他说"好"'] },
    { number: 5, line: 6, texts: ['C', 'x'] },
  ]);
});

test.each([
  ['nothing there', () => join(folder.path, 'no such.csv'), 'FILE_NOT_FOUND'],
  ['a directory', () => folder.path, 'FILE_UNREADABLE'],
  ['a device', () => '/dev/null', 'FILE_UNREADABLE'],
  ['no content', () => folder.file('empty.csv', ''), 'FILE_EMPTY'],
  ['a PDF', () => folder.file('a.csv', '%PDF-1.7\n'), 'FILE_UNREADABLE'],
  ['a web page', () => folder.file('a.xls', '<html><table><tr><td>1</td></tr></table>'), 'FILE_UNREADABLE'],
  ['a binary file', () => folder.file('b.csv', new Uint8Array([1, 0, 2, 0, 3])), 'FILE_UNREADABLE'],
  ['a zip that is no workbook', () => folder.file('c.xlsx', 'PK\u0003\u0004 nothing'), 'FILE_UNREADABLE'],
])('%s is refused with a clear code', async (_, make, code) => {
  await expect(readFile(make())).rejects.toMatchObject({ code });
});

test('bytes of no encoding are refused, not replaced', async () => {
  const path = folder.file('latin.csv', new Uint8Array([0x61, 0x2c, 0x62, 0x0a, 0xff, 0xff, 0x2c, 0x80, 0x0a]));
  await expect(tableOf(path)).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
});

test('a quotation mark left open is told with its row', async () => {
  const path = folder.file('open.csv', `编号,备注\nA,好\nB,"${'没有结束\n'.repeat(400_000)}`);
  await expect(tableOf(path)).rejects.toMatchObject({ code: 'FILE_UNREADABLE', details: { row: 3 } });
});

test.each([false, true])('cells of a workbook are written out exactly (xls: %s)', async (xls) => {
  const sheet = utils.aoa_to_sheet([[43_832, 43_832.5, 0.98639, 0.1 + 0.2, 1e21, 7, true, '文字', null]]);
  for (const [cell, format] of [
    ['A1', 'yyyy/m/d'],
    ['B1', 'yyyy-mm-dd hh:mm:ss'],
    ['C1', '0.00%'],
    ['F1', '0000'],
  ] as const) {
    Object.assign(sheet[cell], { z: format });
  }
  Object.assign(sheet, { J1: { t: 'n', v: 6, f: 'SUM(1,5)' }, K1: { t: 'e', v: 42, w: '#N/A' }, '!ref': 'A1:K1' });
  const [row] = await tableOf(folder.workbook(`cells.${xls ? 'xls' : 'xlsx'}`, { 表: sheet }, { xls }));
  expect(row?.texts).toEqual([
    '2020-01-02',
    '2020-01-02 12:00:00',
    '98.639%',
    '0.30000000000000004',
    '1000000000000000000000',
    '0007',
    '是',
    '文字',
    '',
    '6',
    '#N/A',
  ]);
  expect(row?.cells.map(({ kind }) => kind).slice(0, 3)).toEqual(['date', 'date', 'percent']);
  expect(row?.cells.at(-1)?.kind).toBe('error');
});

test('dates of the 1904 system are four years later', async () => {
  const sheet = utils.aoa_to_sheet([[43_832 - 1462]]);
  Object.assign(sheet.A1, { z: 'yyyy-mm-dd' });
  const book = utils.book_new(sheet, '表');
  book.Workbook = { WBProps: { date1904: true } };
  const path = folder.file('1904.xlsx', write(book, { type: 'buffer', bookType: 'xlsx' }));
  expect((await tableOf(path))[0]?.texts).toEqual(['2020-01-02']);
});

test('a merged cell stands for every row it spans, but only once in a row', async () => {
  const sheet = utils.aoa_to_sheet([
    ['集美街道', null, 'A'],
    [null, null, 'B'],
  ]);
  sheet['!merges'] = [{ s: { r: 0, c: 0 }, e: { r: 1, c: 1 } }];
  const rows = await tableOf(folder.workbook('merged.xlsx', { 表: sheet }));
  expect(rows.map(({ cells }) => cells.map(({ text, spread }) => `${text} ${spread ?? ''}`))).toEqual([
    ['集美街道 ', '集美街道 right', 'A '],
    ['集美街道 down', '集美街道 right', 'B '],
  ]);
});

test.each([
  [
    'one line below titles',
    '台账,,\n单位：万元,,\n编号,受理日期,调解结果\nA,2021-01-02,撤回\n',
    [3],
    ['serial', 'acceptedOn', 'outcome'],
  ],
  [
    'two lines',
    '编号,时间,,调解结果\n,排查日期,受理日期,\nA,2021-01-01,2021-01-02,撤回\n',
    [1, 2],
    ['serial', 'foundOn', 'acceptedOn', 'outcome'],
  ],
  [
    'data that repeat words of a header',
    '编号,来源,备注,受理日期\n网格,网格,类型,2021-01-02\n',
    [1],
    ['serial', 'channel', 'acceptedOn'],
  ],
  [
    'blanks, full-width signs and a mark',
    '编 号,受理\u3000日期*,乡镇(街道)\nA,2021-01-02,灌口镇\n',
    [1],
    ['serial', 'acceptedOn', 'region'],
  ],
  ['names in code', 'serial,accepted_on,closedOn\nA,2021-01-02,\n', [1], ['serial', 'acceptedOn', 'closedOn']],
])('a header of %s is found', async (_, text, lines, columns) => {
  const header = await headerOf(folder.file('header.csv', text));
  expect(header?.lines).toEqual(lines);
  expect(header?.match.matched.map(({ column }) => column)).toEqual(columns);
});

test('a unit in a header is read, also without its own line', async () => {
  const header = await headerOf(folder.file('unit.csv', '编号,涉及金额（万元）,得率(%)\n'));
  const [, amount] = header?.match.matched ?? [];
  expect(amount).toMatchObject({ column: 'amount', header: '涉及金额(万元)' });
  expect(amount?.unit?.factor.toString()).toBe('10000');
});

test('personal columns are recognised, declared ones are not taken for them', async () => {
  const header = await headerOf(
    folder.file('personal.csv', '编号,当事人姓名,当事人数,身份证号码,联系电话,家庭住址,被申请人,手机,调解员\n'),
  );
  expect(header?.match.personal.map((column) => column.header)).toEqual([
    '当事人姓名',
    '身份证号码',
    '联系电话',
    '家庭住址',
    '被申请人',
    '手机',
  ]);
  expect(header?.match.matched.map(({ column }) => column)).toEqual(['serial', 'parties']);
  expect(header?.match.unknown.map((column) => column.header)).toEqual(['调解员']);
});

test('columns of a terminal align though Chinese signs are two wide', () => {
  expect(textWidth('第3行 ok')).toBe(8);
  expect(
    alignColumns([
      ['中文', 'a'],
      ['en', 'b'],
    ]),
  ).toEqual(['中文  a', 'en    b']);
});
