import { WITHHELD, type Withheld } from '../../access/disclosure.ts';
import { type Exact, ratio, toNumber } from '../../kernel/exact.ts';
import type { Sums } from '../sources/sum-key.ts';

/** The middle one or two of things in order, of which many have the same number. */
export interface Middle {
  /** What the lower and the upper middle have; the same where there is one. */
  readonly numbers: readonly [lower: number, upper: number];
  /** The place of the lower middle among the things with these numbers, from 1. */
  readonly place: number;
  readonly count: 1 | 2;
}

/**
 * @param counts how many things have each number, by its word: `#days:12`
 * @returns null where there are none
 */
export function middleOf(counts: Sums): Middle | Withheld | null {
  const counted: { readonly number: number; readonly things: number }[] = [];
  for (const [word, things] of counts) {
    if (things === WITHHELD) return WITHHELD;
    counted.push({ number: Number(word.slice(word.indexOf(':') + 1)), things: toNumber(things) });
  }
  counted.sort((a, b) => a.number - b.number);
  const total = counted.reduce((sum, { things }) => sum + things, 0);
  const lowest = Math.ceil(total / 2);
  const count = total % 2 === 0 ? 2 : 1;
  let before = 0;
  for (const [at, { number, things }] of counted.entries()) {
    if (before + things >= lowest) {
      const beyond = lowest + count - 1 > before + things ? counted[at + 1] : undefined;
      return { numbers: [number, beyond?.number ?? number], place: lowest - before, count };
    }
    before += things;
  }
  return null;
}

/** The middle number, or the mean of the middle two. */
export const meanOf = ({ numbers: [lower, upper] }: Middle): Exact => ratio(lower + upper, 2);
