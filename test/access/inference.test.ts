import { expect, test } from 'vitest';
import { MOVED_AT_MOST, OPEN_WIDTH, SMALLEST } from '../../src/access/disclosure.ts';
import { createRandom } from '../../src/demo/random.ts';
import { createPublication, infer, type Publication, publish } from './publication.ts';

const PUBLICATIONS = 1000;

interface Found {
  withheld: number;
  recovered: number;
  narrowed: number;
  least: number;
  wrong: number;
}

function attack(
  told: (publication: Publication, random: () => number) => readonly (number | null)[],
  moved: number,
): Found {
  const found: Found = { withheld: 0, recovered: 0, narrowed: 0, least: Number.POSITIVE_INFINITY, wrong: 0 };
  for (let seed = 1; seed <= PUBLICATIONS; seed++) {
    const { int } = createRandom(seed);
    const random = () => int(0, 999_999) / 1_000_000;
    const publication = createPublication(random);
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
