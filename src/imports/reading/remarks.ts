/** Columns of our own workbooks that only say something of the row; they are no part of any dataset. */
export const REMARKS = { row: '原行号', problem: '问题说明' } as const;
