import type { Batch, Story } from './disputes.ts';
import { createRandom, type Random } from './random.ts';
import type { Days } from './seasons.ts';
import { ANHAI, QUANZHOU, type Unit, ZONE } from './units.ts';

const CHANNELS = { grid: 46, police: 22, walk_in: 14, court: 6, hotline: 5, petition: 3, procuratorate: 2, circuit: 2 };

const year = (of: number): Days => [`${of}-01-01`, `${of}-12-31`];
const autumn = (of: number): Days => [`${of}-11-01`, `${of}-12-31`];
const spring = (of: number): Days => [`${of}-01-01`, `${of}-03-20`];

interface Fates {
  /** Found and resolved within the year. */
  readonly settled: number;
  /** Found late in the year, resolved in the next. */
  readonly carried: number;
  readonly failed: number;
  readonly withdrawn: number;
  readonly pending?: number;
}

function batchesOf(of: number, { settled, carried, failed, withdrawn, pending = 0 }: Fates): readonly Batch[] {
  return [
    { count: settled, outcome: 'resolved', opened: year(of), closed: year(of) },
    { count: carried, outcome: 'resolved', opened: autumn(of), closed: spring(of + 1) },
    { count: failed, outcome: 'failed', opened: year(of), closed: year(of) },
    { count: withdrawn, outcome: 'withdrawn', opened: year(of), closed: year(of) },
    { count: pending, outcome: 'pending', opened: autumn(of) },
  ];
}

/** The counties of a city, 2020 to 2022. Printed of the zone in 2021: 1327 found (1283 + 24 + 14 + 6), 1304 resolved (1283 + 21). */
export function cityStories(seed: number, units: readonly Unit[]): readonly Story[] {
  const random = createRandom(seed);
  return units.flatMap(({ code, villages }): readonly Story[] => {
    const name = `DEMO-${code.slice(0, 9)}-`;
    if (code === ZONE) return [{ ...ordinary, name, places: villages, batches: zoneBatches }];
    if (code === ANHAI) return [anhaiStory(name, villages)];
    const batches = [2020, 2021, 2022].flatMap((of) =>
      batchesOf(of, drawFates(of, code.startsWith(TOLD) ? villages.length : villages.length * 0.2, random)),
    );
    return [{ ...ordinary, name, places: villages, batches }];
  });
}

/** Cities of which disputes are printed have more of them. */
const TOLD = QUANZHOU.slice(0, 4);

const ordinary = { channels: CHANNELS, prevented: 0.03 } as const;

const zoneBatches: readonly Batch[] = [
  ...batchesOf(2020, { settled: 1104, carried: 21, failed: 19, withdrawn: 5 }),
  ...batchesOf(2021, { settled: 1283, carried: 24, failed: 14, withdrawn: 6 }),
  ...batchesOf(2022, { settled: 1352, carried: 0, failed: 20, withdrawn: 8, pending: 26 }),
];

/** Printed: "2021年以来" 1102 accepted, 2208 parties, 768万余元, nothing that escalated. */
function anhaiStory(name: string, villages: readonly string[]): Story {
  const reported: Days = ['2021-01-01', '2022-06-30'];
  const batch = (count: number, opened: Days): Batch => ({ count, outcome: 'resolved', opened, closed: opened });
  return {
    ...ordinary,
    name,
    places: villages,
    untroubled: true,
    sums: { accepted: reported, parties: 2208, amount: 768_432_000 },
    batches: [
      batch(633, year(2020)),
      batch(724, year(2021)),
      { count: 9, outcome: 'withdrawn', opened: year(2021), closed: year(2021) },
      batch(369, ['2022-01-01', '2022-06-30']),
      batch(352, ['2022-07-01', '2022-12-31']),
    ],
  };
}

function drawFates(of: number, villages: number, random: Random): Fates {
  const found = Math.round(villages * (1.1 + 0.08 * (of - 2020) + random.int(0, 50) / 100)) + 20;
  const carried = Math.round(found * (random.int(8, 22) / 1000));
  const failed = Math.round(found * (random.int(8, 45) / 1000));
  const withdrawn = Math.round(found * (random.int(2, 9) / 1000));
  const settled = found - carried - failed - withdrawn;
  return of === 2022
    ? { settled, carried: 0, failed, withdrawn, pending: carried }
    : { settled, carried, failed, withdrawn };
}

const TO_SEPTEMBER: Days = ['2021-01-01', '2021-09-30'];
const FROM_OCTOBER: Days = ['2021-10-01', '2021-12-31'];

/**
 * The mediation rooms of 三明's police stations, 2020 and 2021. Printed of January to September 2021: 17331 settled
 * (17201 + 130) at 97.6 %, so 17757 ended; 621 escalations prevented.
 */
export function sanmingStories(villages: readonly string[]): readonly Story[] {
  return [
    {
      name: 'DEMO-350400-',
      places: villages,
      channels: { police: 1 },
      prevented: { accepted: TO_SEPTEMBER, count: 621 },
      batches: [
        ...batchesOf(2020, { settled: 9240, carried: 130, failed: 385, withdrawn: 41 }),
        { count: 17_201, outcome: 'resolved', opened: TO_SEPTEMBER, closed: TO_SEPTEMBER },
        { count: 426, outcome: 'failed', opened: TO_SEPTEMBER, closed: TO_SEPTEMBER },
        { count: 61, outcome: 'withdrawn', opened: TO_SEPTEMBER, closed: TO_SEPTEMBER },
        { count: 180, outcome: 'resolved', opened: ['2021-09-10', '2021-09-30'], closed: ['2021-10-01', '2021-11-15'] },
        { count: 3940, outcome: 'resolved', opened: FROM_OCTOBER, closed: FROM_OCTOBER },
        { count: 97, outcome: 'failed', opened: FROM_OCTOBER, closed: FROM_OCTOBER },
        { count: 19, outcome: 'withdrawn', opened: FROM_OCTOBER, closed: FROM_OCTOBER },
        { count: 154, outcome: 'pending', opened: ['2021-11-20', '2021-12-31'] },
      ],
    },
  ];
}
