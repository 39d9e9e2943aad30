import { batchesOf, type CaseYear } from './case-years.ts';
import type { CaseBatch, CaseStory } from './cases.ts';
import { PRINTED_CASES } from './printed-cases.ts';
import { createRandom, type Random } from './random.ts';
import { SANMING, sizeOf, type Unit } from './units.ts';

const YEARS = [2020, 2021, 2022] as const;

/** Units of county level of any city; those of which something is printed have a story of their own. */
export function caseStories(seed: number, units: readonly Unit[]): readonly CaseStory[] {
  const random = createRandom(seed);
  return units.map((unit) => {
    const drawn = YEARS.flatMap((year) => batchesOf(year, drawYear(year, unit, random)));
    const own = PRINTED_CASES[unit.code];
    const batches = own === undefined ? drawn.filter((batch) => !isToldElsewhere(unit.code, batch)) : own(drawn);
    return { name: `DEMO-${unit.code.slice(0, 9)}-C`, places: unit.villages, batches };
  });
}

/** Calls and frauds rise and fall with the size of a place; every place gets a little better with the years. */
function drawYear(year: number, unit: Unit, random: Random): CaseYear {
  const { code } = unit;
  const since = year - 2020;
  const size = sizeOf(unit);
  const part = (share: number) => Math.max(1, Math.round(size * share * (random.int(88, 112) / 100)));
  const minor = part(0.3);
  const fast = Math.round(minor * (0.37 + 0.07 * since + random.int(0, 12) / 100));
  const slow = Math.round(minor * 0.14);
  const telecom = part(0.26 - 0.02 * since);
  const [major, other] = [Math.max(2, part(0.05)), part(0.2)];
  const caught = Math.round(telecom * (0.22 + 0.03 * since));
  const best = AHEAD_IN_2021.has(code) && year === 2021;
  return {
    calls: part(0.9 - 0.06 * since),
    telecomCalls: part(code === QUIETER && year > 2020 ? 0.11 : 0.2 - 0.015 * since),
    publicOrder: part(0.34),
    minor: best ? { fast: minor, slow: 0, open: 0 } : { fast, slow, open: minor - fast - slow },
    ...(AHEAD_IN_2021.has(code) && year === 2020 ? { overNewYear: Math.ceil(size * 0.3 * 0.12) } : {}),
    telecom: { cleared: caught, open: telecom - caught },
    major: { cleared: major, open: random.chance(0.3) ? 1 : 0 },
    other: { cleared: Math.round(other * 0.84), open: other - Math.round(other * 0.84) },
  };
}

/** The minor cases of 三明 in 2021 are those of the city as a whole. */
function isToldElsewhere(code: string, { minor, opened: [first] }: CaseBatch): boolean {
  return minor === true && code.startsWith(SANMING.slice(0, 4)) && first.startsWith('2021');
}

/** Printed: the zone is third of the city in 小案快侦率, and second in the fall of telecom-fraud calls. */
const AHEAD_IN_2021: ReadonlySet<string> = new Set(['350502000000', '350581000000']);
const QUIETER = '350525000000';
