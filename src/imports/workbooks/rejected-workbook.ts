import exceljs, { type Workbook, type Worksheet } from '@protobi/exceljs';
import type { Dataset } from '../../datasets/dataset.ts';
import { snake } from '../../datasets/dataset.ts';
import { inLocale, type Locale } from '../../kernel/label.ts';
import { REMARKS } from '../reading/remarks.ts';
import type { RejectedRow } from '../rows/rejected-rows.ts';
import type { Problem } from '../rows/row-draft.ts';
import { createLists, validationOf } from './lists.ts';
import { writtenHeader } from './written-header.ts';

const ERROR = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFFFC7CE' } } as const;
const WARNING = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFFFEB9C' } } as const;
const HEADER = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFDDEBF7' } } as const;
const NARROWEST = 10;
const WIDEST = 32;

/**
 * The rejected rows as a workbook to correct: their cells as they were, without persons; what is wrong is coloured and
 * told in a comment. Saved, it is imported like any other file.
 */
export async function rejectedWorkbook(
  dataset: Dataset,
  rows: readonly RejectedRow[],
  locale: Locale,
): Promise<Buffer> {
  const book = new exceljs.Workbook();
  const sheets = Object.entries(Object.groupBy(rows, ({ sheet }) => sheet ?? ''));
  for (const [name, own = []] of sheets) addRows(book, name === '' ? '被拒的行' : name, dataset, own, locale);
  explain(book, rows, locale);
  return Buffer.from(await book.xlsx.writeBuffer());
}

function addRows(book: Workbook, name: string, dataset: Dataset, rows: readonly RejectedRow[], locale: Locale): void {
  const [first] = rows;
  if (first === undefined) return;
  const sheet = book.addWorksheet(name, { views: [{ state: 'frozen', ySplit: 2 }] });
  const columns = first.cells.map(({ matched }) => matched);
  sheet.getCell(1, 1).value = HOW[locale];
  const headers = columns.map((matched) => writtenHeader(dataset.columns[matched.column], matched));
  for (const [at, header] of [...headers, REMARKS.row, REMARKS.problem].entries()) {
    const cell = sheet.getCell(2, at + 1);
    cell.value = header;
    cell.font = { bold: true };
    cell.fill = HEADER;
    sheet.getColumn(at + 1).width = Math.min(WIDEST, Math.max(NARROWEST, 2 * header.length + 2));
    sheet.getColumn(at + 1).numFmt = '@';
  }
  for (const [at, row] of rows.entries()) writeRow(sheet, at + 3, row, locale);
  const lists = createLists(book);
  for (const [at, { column }] of columns.entries()) {
    const declared = dataset.columns[column];
    const validation = declared?.kind === 'choice' || declared?.kind === 'flag' ? validationOf(declared, lists) : null;
    if (validation === null) continue;
    for (const [index] of rows.entries()) sheet.getCell(index + 3, at + 1).dataValidation = validation;
  }
}

const HOW: Readonly<Record<Locale, string>> = {
  zh: '请改正标色的单元格（批注写明应填什么），保存后用同样的命令导入本文件',
  en: 'Correct the coloured cells (their comments say what is expected), save, and import this file with the same command',
};

function writeRow(sheet: Worksheet, number: number, { cells, problems, row }: RejectedRow, locale: Locale): void {
  for (const [at, { text, matched }] of cells.entries()) {
    const cell = sheet.getCell(number, at + 1);
    cell.value = text === '' ? null : text;
    const mine = problems.filter(
      ({ column, field }) => column === matched.header || (column === null && field === snake(matched.column)),
    );
    if (mine.length === 0) continue;
    cell.fill = mine.some(({ severity }) => severity === 'error') ? ERROR : WARNING;
    cell.note = mine.map((problem) => told(problem, locale)).join('\n');
  }
  sheet.getCell(number, cells.length + 1).value = row;
  sheet.getCell(number, cells.length + 2).value = problems.map((problem) => told(problem, locale)).join('；');
}

function told({ column, field, message, expected, candidates }: Problem, locale: Locale): string {
  const wanted = [expected, candidates.length === 0 ? null : `→ ${candidates.join('、')}`].filter(
    (part) => part !== null,
  );
  const colon = locale === 'zh' ? '：' : ': ';
  const text = `${column ?? field ?? ''}${colon}${inLocale(message, locale)}`;
  return wanted.length === 0 ? text : `${text}${locale === 'zh' ? '；应为' : '; expected'} ${wanted.join(' ')}`;
}

function explain(book: Workbook, rows: readonly RejectedRow[], locale: Locale): void {
  const sheet = book.addWorksheet(locale === 'zh' ? '说明' : 'notes');
  const zh = locale === 'zh';
  sheet.addRow([HOW[locale]]);
  sheet.addRow([
    zh ? '个人信息列未列入本文件。同一行的各个问题须一并改正。' : 'Columns of persons are left out of this file.',
  ]);
  sheet.addRow([]);
  sheet.addRow(
    zh ? ['位置', '哪一列', '问题', '原内容', '应为'] : ['where', 'column', 'problem', 'found', 'expected'],
  ).font = { bold: true };
  for (const { sheet: name, row, problems } of rows) {
    for (const { column, field, message, found, expected, candidates } of problems) {
      const where = [name, zh ? `第${row}行` : `row ${row}`].filter((part) => part !== null).join(' ');
      const wanted = [expected, ...candidates].filter((part) => part !== null).join('、');
      sheet.addRow([where, column ?? field ?? '', inLocale(message, locale), found ?? '', wanted]);
    }
  }
  for (const [at, width] of [16, 18, 40, 24, 40].entries()) sheet.getColumn(at + 1).width = width;
}
