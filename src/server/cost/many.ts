import type { Region } from '../../regions/region.ts';

/** How many objects of one kind an answer holds at one place of it. */
export interface Many {
  readonly count: number;
  /** Where they stand, spread evenly over these regions; null where that is not known before the answer. */
  readonly places: readonly Region[] | null;
  /** Of a list given in pages, or of a table: how many rows each holds. */
  readonly rows?: number;
  /** Of a table: how many values a row holds. */
  readonly columns?: number;
  /** Of a table: whether some of its values are made of rows. */
  readonly fromRows?: boolean;
}

/** As many times more, at the same places. */
export const times = ({ count, places }: Many, factor: number): Many => ({ count: count * factor, places });

/** What lies around each place: its children, its descendants. */
export function around({ count, places }: Many, reach: (region: Region) => readonly Region[], guess: number): Many {
  if (places === null) return { count: count * guess, places: null };
  const found = places.flatMap(reach);
  return { count: places.length === 0 ? 0 : (count / places.length) * found.length, places: found };
}
