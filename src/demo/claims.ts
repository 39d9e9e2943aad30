import { claims } from '../datasets/claims.ts';
import { addDays, type Day } from '../kernel/day.ts';
import { emptyRecord, type FileRecord } from './empty-record.ts';
import { createRandom, type Random } from './random.ts';
import { drawDay, STORM } from './seasons.ts';
import { HAICANG, type Unit, ZONE } from './units.ts';

type Columns = typeof claims.columns;
export type ClaimRecord = FileRecord<Columns>;

/** Claims of one year: so many paid, with this sum in cents. */
export interface ClaimYear {
  readonly year: number;
  readonly paid: number;
  readonly cents: number;
  readonly refused: number;
  readonly open?: number;
}

const PERILS: Readonly<Record<keyof Columns['peril']['choices'], number>> = {
  盗抢: 34,
  意外伤亡: 22,
  火灾: 16,
  自然灾害: 18,
  精神障碍患者伤人: 3,
  见义勇为: 2,
  其他: 5,
};

/** Printed of the zone: 2705 reported from 2018 to 2021 and all settled, 389.06万 paid, in 2021 of it 79.06万 for 296 claims. */
const ZONE_YEARS: readonly ClaimYear[] = [
  { year: 2018, paid: 724, cents: 96_240_000, refused: 38 },
  { year: 2019, paid: 801, cents: 104_310_000, refused: 41 },
  { year: 2020, paid: 752, cents: 109_450_000, refused: 37 },
  { year: 2021, paid: 296, cents: 79_060_000, refused: 16 },
  { year: 2022, paid: 318, cents: 81_730_000, refused: 14, open: 6 },
];
/** Printed of 海沧 from 2018 to 2022: 765 claims paid, 800多万 yuan. */
const HAICANG_YEARS: readonly ClaimYear[] = [
  { year: 2018, paid: 118, cents: 118_300_000, refused: 9 },
  { year: 2019, paid: 142, cents: 151_600_000, refused: 11 },
  { year: 2020, paid: 151, cents: 163_900_000, refused: 10 },
  { year: 2021, paid: 169, cents: 187_200_000, refused: 12 },
  { year: 2022, paid: 185, cents: 214_500_000, refused: 13, open: 9 },
];

export function generateClaims(seed: number, units: readonly Unit[]): ClaimRecord[] {
  const random = createRandom(seed);
  return units.flatMap((unit) =>
    yearsOf(unit, random).flatMap((plan) => {
      const weights = Array.from({ length: plan.paid }, () => random.int(4, 60) * random.int(1, 9));
      const total = weights.reduce((sum, weight) => sum + weight, 0);
      let left = plan.cents;
      const sums = weights.map((weight, at) => {
        const cents = at === weights.length - 1 ? left : Math.floor((plan.cents * weight) / total / 1_000) * 1_000;
        left -= cents;
        return cents;
      });
      const fates = [
        ...sums,
        ...new Array<'refused'>(plan.refused).fill('refused'),
        ...new Array<'open'>(plan.open ?? 0).fill('open'),
      ];
      return fates.map((fate, at) =>
        claimOf(fate, plan.year, `DEMO-${unit.code.slice(0, 9)}-P${plan.year}-${at + 1}`, unit, random),
      );
    }),
  );
}

function yearsOf({ code, villages }: Unit, random: Random): readonly ClaimYear[] {
  if (code === ZONE) return ZONE_YEARS;
  if (code === HAICANG) return HAICANG_YEARS;
  return [2020, 2021, 2022].map((year): ClaimYear => {
    const paid = Math.max(8, Math.round(Math.min(260, villages.length) * 0.22 * (random.int(85, 115) / 100)));
    return {
      year,
      paid,
      cents: paid * random.int(90, 210) * 1_000,
      refused: random.int(1, 5),
      open: year === 2022 ? 3 : 0,
    };
  });
}

/** Reported, settled and paid within one year, so that the sums of a year are its own. */
function claimOf(fate: number | 'refused' | 'open', year: number, number: string, unit: Unit, random: Random) {
  const { columns } = claims;
  const last: Day = fate === 'open' ? `${year}-12-31` : `${year}-11-15`;
  const reportedOn = drawDay(random, [fate === 'open' ? `${year}-11-01` : `${year}-01-01`, last], STORM);
  const closedOn = addDays(reportedOn, random.int(3, 38));
  const status =
    fate === 'open' ? 'open' : fate === 'refused' ? (random.chance(0.5) ? 'rejected' : 'withdrawn') : 'paid';
  const record: ClaimRecord = {
    ...emptyRecord(columns),
    number,
    region: random.pick(unit.villages),
    peril: columns.peril.choices[random.weighted(PERILS)].label.zh,
    reportedOn,
    closedOn: fate === 'open' ? '' : closedOn,
    paidOn: typeof fate === 'number' ? addDays(closedOn, random.int(0, 7)) : '',
    claimed:
      typeof fate === 'number' ? ((fate * random.int(100, 140)) / 10_000).toFixed(2) : String(random.int(3, 90) * 100),
    paid: typeof fate === 'number' ? (fate / 100).toFixed(2) : '',
    status: columns.status.choices[status].label.zh,
  };
  return record;
}
