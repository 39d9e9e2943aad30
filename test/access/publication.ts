import { disclose, type Partition, SMALLEST, WITHHELD } from '../../src/access/disclosure.ts';

/** Every count that a key can ask of one measure, and all ways in which one is the sum of others. */
export interface Publication {
  readonly counts: readonly number[];
  /** For each count the sets of others that add up to it. */
  readonly sums: readonly (readonly (readonly number[])[])[];
}

/** Months from and to: the year, its halves, quarters and months. */
export const SPANS = [[0, 12], ...steps(6), ...steps(3), ...steps(1)] as const;

function steps(length: number): (readonly [number, number])[] {
  return Array.from({ length: 12 / length }, (_, at) => [at * length, (at + 1) * length] as const);
}

/** A region of counties and townships over a year of months by the words of a breakdown, around a mean a month. */
export function createPublication(random: () => number): Publication {
  const below: number[][] = [[]];
  const add = (parent: number): number => {
    below[parent]?.push(below.length);
    return below.push([]) - 1;
  };
  for (let county = upTo(4); county > 0; county--) {
    const id = add(0);
    for (let township = upTo(4); township > 0; township--) add(id);
  }
  const words = 1 + upTo(2);
  const mean = [0.3, 1, 2, 4, 8, 15][upTo(6) - 1] ?? 1;
  const cells = below.map((parts) =>
    parts.length > 0
      ? []
      : Array.from({ length: 12 }, () => Array.from({ length: words }, () => draw((mean / words) * 2 * random()))),
  );
  const countOf = (region: number, [from, to]: readonly [number, number], word: number): number => {
    const parts = below[region] ?? [];
    if (parts.length > 0) return total(parts.map((part) => countOf(part, [from, to], word)));
    return total(
      (cells[region] ?? []).slice(from, to).map((month) => (word === 0 ? total(month) : (month[word - 1] ?? 0))),
    );
  };
  const id = (region: number, span: number, word: number) => (region * SPANS.length + span) * (words + 1) + word;
  const keys = below.flatMap((_, region) =>
    SPANS.flatMap((_span, span) => Array.from({ length: words + 1 }, (_word, word) => ({ region, span, word }))),
  );
  return {
    counts: keys.map(({ region, span, word }) => countOf(region, SPANS[span] ?? [0, 0], word)),
    sums: keys.map(({ region, span, word }) =>
      [
        ...partsOfSpan(span).map((parts) => parts.map((part) => id(region, part, word))),
        (below[region] ?? []).map((part) => id(part, span, word)),
        word > 0 ? [] : Array.from({ length: words }, (_, at) => id(region, span, at + 1)),
      ].filter(({ length }) => length > 0),
    ),
  };

  function upTo(most: number): number {
    return 1 + Math.floor(random() * most);
  }
  /** Poisson. */
  function draw(expected: number): number {
    let count = 0;
    for (let product = random(); product > Math.exp(-expected); product *= random()) count++;
    return count;
  }
}

const total = (numbers: readonly number[]): number => numbers.reduce((sum, one) => sum + one, 0);

/** The ways in which a span is cut into others. */
export function partsOfSpan(span: number): number[][] {
  const [from, to] = SPANS[span] ?? [0, 0];
  return [6, 3, 1]
    .filter((length) => length < to - from)
    .map((length) => [...SPANS.keys()].filter((at) => within(at, from, to) && lengthOf(at) === length));
}

const within = (at: number, from: number, to: number) => (SPANS[at]?.[0] ?? 0) >= from && (SPANS[at]?.[1] ?? 0) <= to;
const lengthOf = (at: number) => (SPANS[at]?.[1] ?? 0) - (SPANS[at]?.[0] ?? 0);

/** What a restricted key is told of it; null is withheld. */
export function publish({ counts, sums }: Publication, random: () => number): readonly (number | null)[] {
  return counts.map((count, at) => {
    const partitions = (sums[at] ?? []).map((parts): Partition => parts.map((part) => counts[part] ?? 0));
    const up = random() < 0.5;
    const shown = disclose(count, partitions, () => up);
    return shown === WITHHELD ? null : shown;
  });
}

/** From what to what each count can be, by all sums, as far as they lead. `moved`: by how much a count with parts can be off more. */
export function infer(shown: readonly (number | null)[], sums: Publication['sums'], moved: number) {
  const error = (at: number) => 2 + ((sums[at]?.length ?? 0) > 0 ? moved : 0);
  const low = shown.map((one, at) => (one === null ? 0 : Math.max(SMALLEST, one - error(at))));
  const high = shown.map((one, at) => (one === null ? SMALLEST - 1 : one + error(at)));
  let again = true;
  const raise = (at: number, to: number) => {
    if (to > (low[at] ?? 0)) {
      low[at] = to;
      again = true;
    }
  };
  const lower = (at: number, to: number) => {
    if (to < (high[at] ?? 0)) {
      high[at] = to;
      again = true;
    }
  };
  while (again) {
    again = false;
    sums.forEach((ways, at) => {
      for (const parts of ways) {
        const least = total(parts.map((part) => low[part] ?? 0));
        const most = total(parts.map((part) => high[part] ?? 0));
        raise(at, least);
        lower(at, most);
        for (const part of parts) {
          raise(part, (low[at] ?? 0) - (most - (high[part] ?? 0)));
          lower(part, (high[at] ?? 0) - (least - (low[part] ?? 0)));
        }
      }
    });
  }
  return { low, high };
}
