import type { Row } from '../files/cell.ts';
import type { RowDraft } from '../rows/row-draft.ts';

/** Reads what a row says of one declared column into the draft. */
export type ColumnReader = (row: Row, draft: RowDraft) => void;
