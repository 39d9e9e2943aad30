import type { Dataset } from '../../datasets/dataset.ts';
import type { Label } from '../../kernel/label.ts';
import { lazy } from '../../kernel/lazy.ts';
import type { Row } from '../files/cell.ts';
import { lineKey } from '../reading/find-header.ts';
import { headerWords } from '../reading/header-words.ts';
import { headerCells, headerWord, type MatchedColumn, matchHeaders } from '../reading/headers.ts';
import type { Table } from '../reading/table.ts';

const FEWEST = 3;

/** The same columns in the same places, or columns that have moved. */
export type HeaderAgain = { readonly kind: 'same' } | { readonly kind: 'moved'; readonly message: Label };

/** Tells a line below the header that is one once more: of a printed page, or of another table in the same sheet. */
export function createHeaderAgain(
  dataset: Pick<Dataset, 'columns'>,
  { layout, match }: Pick<Table, 'layout' | 'match'>,
): (row: Row) => HeaderAgain | null {
  const words = lazy(() => headerWords(dataset));
  return (row) => {
    if (layout === null) return null;
    if (layout.lines.has(lineKey(row))) return { kind: 'same' };
    const line = row.cells.map(({ text, spread }) => headerWord(spread === undefined ? text : '', false));
    const { matched } = matchHeaders(headerCells(line, null), words());
    const filled = line.filter(({ text }) => text !== '').length;
    if (matched.length < FEWEST || 2 * matched.length < filled) return null;
    const moved = matched.find((one) => placeOf(match.matched, one) !== one.index);
    if (moved === undefined) return { kind: 'same' };
    const before = placeOf(match.matched, moved);
    return { kind: 'moved', message: movedMessage(moved, before) };
  };
}

const placeOf = (matched: readonly MatchedColumn[], { column, part }: MatchedColumn): number | null =>
  matched.find((one) => one.column === column && one.part === part)?.index ?? null;

function movedMessage({ header, index }: MatchedColumn, before: number | null): Label {
  const [zh, en] =
    before === null
      ? ['上面的表没有这一列', 'the table above has no such column']
      : [`上面的表在第${before + 1}列`, `it was column ${before + 1} above`];
  return {
    zh: `此行又是表头，列与上面不同：“${header}”在第${index + 1}列，${zh}；请分成两个工作表或文件`,
    en: `a second header with other columns: ${header} is column ${index + 1}, ${en}; split it into two sheets or files`,
  };
}
