import { type Publication, partsOfSpan, SPANS } from './publication.ts';

type Span = readonly [number, number];
/** The column of a breakdown and its word; null: all. */
type Word = readonly [column: number, word: number] | null;

/**
 * A region of counties and townships over a year of months, in which every thing counted has a word in each of several
 * columns: the total is the sum of the words of each column, so that one breakdown tells of another. Few words and many
 * of the first one, as in records.
 */
export function createBrokenDown(random: () => number, columns: number): Publication {
  const upTo = (most: number): number => 1 + Math.floor(random() * most);
  const below: number[][] = [[]];
  const add = (parent: number): number => {
    below[parent]?.push(below.length);
    return below.push([]) - 1;
  };
  for (let county = upTo(4); county > 0; county--) {
    const id = add(0);
    for (let township = upTo(4); township > 0; township--) add(id);
  }
  const sizes = Array.from({ length: columns }, () => 1 + upTo(4));
  const mean = [0.3, 1, 2, 4, 8, 15][upTo(6) - 1] ?? 1;
  const thing = () => sizes.map((size) => Math.floor(random() * random() * size));
  const things = below.map((parts) =>
    parts.length > 0
      ? []
      : Array.from({ length: 12 }, () => Array.from({ length: poisson(mean * 2 * random(), random) }, thing)),
  );
  const words: readonly Word[] = [
    null,
    ...sizes.flatMap((size, column) => Array.from({ length: size }, (_, word) => [column, word] as const)),
  ];
  const countOf = (region: number, span: Span, word: Word): number => {
    const parts = below[region] ?? [];
    if (parts.length > 0) return parts.reduce((sum, part) => sum + countOf(part, span, word), 0);
    const counted = (things[region] ?? []).slice(...span).flat();
    return counted.filter((one) => word === null || one[word[0]] === word[1]).length;
  };
  const id = (region: number, span: number, word: number) => (region * SPANS.length + span) * words.length + word;
  const keys = below.flatMap((_, region) =>
    SPANS.flatMap((_span, span) => words.map((_word, word) => ({ region, span, word }))),
  );
  return {
    counts: keys.map(({ region, span, word }) => countOf(region, SPANS[span] ?? [0, 0], words[word] ?? null)),
    sums: keys.map(({ region, span, word }) =>
      [
        ...partsOfSpan(span).map((parts) => parts.map((part) => id(region, part, word))),
        (below[region] ?? []).map((part) => id(part, span, word)),
        ...(word > 0 ? [] : sizes.map((_, column) => wordsOf(column).map((at) => id(region, span, at)))),
      ].filter(({ length }) => length > 0),
    ),
  };

  function wordsOf(column: number): readonly number[] {
    return words.flatMap((word, at) => (word !== null && word[0] === column ? [at] : []));
  }
}

function poisson(expected: number, random: () => number): number {
  let count = 0;
  for (let product = random(); product > Math.exp(-expected); product *= random()) count++;
  return count;
}
