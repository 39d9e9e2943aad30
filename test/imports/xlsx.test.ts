import { utils, type WorkSheet, write } from '@e965/xlsx';
import exceljs from '@protobi/exceljs';
import { afterAll, expect, test } from 'vitest';
import { createRandom, type Random } from '../../src/demo/random.ts';
import type { Cell, Sheet } from '../../src/imports/files/cell.ts';
import { readFile } from '../../src/imports/files/read-file.ts';
import { openWorkbook } from '../../src/imports/files/workbook.ts';
import { openXlsx } from '../../src/imports/xlsx/open-xlsx.ts';
import { createFolder } from './folder.ts';
import { bookOf } from './package.ts';

const folder = createFolder();
afterAll(() => folder.remove());

const WIDE = 1_000_000_000;

/** The cells of all sheets by their place; empty ones at the ends left out. */
async function cellsOf(sheets: readonly Sheet[]): Promise<readonly string[]> {
  const found: string[] = [];
  for (const { name, rows } of sheets) {
    let last = 0;
    for await (const some of rows()) {
      for (const { number, line, cells } of some) {
        expect([number, line]).toEqual([last + 1, last + 1]);
        last = number;
        for (const [at, { text, kind, spread }] of cells.entries()) {
          if (text !== '') found.push(`${name} ${number} ${at} ${kind} ${spread ?? ''} ${text}`);
        }
      }
    }
  }
  return found;
}

const FORMATS = ['General', '0', '0000', '0.00', '#,##0', '0%', '0.00%', '@', 'yyyy-mm-dd', 'yyyy/m/d h:mm', 'h:mm:ss'];
const TEXTS = ['集美街道', ' 两端空格 ', '一\n二', '<&>"\'', '𬭎', '', '_x000D_', 'a\tb', '=1+1', '２０２１', '98.27%'];

function randomSheet(random: Random): WorkSheet {
  const [height, width] = [random.int(1, 30), random.int(1, 12)];
  const sheet: WorkSheet = { '!ref': utils.encode_range({ s: { r: 0, c: 0 }, e: { r: height - 1, c: width - 1 } }) };
  for (let r = 0; r < height; r += 1) {
    for (let c = 0; c < width; c += 1) if (random.chance(0.7)) sheet[utils.encode_cell({ r, c })] = randomCell(random);
  }
  const at = () => random.int(0, height);
  sheet['!merges'] = [0, 1, 2].slice(random.int(0, 3)).map((block) => {
    const r = at();
    const c = block * 3;
    return { s: { r, c }, e: { r: r + random.int(0, 4), c: c + random.int(r === 0 ? 1 : 0, 2) } };
  });
  sheet['!rows'] = Array.from({ length: height }, () => (random.chance(0.1) ? { hidden: true } : {}));
  sheet['!cols'] = Array.from({ length: width }, () => (random.chance(0.1) ? { hidden: true } : {}));
  return sheet;
}

function randomCell(random: Random) {
  const number = random.pick([
    random.int(-99_999, 99_999),
    random.int(1, 4_000_000) / 97,
    0.1 + 0.2,
    1e21,
    3e-7,
    0,
    43_832.5,
  ]);
  return random.pick([
    { t: 's', v: random.pick(TEXTS) },
    { t: 's', v: random.pick(TEXTS) },
    { t: 'n', v: number, z: random.pick(FORMATS) },
    { t: 'n', v: random.int(1, 60_000), z: random.pick(FORMATS) },
    { t: 'b', v: random.chance(0.5) },
    { t: 'e', v: random.pick([0x07, 0x17, 0x2a]) },
    { t: 'n', v: 6, f: 'SUM(1,5)', z: random.pick(FORMATS) },
    { t: 's', v: '算出', f: '"算"&"出"' },
  ]);
}

test('cells are those that SheetJS reads, in workbooks of any make', async () => {
  let compared = 0;
  for (let seed = 1; seed <= 60; seed += 1) {
    const random = createRandom(seed);
    const book = utils.book_new();
    for (let at = 0; at <= random.int(0, 2); at += 1) utils.book_append_sheet(book, randomSheet(random), `表${at}`);
    book.Workbook = {
      WBProps: { date1904: random.chance(0.3) },
      Sheets: book.SheetNames.map((name, at) => ({ name, Hidden: at > 0 && random.chance(0.3) ? 1 : 0 })),
    };
    const content = write(book, { type: 'buffer', bookType: 'xlsx', bookSST: random.chance(0.5), compression: true });
    const path = folder.file(`same-${seed}.xlsx`, content);
    const expected = await cellsOf(await openWorkbook(path, WIDE / 100));
    expect(await cellsOf((await openXlsx(path, content.length)).sheets), `seed ${seed}`).toEqual(expected);
    compared += expected.length;
  }
  expect(compared).toBeGreaterThan(5000);
});

test('cells are those that SheetJS reads, in a workbook of ExcelJS', async () => {
  const book = new exceljs.Workbook();
  const sheet = book.addWorksheet('富文本');
  sheet.addRow([{ richText: [{ text: '集美' }, { font: { bold: true }, text: '街道 ' }] }, '纯文本', 12.5, true]);
  sheet.addRow([new Date('2021-03-05T00:00:00Z'), new Date('2021-03-05T08:30:00Z'), { formula: 'C1*2', result: 25 }]);
  sheet.addRow([
    { text: '链接', hyperlink: 'https://example.org' },
    { formula: '"甲"', result: '甲' },
    { error: '#REF!' },
  ]);
  sheet.addRow([]);
  sheet.addRow([0.9827, 7]);
  sheet.getCell('A5').numFmt = '0.00%';
  sheet.getCell('B5').numFmt = '00000';
  sheet.mergeCells('C5:D7');
  sheet.getCell('C5').value = '合并';
  const content = Buffer.from(await book.xlsx.writeBuffer());
  const path = folder.file('exceljs.xlsx', content);
  const found = await cellsOf((await openXlsx(path, content.length)).sheets);
  expect(found).toEqual(await cellsOf(await openWorkbook(path, WIDE / 100)));
  expect(found).toContain('富文本 1 0 text  集美街道 ');
  expect(found).toContain('富文本 5 0 percent  98.27%');
});

async function rowsOf(content: Buffer, name = 'own.xlsx'): Promise<readonly (readonly Cell[])[]> {
  const rows: (readonly Cell[])[] = [];
  for (const sheet of (await readFile(folder.file(name, content))).sheets) {
    for await (const some of sheet.rows()) rows.push(...some.map(({ cells }) => cells));
  }
  return rows;
}

const textsOf = async (content: Buffer) => (await rowsOf(content)).map((cells) => cells.map(({ text }) => text));

test('rich text, phonetic readings, escapes, inline texts, ISO dates and prefixes', async () => {
  const texts =
    '<si><r><t>调</t></r><r><rPr><b/></rPr><t xml:space="preserve">解 </t></r><rPh sb="0" eb="1"><t>tiao</t></rPh></si>' +
    '<si><t>一_x000D_\n二_x005F_x000D_&#20108;</t></si><si><t/></si>';
  const data =
    '<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="s"><v>2</v></c><c t="inlineStr"><is><t>内</t></is></c></row>' +
    '<row r="3"><c r="C3" t="d"><v>2020-01-02T00:00:00Z</v></c><c t="d"><v>2020-01-02T08:05:00</v></c></row>';
  expect(await textsOf(await bookOf({ texts, data }))).toEqual([
    ['调解 ', '一\n二_x000D_二', '', '内'],
    [],
    ['', '', '2020-01-02', '2020-01-02 08:05:00'],
  ]);
});

test('a number has the format of its style, also of those that only Chinese programs know', async () => {
  const styles =
    '<numFmts><numFmt numFmtId="176" formatCode="0.0%"/><numFmt numFmtId="177" formatCode="[$-804]yyyy&quot;年&quot;m&quot;月&quot;"/></numFmts>' +
    `<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs>${[0, 14, 31, 57, 176, 177, 10, 49].map((id) => `<xf numFmtId="${id}"/>`).join('')}</cellXfs>`;
  const data = `<row>${[0, 1, 2, 3, 4, 5, 6, 7].map((style) => `<c s="${style}"><v>43832</v></c>`).join('')}</row>`;
  const day = '2020-01-02';
  expect(await textsOf(await bookOf({ styles, data }))).toEqual([
    ['43832', day, day, day, '4383200%', day, '4383200%', '43832'],
  ]);
});

test('a formula that was never calculated is an error, not zero', async () => {
  const data = '<row><c><f>SUM(A2:A9)</f></c><c t="str"><f>""</f><v></v></c><c><f>1+1</f><v>2</v></c></row>';
  const [cells] = await rowsOf(await bookOf({ data }));
  expect(cells?.map(({ text, kind }) => [text, kind])).toEqual([
    ['=SUM(A2:A9)', 'error'],
    ['', 'text'],
    ['2', 'number'],
  ]);
});

test('merged areas are found behind the rows, and never in a text or a comment', async () => {
  const data = '<row><c t="inlineStr"><is><t>甲</t></is></c><c><v>1</v></c></row><row><c r="B2"><v>2</v></c></row>';
  const merged = { data, after: '<mergeCells count="1"><mergeCell ref="A1:A2"/></mergeCells>' };
  const spread = async (content: Buffer) => (await rowsOf(content))[1]?.[0];
  expect(await spread(await bookOf(merged))).toEqual({ text: '甲', kind: 'text', spread: 'down' });
  const said = { data, after: '<!-- <mergeCell ref="A1:A2"/> -->' };
  expect((await spread(await bookOf(said)))?.text).toBe('');
  const both = { data, after: `<!-- <mergeCell ref="B1:B2"/> -->${merged.after}` };
  expect((await rowsOf(await bookOf(both)))[1]?.map(({ text }) => text)).toEqual(['甲', '2']);
});

test('macros are neither read nor run, and told', async () => {
  const content = await bookOf({ data: '<row><c><v>1</v></c></row>', more: { 'xl/vbaProject.bin': 'macro' } });
  const { evidence } = await readFile(folder.file('macros.xlsm', content));
  expect(evidence.map(({ zh }) => zh)).toEqual(['含宏：只读取单元格，宏不读取、不运行']);
});
