import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Cell, textCell } from '../../../src/imports/files/cell.ts';
import { numberCellsOf } from '../../../src/imports/files/number-cell.ts';
import { GENERAL, numberFormat } from '../../../src/imports/files/number-format.ts';
import type { BookContext } from '../../../src/imports/xlsx/book-context.ts';
import { createSheetReader } from '../../../src/imports/xlsx/sheet-reader.ts';
import { parseXml } from '../../../src/imports/xlsx/xml.ts';
import { hurt, pieces } from './pieces.ts';
import { writtenSheet } from './written-sheet.ts';

const cellsOf = numberCellsOf(false);
const context: BookContext = {
  path: '表.xlsx',
  texts: (index) => (index >= 0 && index < 20 ? textCell(`文字${index}`) : null),
  numbers: ['General', 'yyyy-mm-dd', '0.00%', '0000'].map((code) => cellsOf(numberFormat(code))),
  general: cellsOf(GENERAL),
};

interface Outcome {
  readonly rows: readonly (readonly [number, readonly Cell[]])[];
  readonly refused: boolean;
}

async function read(bytes: Buffer, cuts: readonly number[], way: 'short' | 'parser'): Promise<Outcome> {
  const rows: [number, Cell[]][] = [];
  const { handlers, shortcut } = createSheetReader(context, (number, cells) => rows.push([number, cells]));
  try {
    for await (const _ of parseXml('', pieces(bytes, cuts), handlers, way === 'short' ? shortcut : undefined));
    return { rows, refused: false };
  } catch {
    return { rows, refused: true };
  }
}

/** What was read of a file that is refused is thrown away. */
async function expectSame(bytes: Buffer, cuts: readonly number[]): Promise<Outcome> {
  const slow = await read(bytes, cuts, 'parser');
  const fast = await read(bytes, cuts, 'short');
  expect(fast.refused, bytes.toString()).toBe(slow.refused);
  if (!slow.refused) expect(fast.rows, bytes.toString()).toEqual(slow.rows);
  return slow;
}

const cuts = fc.array(fc.nat(), { maxLength: 6 });

test('rows are those that the parser finds, however they are written and wherever they are cut', async () => {
  let [accepted, refused] = [0, 0];
  await fc.assert(
    fc.asyncProperty(writtenSheet, cuts, async (bytes, at) => {
      const outcome = await expectSame(bytes, at);
      if (outcome.refused) refused += 1;
      else accepted += outcome.rows.length;
    }),
    { numRuns: 1500 },
  );
  expect(accepted).toBeGreaterThan(2500);
  expect(refused).toBeGreaterThan(100);
});

const inline = (text: string): string => `<row><c t="inlineStr"><is><t>${text}</t></is></c></row>`;
const VALUE = '<row><c><v>1</v></c></row>';

test.each([
  ['rows in a comment behind a row', `${VALUE}<!-- </row>${VALUE} -->${VALUE}`],
  ['rows in CDATA behind a row', `${VALUE}<![CDATA[ </row>${VALUE} ]]>${VALUE}`],
  ['rows in a reading', `<rPh>${VALUE}${inline('甲')}</rPh>${inline('乙')}`],
  ['rows in a cell', `<row r="3"><c r="A3"><row r="2"><c><v>1</v></c></row>${VALUE}</c></row>${VALUE}`],
  ['cells behind a row', `${VALUE}<x><c><v>2</v></c></x>${VALUE}`],
  ['rows of two parts', `${VALUE}</sheetData><x>${VALUE}</x><sheetData>${VALUE}`],
  ['half a character', inline('&#xD83D;&#xDE00;')],
  ['a control character', inline('&#11;')],
  ['what no text may hold', inline(']]>')],
  ['a line end of its own kind', inline('一\r二\u0085三')],
  ['an attribute said twice', '<row r="1" ht="1" spans="1:1" ht="1"><c><v>1</v></c></row>'],
  ['a reference said twice', '<row><c r="A1" r="B1"><v>1</v></c></row>'],
  ['attributes without a space', '<row><c r="A1"s="1"><v>1</v></c></row>'],
  ['an attribute named by a digit', '<row 1a="1"><c><v>1</v></c></row>'],
  ['a value said twice', '<row><c><v>1</v><v>2</v></c></row>'],
  ['a text said twice', '<row><c t="inlineStr"><is><t>甲</t></is><is><t>乙</t></is></c></row>'],
  ['a value in a value', '<row><c><v><v>1</v></v></c></row>'],
  ['a text that is not there', '<row><c t="s"><v>20</v></c></row>'],
  ['a row without an end', '<row><c><v>1</v></c>'],
])('the same is made of %s, wherever it is cut', async (_, data) => {
  for (const version of ['1.0', '1.1']) {
    const bytes = Buffer.from(`<?xml version="${version}"?><worksheet><sheetData>${data}</sheetData></worksheet>`);
    for (let at = 0; at <= bytes.length; at += 1) await expectSame(bytes, [at]);
  }
});

test('what the parser refuses is refused, whatever was done to the bytes', async () => {
  let [accepted, refused] = [0, 0];
  await fc.assert(
    fc.asyncProperty(hurt(writtenSheet), cuts, async (bytes, at) => {
      if ((await expectSame(bytes, at)).refused) refused += 1;
      else accepted += 1;
    }),
    { numRuns: 3000 },
  );
  expect(accepted).toBeGreaterThan(100);
  expect(refused).toBeGreaterThan(1000);
});

test('the parser sees no row of a sheet as most programs write it', async () => {
  const data =
    '<row r="1" spans="1:9" x14ac:dyDescent="0.25"><c r="A1" t="s"><v>1</v></c><c r="B1" s="1"><v>43832</v></c></row>\n' +
    '<row r="2"><c r="A2" t="inlineStr"><is><t>甲&amp;乙</t></is></c><c r="B2"><f>1+1</f><v>2.5</v></c><c r="C2" s="1" /></row>';
  const { handlers, shortcut } = createSheetReader(context, (number, cells) =>
    rows.push([number, cells.map((one) => one.text)]),
  );
  const rows: [number, readonly string[]][] = [];
  const tags: string[] = [];
  const open = (name: string, said: Readonly<Record<string, string>>): void => {
    tags.push(name);
    handlers.open(name, said);
  };
  const bytes = Buffer.from(`<worksheet><sheetData>${data}</sheetData></worksheet>`);
  for await (const _ of parseXml('', pieces(bytes, [90, 150, 200]), { ...handlers, open }, shortcut));
  expect(tags).toEqual(['worksheet', 'sheetData']);
  expect(rows).toEqual([
    [1, ['文字1', '2020-01-02']],
    [2, ['甲&乙', '2.5']],
  ]);
});
