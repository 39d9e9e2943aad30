import { policies } from '../datasets/policies.ts';
import { emptyRecord, type FileRecord } from './empty-record.ts';
import { fitSum } from './fit-sum.ts';
import { createRandom, type Random } from './random.ts';
import { HAICANG, type Unit, ZONE } from './units.ts';

export type PolicyRecord = FileRecord<typeof policies.columns>;

const YEARS = [2018, 2019, 2020, 2021, 2022];
const HOUSEHOLD_YUAN = 20;
const INSURER = '综治保险共保体';

/** Printed of the zone in 2022: 116万 yuan for 5.8万多 households. Of 海沧: 6 perils in 2018, 21 in 2022. */
export function generatePolicies(seed: number, units: readonly Unit[]): PolicyRecord[] {
  const random = createRandom(seed);
  return units.flatMap(({ code, villages }) => {
    const townships = [...new Set(villages.map((village) => `${village.slice(0, 9)}000`))].filter((one) =>
      villages.includes(one),
    );
    return YEARS.flatMap((year) => {
      const households = spread(
        code === ZONE ? 58_000 - 900 * (2022 - year) + 412 : villages.length * (420 + 12 * (year - 2018)),
        townships.length,
        random,
      );
      const total = households.reduce((sum, one) => sum + one, 0);
      const yuan = code === ZONE && year === 2022 ? 1_160_000 : total * HOUSEHOLD_YUAN;
      const premiums = shares(yuan * 100, households);
      return townships.map((region, at): PolicyRecord => {
        const insured = households[at] ?? 0;
        return {
          ...emptyRecord(policies.columns),
          number: `DEMO-${region.slice(0, 9)}-${year}`,
          region,
          insurer: INSURER,
          households: String(insured),
          persons: String(Math.round(insured * 3.1)),
          premium: ((premiums[at] ?? 0) / 100).toFixed(2),
          startsOn: `${year}-01-01`,
          endsOn: `${year}-12-31`,
          perils: String(code === HAICANG ? (HAICANG_PERILS[year] ?? 6) : 6 + 2 * (year - 2018)),
        };
      });
    });
  });
}

const HAICANG_PERILS: Readonly<Record<number, number>> = { 2018: 6, 2019: 9, 2020: 13, 2021: 17, 2022: 21 };

function spread(total: number, parts: number, random: Random): readonly number[] {
  const average = Math.floor(total / parts);
  const drawn = Array.from({ length: parts }, () => Math.round((average * random.int(80, 119)) / 100));
  return scaled(drawn, total, random);
}

function scaled(values: readonly number[], total: number, random: Random): readonly number[] {
  const sum = values.reduce((all, value) => all + value, 0);
  return fitSum(
    values.map((value) => Math.floor((value * total) / sum)),
    total,
    1,
    random,
  );
}

/** Whole cents in proportion to the weights; the last share takes what is left. */
function shares(total: number, weights: readonly number[]): readonly number[] {
  const sum = weights.reduce((all, weight) => all + weight, 0);
  const first = weights.slice(0, -1).map((weight) => Math.floor((total * weight) / sum));
  return [...first, total - first.reduce((all, share) => all + share, 0)];
}
