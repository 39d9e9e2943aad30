import { createRandom } from './random.ts';
import type { Muster } from './teams.ts';
import { HAICANG, SANMING, type Unit } from './units.ts';

const FULL_TIME = { full_time: 1 } as const;
const MIXED = { full_time: 62, militia: 16, volunteer: 18, armed: 4 } as const;

const STEADY_FROM = '2021-08-31';

/** Printed: 海沧 48 full-time teams with 469 members; 三明 398 with 9211, its 12 armed groups apart. */
export function musters(seed: number, units: readonly Unit[]): readonly Muster[] {
  const random = createRandom(seed);
  return units.map(({ code, villages }): Muster => {
    const name = `DEMO-${code.slice(0, 6)}-`;
    const printed = { name, villages, kinds: FULL_TIME, steadyFrom: STEADY_FROM };
    if (code === HAICANG) return { ...printed, teams: 48, members: 469, dissolved: 3 };
    if (code === SANMING) return { ...printed, teams: 398, members: 9211, dissolved: 21 };
    const teams = Math.max(3, Math.round((villages.length * random.int(25, 60)) / 100));
    return {
      ...printed,
      kinds: MIXED,
      teams,
      members: teams * random.int(9, 24) + random.int(0, teams),
      dissolved: random.int(0, 4),
    };
  });
}
