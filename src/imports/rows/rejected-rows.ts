import type { Row } from '../files/cell.ts';
import { redact } from '../personal/redact.ts';
import type { MatchedColumn } from '../reading/headers.ts';
import type { Problem } from './row-draft.ts';

/** A rejected row as it was, declared columns only and without persons. */
export interface RejectedRow {
  readonly sheet: string | null;
  readonly row: number;
  readonly cells: readonly { readonly matched: MatchedColumn; readonly text: string }[];
  readonly problems: readonly Problem[];
}

export const MOST_REJECTED = 20_000;

export function rejectedRow(
  sheet: string | null,
  { number, cells }: Row,
  matched: readonly MatchedColumn[],
  problems: readonly Problem[],
): RejectedRow {
  const inOrder = [...matched].sort((a, b) => a.index - b.index);
  return {
    sheet,
    row: number,
    problems,
    cells: inOrder.map((one) => {
      const cell = cells[one.index];
      return { matched: one, text: cell === undefined || cell.spread === 'right' ? '' : redact(cell.text) };
    }),
  };
}
