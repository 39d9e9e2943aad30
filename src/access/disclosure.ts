/** Stands for a count that a restricted key is not told. */
export const WITHHELD = 'withheld';
export type Withheld = typeof WITHHELD;

/** Counts below this are withheld, zero too: that nothing happened somewhere tells of people as well. */
export const SMALLEST = 8;
export const BASE = 5;
/** How much of a withheld count stays open whatever else is known: as much as rounding leaves open of another. */
export const OPEN_WIDTH = BASE - 1;
/** A published count is within 2 of the truth; one that has parts may have been moved by so much more. */
export const MOVED_AT_MOST = 2 * BASE;

const HALF = (BASE - 1) / 2;
const nearest = (count: number): number => Math.floor((count + HALF) / BASE) * BASE;

/** Numbers that add up to a count: its months, the regions below, the words of a breakdown. */
export type Partition = readonly number[];

/**
 * What a restricted key is told of a count: nothing below 8, else the nearest multiple of 5. Where subtracting what is
 * told of the other parts would leave less than five numbers open for a part of 1 to 7, the next multiple is told that
 * does not do so. Anybody who subtracts therefore has to allow for a move everywhere. Each partition is guarded for
 * itself; where several breakdowns of one total are cut with each other, fewer than five numbers may stay open, but more
 * than one.
 * @param up the side to which a count is moved first
 */
export function disclose(count: number, partitions: readonly Partition[], up: () => boolean): number | Withheld {
  if (count < SMALLEST) return WITHHELD;
  const plain = nearest(count);
  const guarded = partitions.filter((parts) => parts.some((part) => part > 0 && part < SMALLEST)).map(knownOf);
  const open = (shown: number, error: number, width: number) =>
    guarded.every((known) => openIn(shown, error, known) >= width);
  if (open(plain, HALF, OPEN_WIDTH)) return plain;
  const sides = up() ? [1, -1] : [-1, 1];
  const others = [BASE, MOVED_AT_MOST].flatMap((by) => sides.map((side) => plain + side * by));
  const error = HALF + MOVED_AT_MOST;
  const allowed = (shown: number) => shown > SMALLEST && Math.abs(shown - count) <= error;
  return others.find((shown) => allowed(shown) && open(shown, error, SMALLEST - 1)) ?? WITHHELD;
}

interface Known {
  /** From what to what the parts that are told add up. */
  readonly least: number;
  readonly most: number;
  readonly withheld: number;
}

function knownOf(parts: Partition): Known {
  const told = parts.filter((part) => part >= SMALLEST).map(nearest);
  return {
    least: told.reduce((sum, part) => sum + Math.max(SMALLEST, part - HALF), 0),
    most: told.reduce((sum, part) => sum + part + HALF, 0),
    withheld: parts.length - told.length,
  };
}

/** How many numbers a withheld part may still be, less one. */
function openIn(shown: number, error: number, { least, most, withheld }: Known): number {
  const high = Math.min(SMALLEST - 1, shown + error - least);
  const low = Math.max(0, shown - error - most - (SMALLEST - 1) * (withheld - 1));
  return high - low;
}
