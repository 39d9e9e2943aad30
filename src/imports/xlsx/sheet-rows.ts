import type { Cell, Row } from '../files/cell.ts';
import type { BookContext } from './book-context.ts';
import { refused } from './refuse.ts';
import { createSheetReader } from './sheet-reader.ts';
import { parseXml } from './xml.ts';

/** Of empty ones there may be a million. */
const MOST_AT_ONCE = 1000;

/** The rows of a sheet up to the last with a cell; those that are left out come as empty ones. */
export async function* sheetRows(
  bytes: AsyncIterable<Buffer>,
  context: BookContext,
): AsyncGenerator<readonly (Row & { cells: Cell[] })[]> {
  const rows: { readonly number: number; readonly cells: Cell[] }[] = [];
  const { handlers, shortcut } = createSheetReader(context, (number, cells) => rows.push({ number, cells }));
  let last = 0;
  for await (const _ of parseXml(context.path, bytes, handlers, shortcut)) {
    let some: (Row & { cells: Cell[] })[] = [];
    for (const { number, cells } of rows) {
      if (number <= last) {
        yield some;
        throw outOfOrder(context.path, number, last);
      }
      if (cells.length === 0) continue;
      while (last + 1 < number) {
        last += 1;
        some.push({ number: last, line: last, cells: [] });
        if (some.length < MOST_AT_ONCE) continue;
        yield some;
        some = [];
      }
      last = number;
      some.push({ number, line: number, cells });
    }
    if (some.length > 0) yield some;
    rows.length = 0;
  }
}

const outOfOrder = (path: string, row: number, last: number) =>
  refused(path, `第${row}行写在第${last}行之后；请重新另存`, `row ${row} stands behind row ${last}; save it anew`, {
    row,
  });
