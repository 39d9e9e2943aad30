import { WITHHELD, type Withheld } from '../../access/disclosure.ts';
import type { ChoiceColumn } from '../../datasets/columns.ts';
import { type Exact, plus, ZERO } from '../../kernel/exact.ts';

/** Where the words of a column stand in its tree; in a plain list all are at the top. */
export interface WordTree {
  /** From the top word down to the word itself; a word that the column does not have stands alone. */
  readonly path: (word: string) => readonly string[];
  readonly hasParts: (word: string) => boolean;
}

export function wordTree({ tree = {} }: Pick<ChoiceColumn, 'tree'>): WordTree {
  const above = new Map(
    Object.entries(tree).flatMap(([word, parts = []]) => parts.map((part) => [part, word] as const)),
  );
  const path = (word: string): readonly string[] => {
    const parent = above.get(word);
    return parent === undefined ? [word] : [...path(parent), word];
  };
  return { path, hasParts: (word) => (tree[word]?.length ?? 0) > 0 };
}

/**
 * Sums by the words of one level, 1 at the top: a word takes in all below it, and what was recorded under a word above
 * the level stays with that word. They add up to the same whole; a word with a withheld part is withheld.
 */
export function atLevel(
  sums: ReadonlyMap<string, Exact | Withheld>,
  { path }: WordTree,
  level: number,
): ReadonlyMap<string, Exact | Withheld> {
  const rolled = new Map<string, Exact | Withheld>();
  for (const [word, sum] of sums) {
    const steps = path(word);
    const kept = steps[Math.min(level, steps.length) - 1] ?? word;
    const known = rolled.get(kept) ?? ZERO;
    rolled.set(kept, known === WITHHELD || sum === WITHHELD ? WITHHELD : plus(known, sum));
  }
  return rolled;
}
