/** Repeatable draws: the same seed gives the same demo everywhere. */
export interface Random {
  /** A whole number, both ends included. */
  int(low: number, high: number): number;
  chance(share: number): boolean;
  /** @param skew above 1 prefers the head of the list */
  pick<Item>(items: readonly Item[], skew?: number): Item;
  weighted<Word extends string>(weights: Readonly<Partial<Record<Word, number>>>): Word;
  shuffled<Item>(items: readonly Item[]): Item[];
}

export function createRandom(seed: number): Random {
  const next = mulberry32(seed);
  const int = (low: number, high: number) => low + Math.floor(next() * (high - low + 1));
  return {
    int,
    chance: (share) => next() < share,
    pick(items, skew = 1) {
      const item = items[Math.floor(next() ** skew * items.length)];
      if (item === undefined) throw new RangeError('expected something to pick from, got an empty list');
      return item;
    },
    weighted(weights) {
      // The keys of `weights` are its words.
      const words = Object.keys(weights) as (keyof typeof weights)[];
      let left = next() * words.reduce((sum, word) => sum + (weights[word] ?? 0), 0);
      for (const word of words) {
        left -= weights[word] ?? 0;
        if (left < 0) return word;
      }
      throw new RangeError('expected weights above 0');
    },
    shuffled(items) {
      const order = [...items];
      for (let last = order.length - 1; last > 0; last--) {
        const other = int(0, last);
        // Both places exist: 0 <= other <= last < length.
        [order[last], order[other]] = [order[other] as (typeof order)[number], order[last] as (typeof order)[number]];
      }
      return order;
    },
  };
}

/** Mulberry32 by Tommy Ettinger, public domain: 32 bits of state, numbers from 0 to below 1. */
function mulberry32(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
