import { columnParts, WHOLE } from '../../datasets/column-parts.ts';
import type { Column } from '../../datasets/columns.ts';
import type { MatchedColumn } from '../reading/headers.ts';

/** The header under which a column is written, so that it is recognised again, with its unit. */
export function writtenHeader(
  column: Column | undefined,
  matched: Pick<MatchedColumn, 'part' | 'unit' | 'header'>,
): string {
  if (column === undefined) return matched.header;
  const { part, unit } = matched;
  const name = part === WHOLE ? column.label.zh : (columnParts(column)[part]?.[0] ?? column.label.zh);
  return unit === null || name.includes(unit.words) ? name : `${name}（${unit.words}）`;
}
