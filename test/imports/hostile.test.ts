import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync, statSync, symlinkSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { Sheet } from '../../src/imports/files/cell.ts';
import { readFile } from '../../src/imports/files/read-file.ts';
import { LIMITS } from '../../src/imports/xlsx/limits.ts';
import { createFolder } from './folder.ts';
import { bookOf, bookParts, lyingBook, zipOf } from './package.ts';

const folder = createFolder();
afterAll(() => folder.remove());

async function readAll(path: string): Promise<number> {
  let rows = 0;
  for (const sheet of (await readFile(path)).sheets) rows += await rowsOf(sheet);
  return rows;
}

async function rowsOf(sheet: Sheet | undefined): Promise<number> {
  let rows = 0;
  for await (const some of sheet?.rows() ?? []) rows += some.length;
  return rows;
}

let files = 0;
function saved(content: Buffer): string {
  files += 1;
  return folder.file(`hostile-${files}.xlsx`, content);
}

const number = (reference: string) => `<row><c r="${reference}"><v>1</v></c></row>`;
const inline = (text: string) => `<row><c t="inlineStr"><is><t>${text}</t></is></c></row>`;
const LAUGHS =
  '<!DOCTYPE sst [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>' +
  '<sst><si><t>&c;</t></si></sst>';

test.each([
  ['zeros that unpack a thousandfold', 'ratio', () => bookOf({ data: inline('0'.repeat(20_000_000)) })],
  ['spaces between rows', 'ratio', () => bookOf({ data: ' '.repeat(20_000_000) })],
  [
    'a part that nobody asks for, unpacking a thousandfold',
    'ratio',
    () => bookOf({ more: { 'x.bin': Buffer.alloc(9_000_000) } }),
  ],
  [
    'more parts than any workbook',
    'entries',
    () => bookOf({ more: Object.fromEntries(Array.from({ length: 1000 }, (_, at) => [`xl/media/${at}.png`, ''])) }),
  ],
  ['entities that multiply', 'doctype', () => bookOf({ more: { 'xl/sharedStrings.xml': LAUGHS } })],
  [
    'a document type behind spaces',
    'doctype',
    () => bookOf({ more: { 'xl/styles.xml': `${noise(40_000, ' ')}<!DOCTYPE x><x/>` } }),
  ],
  ['elements in elements', 'depth', () => bookOf({ data: '<a>'.repeat(100) })],
  ['a cell of two million letters', 'xmlPiece', () => bookOf({ data: inline(noise(2_000_000)) })],
  ['a comment of two million letters', 'xmlPiece', () => bookOf({ data: `<!--${noise(2_000_000)}-->` })],
  ['content in column 257', 'columns', () => bookOf({ data: number('IW1') })],
  ['content in a column that no spreadsheet has', 'columns', () => bookOf({ data: number('ZZZZ1') })],
  ['row 1,048,577', 'rows', () => bookOf({ data: '<row r="1048577"><c><v>1</v></c></row>' })],
  ['a row without a number', 'rows', () => bookOf({ data: '<row r="1e9"><c><v>1</v></c></row>' })],
  [
    'merged areas piled on each other',
    'mergesAcross',
    () => bookOf({ data: number('A1'), after: `<mergeCells>${'<mergeCell ref="A1:B9"/>'.repeat(257)}</mergeCells>` }),
  ],
  ['a ZIP of workbooks', 'nested', async () => zipOf({ '一月.xlsx': await bookOf({}), '二月.xlsx': await bookOf({}) })],
] as const)('%s: refused', async (_, limit, make) => {
  const path = saved(await make());
  await expect(readAll(path)).rejects.toMatchObject({ code: 'FILE_UNREADABLE', details: { file: path, limit } });
});

test.each([
  ['a part that holds more than it says', () => lyingBook({ data: inline('0'.repeat(3_000_000)) }, 1000)],
  ['a part that holds less than it says', () => lyingBook({ data: number('A1') }, 5000)],
  ['an entity that XML has not', () => bookOf({ data: inline('&ha;') })],
  ['XML that breaks off', () => zipOf({ ...bookParts({}), 'xl/worksheets/sheet1.xml': '<worksheet><sheetData><row>' })],
  [
    'bytes that are not UTF-8',
    () => bookOf({ more: { 'xl/sharedStrings.xml': Buffer.from([0x3c, 0x61, 0x3e, 0xff]) } }),
  ],
  [
    'XML of another encoding',
    () => bookOf({ more: { 'xl/sharedStrings.xml': '<?xml version="1.0" encoding="UTF-16"?><sst/>' } }),
  ],
  ['a NUL character', () => bookOf({ data: inline('a\0b') })],
  ['a shared text that is not there', () => bookOf({ data: '<row><c t="s"><v>3</v></c></row>' })],
  ['rows in disorder', () => bookOf({ data: '<row r="3"><c><v>1</v></c></row><row r="2"><c><v>2</v></c></row>' })],
  ['a file cut short', async () => (await bookOf({ data: number('A1') })).subarray(0, -40)],
  ['a text document', () => zipOf({ 'word/document.xml': '<document/>' })],
] as const)('%s: refused', async (_, make) => {
  await expect(readAll(saved(await make()))).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
});

/** Text that hardly packs. */
function noise(length: number, between = ''): string {
  let state = 1;
  const next = () => {
    state = (state * 48_271) % 2_147_483_647;
    return between === '' ? String.fromCharCode(97 + (state % 26)) : between;
  };
  return Array.from({ length }, next).join('');
}

test('a directory that says more than may be unpacked is believed', async () => {
  const content = await bookOf({ data: number('A1') });
  const at = content.lastIndexOf('xl/worksheets/sheet1.xml') - 46;
  content.writeUInt32LE(LIMITS.unpacked / 50, at + 20);
  content.writeUInt32LE(LIMITS.unpacked + 1, at + 24);
  await expect(readAll(saved(content))).rejects.toMatchObject({ details: { limit: 'unpacked' } });
});

test('a workbook above the limit is refused by its size', async () => {
  for (const head of ['PK\u0003\u0004', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])]) {
    const path = saved(Buffer.from(head));
    truncateSync(path, LIMITS.packed + 1);
    await expect(readAll(path)).rejects.toMatchObject({ details: { limit: 'packed', found: LIMITS.packed + 1 } });
  }
});

test('what lies at the edge of the limits is read', async () => {
  const data = `${number('IV1')}<row r="1048576" spans="1:16384"><c><v>1</v></c><c r="XFD1048576" s="1"/></row>`;
  const path = saved(await bookOf({ data, after: '<mergeCells><mergeCell ref="A1:XFD1"/></mergeCells>' }));
  expect(await readAll(path)).toBe(1_048_576);
  expect(await readAll(saved(await bookOf({ data: inline(noise(32_767)) })))).toBe(1);
});

test('only regular files are read, also behind a link', async () => {
  const pipe = join(folder.path, 'pipe.csv');
  execFileSync('mkfifo', [pipe]);
  mkdirSync(join(folder.path, 'directory.csv'));
  const good = folder.file('good.csv', '编号\n1\n');
  const link = (name: string, target: string): string => {
    symlinkSync(target, join(folder.path, name));
    return join(folder.path, name);
  };
  expect(await readAll(link('to-file.csv', good))).toBe(2);
  const bad = [
    pipe,
    link('to-pipe.csv', pipe),
    link('to-directory.csv', folder.path),
    link('to-device.csv', '/dev/zero'),
  ];
  for (const path of [...bad, join(folder.path, 'directory.csv'), link('loop.csv', join(folder.path, 'loop.csv'))]) {
    await expect(readAll(path), path).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
  }
  await expect(readAll(link('nowhere.csv', join(folder.path, 'none')))).rejects.toMatchObject({
    code: 'FILE_NOT_FOUND',
  });
});

const CHANGED = { code: 'FILE_UNREADABLE', message: expect.stringContaining('was changed while it was being read') };

test.each(['csv', 'xlsx'] as const)('a %s that changes while it is read is refused', async (kind) => {
  const content = kind === 'csv' ? Buffer.from('编号\n1\n') : await bookOf({ data: number('A1') });
  const path = folder.file(`changing.${kind}`, content);
  const changes = [
    () => appendFileSync(path, ' '),
    () => {
      const { atime, mtime } = statSync(path);
      writeFileSync(path, Buffer.concat([content.subarray(0, -1), Buffer.from([content.at(-1) === 10 ? 32 : 10])]));
      utimesSync(path, atime, mtime);
    },
  ];
  for (const change of changes) {
    writeFileSync(path, content);
    const [sheet] = (await readFile(path)).sheets;
    change();
    await expect(rowsOf(sheet)).rejects.toMatchObject(CHANGED);
  }
  writeFileSync(path, content);
  expect(await readAll(path)).toBe(kind === 'csv' ? 2 : 1);
});
