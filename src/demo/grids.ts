import { grids } from '../datasets/grids.ts';
import { addDays } from '../kernel/day.ts';
import { emptyRecord, type FileRecord } from './empty-record.ts';
import { fitSum } from './fit-sum.ts';
import { createRandom, type Random } from './random.ts';
import { JIANNING, SANMING, TAIZHOU, type Unit, ZONE } from './units.ts';

export type GridRecord = FileRecord<typeof grids.columns>;

/** The grids of one place and their staff, all in force from the same day on. */
interface Division {
  readonly grids: number;
  readonly staff: number;
  readonly fullTime: number;
  readonly from: string;
  /** Percent of the grids that meet the standard. */
  readonly standard: number;
}

/** Printed: 三明 4140 grids with 5034 staff, of which 建宁 388; 台州 6917, all up to standard; 210 full-time staff in the zone. */
const PRINTED: Readonly<Record<string, Division>> = {
  [SANMING]: { grids: 4140 - 388, staff: 5034 - 471, fullTime: 1480, from: '2019-03-01', standard: 91 },
  [JIANNING]: { grids: 388, staff: 471, fullTime: 132, from: '2019-03-01', standard: 94 },
  [TAIZHOU]: { grids: 6917, staff: 11_206, fullTime: 7_480, from: '2017-06-01', standard: 100 },
  [ZONE]: { grids: 236, staff: 318, fullTime: 210, from: '2020-08-01', standard: 96 },
};

/** @param units villages only, each with at least one grid */
export function generateGrids(seed: number, units: readonly Unit[]): GridRecord[] {
  const random = createRandom(seed);
  return units.flatMap(({ code, villages }) => {
    const own = villages.filter((village) => !village.endsWith('000'));
    const { grids: count, staff, fullTime, from, standard } = PRINTED[code] ?? drawn(own.length, random);
    const ones = new Array<number>(count).fill(1);
    const people = fitSum(ones, Math.max(count, staff), 1, random);
    const full = atMost(people, fullTime, random);
    return people.map((members, at): GridRecord => {
      const village = own[at % own.length] ?? code;
      const number = Math.floor(at / own.length) + 1;
      const households = random.int(150, 420);
      return {
        ...emptyRecord(grids.columns),
        code: `${village}${String(number).padStart(3, '0')}`,
        name: `第${number}网格`,
        village,
        kind: grids.columns.kind.choices[random.chance(0.93) ? 'general' : 'exclusive'].label.zh,
        households: String(households),
        population: String(Math.round(households * 3.05)),
        staff: String(members),
        fullTimeStaff: String(full[at] ?? 0),
        standardMet: random.int(1, 100) <= standard ? '是' : '否',
        validFrom: addDays(from, random.int(0, 300)),
      };
    });
  });
}

function drawn(villages: number, random: Random): Division {
  const count = Math.round(villages * 1.15);
  const staff = Math.round(count * (random.int(112, 150) / 100));
  return {
    grids: count,
    staff,
    fullTime: Math.round(staff * (random.int(25, 60) / 100)),
    from: '2019-01-01',
    standard: random.int(82, 98),
  };
}

/** Whole numbers that add up to `sum`, none above its limit. */
function atMost(limits: readonly number[], sum: number, random: Random): readonly number[] {
  const values = limits.map(() => 0);
  let left = sum;
  while (left > 0) {
    const at = random.int(0, limits.length - 1);
    const value = values[at] ?? 0;
    if (value >= (limits[at] ?? 0)) continue;
    values[at] = value + 1;
    left -= 1;
  }
  return values;
}
