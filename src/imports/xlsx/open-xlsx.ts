import type { Label } from '../../kernel/label.ts';
import type { Rows, Sheet } from '../files/cell.ts';
import { createSpread, type MergedArea } from '../files/merged-cells.ts';
import { numberCellsOf } from '../files/number-cell.ts';
import { GENERAL } from '../files/number-format.ts';
import { readBook } from './book.ts';
import type { BookContext } from './book-context.ts';
import { readMerges } from './merges.ts';
import { refused } from './refuse.ts';
import { readSharedTexts } from './shared-texts.ts';
import { sheetRows } from './sheet-rows.ts';
import { readStyles } from './styles.ts';
import { openPackage, type Package } from './zip.ts';

export interface XlsxFile {
  readonly evidence: readonly Label[];
  readonly sheets: readonly Sheet[];
}

/** All sheets of an XLSX file, hidden rows and columns included, read as they are asked for. Macros are never looked at. */
export async function openXlsx(path: string, size: number): Promise<XlsxFile> {
  const zip = await openPackage(path, size);
  const book = await readBook(zip);
  if (book === null) throw noWorkbook(zip);
  const { textsPart, stylesPart, epoch1904 } = book;
  const cellsOf = numberCellsOf(epoch1904);
  const context: BookContext = {
    path,
    numbers: (stylesPart === null ? [] : await readStyles(path, zip.read(stylesPart))).map(cellsOf),
    general: cellsOf(GENERAL),
    texts: textsPart === null ? () => null : await readSharedTexts(path, zip.read(textsPart)),
  };
  return {
    evidence: zip.parts.some(({ name }) => /vbaproject\.bin$/i.test(name)) ? [MACROS] : [],
    sheets: book.sheets.map(({ name, part }) => openSheet(zip, name, part, context)),
  };
}

function openSheet(zip: Package, name: string, part: string | null, context: BookContext): Sheet {
  if (part === null) return { name, rows: noRows };
  let merges: readonly MergedArea[] | null = null;
  return {
    name,
    async *rows() {
      merges ??= await readMerges(zip, part);
      const spread = createSpread(merges);
      for await (const rows of sheetRows(zip.read(part), context)) {
        for (const { number, cells } of rows) spread(number - 1, cells);
        yield rows;
      }
    },
  };
}

async function* noRows(): Rows {}

const MACROS: Label = {
  zh: '含宏：只读取单元格，宏不读取、不运行',
  en: 'it holds macros: only its cells are read, macros are neither read nor run',
};

function noWorkbook({ path, parts }: Package) {
  const inside = parts.find(({ name }) => /\.(xlsx|xlsm|xls|et|csv|zip)$/i.test(name))?.name;
  return inside === undefined
    ? refused(
        path,
        '压缩包里没有 XLSX 工作簿；请另存为 XLSX 或 CSV',
        'it is a ZIP without an XLSX workbook; save it as XLSX or CSV',
      )
    : refused(
        path,
        `它是含“${inside}”的压缩包；请先解压，再逐个导入`,
        `it is a ZIP that contains ${inside}; unpack it first, and import file by file`,
        { limit: 'nested', found: inside },
      );
}
