import { isEmptyCell } from '../../kernel/chinese.ts';
import type { Row } from '../files/cell.ts';
import type { TableLayout } from '../reading/table.ts';
import { type Fault, fault } from '../rows/issue.ts';

export interface StrayColumn {
  /** From 1, as people count. */
  readonly place: number;
  readonly cells: number;
}

export interface StrayCells {
  /** What is wrong with a row of a text that has more cells than the header; counts what else has no header. */
  look(row: Row): Fault | null;
  columns(): readonly StrayColumn[];
}

/** Content under no header: a note beside the table, or what an unquoted comma pushed out of its column. */
export function createStrayCells(layout: TableLayout | null): StrayCells {
  const seen = new Map<number, number>();
  const count = (cells: Row['cells'], index: number): void => {
    const cell = cells[index];
    if (cell === undefined || cell.spread !== undefined || isEmptyCell(cell.text)) return;
    seen.set(index, (seen.get(index) ?? 0) + 1);
  };
  return {
    look({ cells }) {
      if (layout === null) return null;
      for (const index of layout.unnamed) count(cells, index);
      if (cells.length <= layout.width) return null;
      if (layout.isText) return tooLong(cells, layout.width);
      for (let index = layout.width; index < cells.length; index += 1) count(cells, index);
      return null;
    },
    columns: () => [...seen].sort(([a], [b]) => a - b).map(([index, cells]) => ({ place: index + 1, cells })),
  };
}

function tooLong(cells: Row['cells'], width: number): Fault | null {
  const last = cells.findLastIndex(({ text }) => !isEmptyCell(text));
  if (last < width) return null;
  return fault(
    'row_too_long',
    `此行有${last + 1}格，表头只有${width}格；请在原文件中给含分隔符的内容加引号（"1,234.50"）`,
    `the row has ${last + 1} cells, the header ${width}; in the file itself, quote content that holds a delimiter ("1,234.50")`,
  ).fault;
}
