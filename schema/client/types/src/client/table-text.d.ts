export type CellContent = string | number | null;
/** One cell of a CSV file: numbers as they are, a text never a formula. */
export declare function csvCell(content: CellContent): string;
/** UTF-8 with a mark, so that spreadsheet programs read the Chinese right. */
export declare const csvText: (rows: readonly (readonly CellContent[])[]) => string;
