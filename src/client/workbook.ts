import { utils, write } from '@e965/xlsx';
import type { CellContent } from './table-text.ts';

/** A workbook of one sheet whose texts are texts: no cell is a formula. */
export function workbookOf(rows: readonly (readonly CellContent[])[]): ArrayBuffer {
  const sheet = utils.aoa_to_sheet(rows.map((row) => [...row]));
  sheet['!cols'] = (rows[0] ?? []).map(() => ({ wch: 16 }));
  const book = utils.book_new();
  utils.book_append_sheet(book, sheet, 'Anlan');
  const made: unknown = write(book, { type: 'array', bookType: 'xlsx', compression: true });
  if (!(made instanceof ArrayBuffer)) throw new Error('expected a workbook as bytes');
  return made;
}
