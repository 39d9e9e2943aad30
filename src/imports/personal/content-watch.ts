import { isEmptyCell } from '../../kernel/chinese.ts';
import type { Row } from '../files/cell.ts';
import type { NamedColumn } from '../reading/headers.ts';
import { isPersonal } from './redact.ts';

const MOST_LOOKED_AT = 1000;

export interface PersonalCells {
  readonly index: number;
  readonly header: string;
  readonly cells: number;
}

/** Recognises by its content a column of persons whose header does not say so. */
export function createContentWatch(columns: readonly NamedColumn[]): {
  look(row: Row): void;
  /** The columns of which most cells are nothing but personal. */
  personal(): readonly PersonalCells[];
} {
  const seen = columns.map(({ index, header }) => ({ index, header, filled: 0, personal: 0 }));
  return {
    look({ cells }) {
      for (const column of seen) {
        const text = cells[column.index]?.text ?? '';
        if (isEmptyCell(text)) continue;
        column.filled += 1;
        if (column.filled <= MOST_LOOKED_AT && isPersonal(text)) column.personal += 1;
      }
    },
    personal: () =>
      seen
        .filter(({ filled, personal }) => personal > 0 && 2 * personal >= Math.min(filled, MOST_LOOKED_AT))
        .map(({ index, header, filled }) => ({ index, header, cells: filled })),
  };
}
