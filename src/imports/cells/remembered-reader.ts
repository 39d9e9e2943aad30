import { ownText } from '../../kernel/own-text.ts';
import type { Row } from '../files/cell.ts';
import { amountTold } from '../rows/row-draft.ts';
import type { ColumnReader } from './column-reader.ts';

const MOST = 50_000;
/** After so many different ones, of which hardly any came again, there is no sense in going on: numbers of records. */
const TRIED = 5000;
const HARDLY = 0.01;

/**
 * Cells that gave a value and nothing to tell are read once; gives up where they seldom come again.
 * @param indexes the cells that the reader looks at
 * @param names the values that it sets
 */
export function rememberedReader(
  indexes: readonly number[],
  names: readonly string[],
  read: ColumnReader,
): ColumnReader {
  let known: Map<string, readonly (string | null)[]> | null = new Map();
  let places: readonly number[] | null = null;
  let seldom = 0;
  let often = 0;
  let lastKey: string | null = null;
  let last: readonly (string | null)[] | undefined;
  return (row, draft) => {
    const key = known === null ? null : keyOf(row, indexes);
    if (known === null || key === null) return read(row, draft);
    const before = key === lastKey ? last : known.get(key);
    if (before !== undefined) {
      lastKey = key;
      last = before;
      if (key !== '') often += 1;
      places ??= names.map((name) => draft.values.placeOf(name));
      for (let at = 0; at < places.length; at += 1) draft.values.put(places[at] ?? 0, before[at] ?? null);
      return;
    }
    const told = amountTold(draft);
    read(row, draft);
    if (amountTold(draft) !== told) return;
    seldom += 1;
    if (seldom === TRIED && often < HARDLY * TRIED) known = null;
    if (known !== null && known.size >= MOST) {
      known.clear();
      if (often < seldom) known = null;
      [often, seldom] = [0, 0];
    }
    known?.set(
      ownText(key),
      names.map((name) => {
        const value = draft.values.get(name) ?? null;
        return value === null ? null : ownText(value);
      }),
    );
  };
}

/** Null where more than the texts of the cells decides. */
function keyOf({ cells }: Row, indexes: readonly number[]): string | null {
  let key = '';
  for (let at = 0; at < indexes.length; at += 1) {
    const cell = cells[indexes[at] ?? -1];
    if (cell === undefined || cell.kind === 'error' || cell.spread !== undefined) return null;
    key = at === 0 ? cell.text : `${key}\u0001${cell.text}`;
  }
  return key;
}
