import { expect, test } from 'vitest';
import { MOVED_AT_MOST, OPEN_WIDTH, SMALLEST } from '../../src/access/disclosure.ts';
import { createRandom } from '../../src/demo/random.ts';
import { createBrokenDown } from './broken-down.ts';
import { createPublication, infer, type Publication, publish } from './publication.ts';

const PUBLICATIONS = 1000;
/** Of each number of breakdowns. */
const BROKEN_DOWN = Number(process.env.INFERENCE_PUBLICATIONS ?? 1000);

interface Found {
  withheld: number;
  recovered: number;
  narrowed: number;
  least: number;
  wrong: number;
}

interface Lattice {
  readonly publications?: number;
  readonly create?: (random: () => number) => Publication;
}

function attack(
  told: (publication: Publication, random: () => number) => readonly (number | null)[],
  moved: number,
  { publications = PUBLICATIONS, create = createPublication }: Lattice = {},
): Found {
  const found: Found = { withheld: 0, recovered: 0, narrowed: 0, least: Number.POSITIVE_INFINITY, wrong: 0 };
  for (let seed = 1; seed <= publications; seed++) {
    const { int } = createRandom(seed);
    const random = () => int(0, 999_999) / 1_000_000;
    const publication = create(random);
    const { low, high } = infer(told(publication, random), publication.sums, moved);
    publication.counts.forEach((count, at) => {
      const [from = 0, to = 0] = [low[at], high[at]];
      if (count < from || count > to) found.wrong++;
      if (count >= SMALLEST) return;
      found.withheld++;
      found.least = Math.min(found.least, to - from);
      if (to - from < 1) found.recovered++;
      if (to - from < OPEN_WIDTH) found.narrowed++;
    });
  }
  return found;
}

test('nothing withheld is recovered from all sums of a thousand publications', { timeout: 120_000 }, () => {
  const { withheld, recovered, narrowed, least, wrong } = attack(publish, MOVED_AT_MOST);
  expect({ recovered, narrowed, wrong, least }).toEqual({ recovered: 0, narrowed: 0, wrong: 0, least: OPEN_WIDTH });
  expect(withheld).toBeGreaterThan(100_000);
});

test('the attack works: counts that are only rounded give withheld ones away', { timeout: 120_000 }, () => {
  const rounded = ({ counts }: Publication) =>
    counts.map((count) => (count < SMALLEST ? null : Math.round(count / 5) * 5));
  expect(attack(rounded, 0).recovered).toBeGreaterThan(0);
});

// Each breakdown adds up to the same total, so that bounds from several are cut with each other. Of one withheld count in
// some thousands fewer numbers stay open then than rounding leaves, of the least two; none is known. What is known of one is
// what can be proved: every bound that follows from any sum has been followed to its end.
test.each([1, 2, 3])('nothing withheld is recovered from %i breakdowns at once', { timeout: 600_000 }, (columns) => {
  const { withheld, recovered, narrowed, least, wrong } = attack(publish, MOVED_AT_MOST, {
    publications: BROKEN_DOWN,
    create: (random) => createBrokenDown(random, columns),
  });
  expect({ recovered, wrong }).toEqual({ recovered: 0, wrong: 0 });
  expect(least).toBeGreaterThanOrEqual(1);
  expect(narrowed / withheld).toBeLessThan(1 / 1000);
  expect(withheld).toBeGreaterThan(BROKEN_DOWN * 100);
  console.log(`${columns} breakdowns: ${withheld} withheld, ${narrowed} narrowed, at least ${least + 1} numbers open`);
});
