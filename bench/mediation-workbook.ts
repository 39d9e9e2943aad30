import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import type { RegionTree } from '../src/regions/tree.ts';
import { MEDIATION_HEADER, mediationRows } from './mediation-file.ts';

const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006/relationships';
const EPOCH = Date.UTC(1899, 11, 30);
const DAY = 86_400_000;

/** Writes the rows of `writeMediations` as spreadsheet programs do: shared texts, days and amounts as numbers. */
export async function writeWorkbook(path: string, tree: RegionTree, count: number, seed: number): Promise<void> {
  const texts = new Map<string, number>();
  const zip = new ZipFile();
  const relation = (id: number, type: string, target: string): string =>
    `<Relationship Id="rId${id}" Type="${RELATIONS}/${type}" Target="${target}"/>`;
  const relations = (...all: readonly string[]): string =>
    `<Relationships xmlns="${PACKAGE}">${all.join('')}</Relationships>`;
  const add = (name: string, content: Iterable<string>): void =>
    zip.addReadStreamLazy(name, (ready) => ready(null, Readable.from(content)));
  add('_rels/.rels', [relations(relation(1, 'officeDocument', 'xl/workbook.xml'))]);
  add('xl/workbook.xml', [
    `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets><sheet name="台账" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  ]);
  add('xl/_rels/workbook.xml.rels', [
    relations(
      relation(1, 'worksheet', 'worksheets/sheet1.xml'),
      relation(2, 'sharedStrings', 'sharedStrings.xml'),
      relation(3, 'styles', 'styles.xml'),
    ),
  ]);
  add('xl/styles.xml', [
    `<styleSheet xmlns="${MAIN}"><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>`,
  ]);
  add('xl/worksheets/sheet1.xml', sheet(mediationRows(tree, count, seed), texts));
  add('xl/sharedStrings.xml', shared(texts));
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(path));
}

function* sheet(rows: Iterable<readonly string[]>, texts: Map<string, number>): Generator<string> {
  yield `<worksheet xmlns="${MAIN}"><sheetData>${rowXml(MEDIATION_HEADER, 1, texts)}`;
  let number = 1;
  let batch = '';
  for (const row of rows) {
    number += 1;
    batch += rowXml(row, number, texts);
    if (number % 100 !== 0) continue;
    yield batch;
    batch = '';
  }
  yield `${batch}</sheetData></worksheet>`;
}

function rowXml(cells: readonly string[], number: number, texts: Map<string, number>): string {
  const written = cells.map((text, at) => cellXml(text, `${String.fromCharCode(65 + at)}${number}`, texts));
  return `<row r="${number}" spans="1:${cells.length}">${written.join('')}</row>`;
}

function cellXml(text: string, reference: string, texts: Map<string, number>): string {
  if (text === '') return '';
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return `<c r="${reference}" s="1"><v>${(Date.parse(text) - EPOCH) / DAY}</v></c>`;
  if (/^\d{1,10}(\.\d+)?$/.test(text)) return `<c r="${reference}"><v>${Number(text)}</v></c>`;
  const index = texts.get(text) ?? texts.size;
  texts.set(text, index);
  return `<c r="${reference}" t="s"><v>${index}</v></c>`;
}

function* shared(texts: ReadonlyMap<string, number>): Generator<string> {
  yield `<sst xmlns="${MAIN}" uniqueCount="${texts.size}">`;
  for (const text of texts.keys()) yield `<si><t>${text}</t></si>`;
  yield '</sst>';
}
