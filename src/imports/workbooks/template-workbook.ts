import exceljs, { type Workbook, type Worksheet } from '@protobi/exceljs';
import { columnParts } from '../../datasets/column-parts.ts';
import type { Column } from '../../datasets/columns.ts';
import type { Dataset } from '../../datasets/dataset.ts';
import type { Region } from '../../regions/region.ts';
import type { RegionTree } from '../../regions/tree.ts';
import { columnHelp, exampleOf } from './column-help.ts';
import { createLists, type Lists, validationOf } from './lists.ts';

const ROWS = 500;
const HEADER_ROW = 2;
const MARK = '示例';
const REQUIRED = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFFFF2CC' } } as const;
const OPTIONAL = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFDDEBF7' } } as const;
const GREY = { argb: 'FF808080' } as const;
const PARTS = ['county', 'township', 'village'] as const;

export interface TemplateOffice {
  readonly tree: RegionTree;
  readonly region: Region;
}

interface TemplateColumn {
  readonly header: string;
  readonly column: Column;
  readonly example: string;
  /** The regions among which cells choose: all of them, or those below what the cell to the left says. */
  readonly regions?: { readonly words: readonly string[] } | { readonly below: readonly Region[] };
}

/** A workbook to fill in: drop-downs, an example row that is never imported, notes; its headers are the declared ones. */
export async function templateWorkbook(dataset: Dataset, office: TemplateOffice | null): Promise<Buffer> {
  const book = new exceljs.Workbook();
  const columns = Object.values(dataset.columns)
    .flatMap((column) => templateColumns(column, office))
    .map((column, at) => (at === 0 ? { ...column, example: `${MARK}-0001` } : column));
  const sheet = book.addWorksheet('填报', { views: [{ state: 'frozen', ySplit: HEADER_ROW }] });
  const lists = createLists(book);
  const place = office === null ? '' : `（${office.tree.fullName(office.region)}）`;
  sheet.getCell(1, 1).value = `${dataset.label.zh}填报表${place}：带*的列必填；“${MARK}”行不会导入，可以保留`;
  for (const [at, column] of columns.entries()) writeColumn(sheet, at + 1, column, office, lists);
  addNotes(book, dataset, columns);
  return Buffer.from(await book.xlsx.writeBuffer());
}

function templateColumns(column: Column, office: TemplateOffice | null): readonly TemplateColumn[] {
  const star = column.required ? '*' : '';
  if (column.kind === 'region' && office !== null) {
    const parts = placeParts(column, office);
    if (parts.length > 0) return parts;
  }
  const unit = column.kind === 'money' ? '（元）' : '';
  return [{ header: `${column.label.zh}${unit}${star}`, column, example: exampleOf(column) }];
}

/** One column a level below the office. */
function placeParts(column: Column, { tree, region }: TemplateOffice): readonly TemplateColumn[] {
  const levels = PARTS.filter((level) => tree.descendants(region, level).length > 0 && level !== region.level);
  const words = columnParts(column);
  let above: readonly Region[] = [region];
  return levels.map((level, at) => {
    const parents = above;
    above = parents.flatMap((parent) => tree.children(parent));
    const [example] = above;
    const header = `${words[level]?.[0] ?? level}${at === 0 && column.required ? '*' : ''}`;
    const regions = at === 0 ? { words: above.map(({ name }) => name) } : { below: parents };
    return { header, column, example: at === 0 ? (example?.name ?? '') : '', regions };
  });
}

function writeColumn(
  sheet: Worksheet,
  at: number,
  { header, column, example, regions }: TemplateColumn,
  office: TemplateOffice | null,
  lists: Lists,
): void {
  const top = sheet.getCell(HEADER_ROW, at);
  top.value = header;
  top.font = { bold: true };
  top.fill = column.required ? REQUIRED : OPTIONAL;
  top.note = `${column.required ? '必填。' : '选填。'}${columnHelp(column).zh}`;
  sheet.getColumn(at).width = Math.max(12, 2 * header.length + 2);
  sheet.getColumn(at).numFmt = '@';
  const shown = sheet.getCell(HEADER_ROW + 1, at);
  shown.value = example;
  shown.font = { italic: true, color: GREY };
  const validation = regions === undefined ? validationOf(column, lists) : null;
  const formula = regions === undefined || office === null ? null : regionFormula(sheet, at, regions, office, lists);
  for (let row = HEADER_ROW + 2; row < HEADER_ROW + 2 + ROWS; row += 1) {
    const cell = sheet.getCell(row, at);
    if (validation !== null) cell.dataValidation = validation;
    if (formula !== null) cell.dataValidation = { type: 'list', allowBlank: true, formulae: [formula(row)] };
  }
}

/** A lower level chooses from the list that bears the name in the cell to its left. */
function regionFormula(
  sheet: Worksheet,
  at: number,
  regions: NonNullable<TemplateColumn['regions']>,
  { tree }: TemplateOffice,
  lists: Lists,
): (row: number) => string {
  if ('words' in regions) {
    const list = lists.add(regions.words);
    return () => list;
  }
  for (const parent of regions.below) {
    const names = tree.children(parent).map(({ name }) => name);
    if (names.length > 0 && /^[\p{L}_]+$/u.test(parent.name)) lists.name(parent.name, names);
  }
  const left = sheet.getColumn(at - 1).letter;
  return (row) => `INDIRECT($${left}${row})`;
}

function addNotes(book: Workbook, dataset: Dataset, columns: readonly TemplateColumn[]): void {
  const sheet = book.addWorksheet('填表说明');
  sheet.addRow([`${dataset.label.zh}（${dataset.code}）`]).font = { bold: true };
  sheet.addRow(['请勿填写当事人姓名、身份证号、电话、住址；这类内容导入时一律去除。']);
  sheet.addRow(['空着的格、“/”“—”都表示没有；“0”表示有而为零，请勿混用。']);
  sheet.addRow([]);
  sheet.addRow(['列', '是否必填', '怎样填', '可选项']).font = { bold: true };
  for (const { header, column } of columns) {
    const choices =
      column.kind === 'choice'
        ? Object.values(column.choices)
            .map(({ label }) => label.zh)
            .join('、')
        : '';
    sheet.addRow([header, column.required ? '必填' : '选填', columnHelp(column).zh, choices]);
  }
  for (const [at, width] of [24, 10, 48, 80].entries()) sheet.getColumn(at + 1).width = width;
}
