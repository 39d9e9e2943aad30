import { patrolTeams } from '../datasets/patrol-teams.ts';
import { addDays, type Day, daysBetween } from '../kernel/day.ts';
import { fitSum } from './fit-sum.ts';
import { createRandom, type Random } from './random.ts';

type Columns = typeof patrolTeams.columns;
type Kind = keyof Columns['kind']['choices'];

/** A record as it would be typed into a file: column by column. */
export type TeamRecord = Readonly<Record<keyof Columns, string>>;

/** The teams of one place: so many in force, with so many members, on every day from `steadyFrom` on. */
export interface Muster {
  readonly name: string;
  readonly villages: readonly string[];
  readonly kinds: Readonly<Partial<Record<Kind, number>>>;
  readonly teams: number;
  readonly members: number;
  /** Dissolved by then, on top of the teams in force. */
  readonly dissolved: number;
  readonly steadyFrom: Day;
}

const FIRST: Day = '2016-03-01';
const NAMES: Readonly<Record<Kind, string>> = {
  armed: '武装巡逻组',
  full_time: '专职巡防队',
  volunteer: '平安志愿队',
  militia: '民兵巡防队',
};

/** Records of all musters. The same seed and musters give the same records. */
export function generateTeams(seed: number, musters: readonly Muster[]): TeamRecord[] {
  const random = createRandom(seed);
  return musters.flatMap((muster) => {
    const villages = spread(muster, random);
    const average = Math.round(muster.members / muster.teams);
    const sizes = fitSum(
      Array.from({ length: muster.teams }, () => Math.max(3, average + random.int(-4, 4))),
      muster.members,
      3,
      random,
    );
    return villages.map((region, index): TeamRecord => {
      const kind = random.weighted(muster.kinds);
      const establishedOn = addDays(FIRST, random.int(0, daysBetween(FIRST, muster.steadyFrom)));
      const lasts = index < muster.teams;
      return {
        code: `${muster.name}${index + 1}`,
        name: `第${index + 1}${NAMES[kind]}`,
        region,
        kind: patrolTeams.columns.kind.choices[kind].label.zh,
        members: String(sizes[index] ?? average),
        establishedOn,
        dissolvedOn: lasts ? '' : addDays(establishedOn, random.int(0, daysBetween(establishedOn, muster.steadyFrom))),
      };
    });
  });
}

/** A place for each team, no village twice before each has one. */
function spread({ villages, teams, dissolved }: Muster, random: Random): readonly string[] {
  const places: string[] = [];
  while (places.length < teams + dissolved) places.push(...random.shuffled(villages));
  return places.slice(0, teams + dissolved);
}
