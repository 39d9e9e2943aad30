import type { CellContent } from './table-text.ts';
/** A workbook of one sheet whose texts are texts: no cell is a formula. */
export declare function workbookOf(rows: readonly (readonly CellContent[])[]): ArrayBuffer;
