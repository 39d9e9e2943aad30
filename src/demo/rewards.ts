import { rewards } from '../datasets/rewards.ts';
import { addDays } from '../kernel/day.ts';
import { emptyRecord, type FileRecord } from './empty-record.ts';
import { createRandom, type Random } from './random.ts';
import { ANHAI, type Unit, ZONE } from './units.ts';

type Columns = typeof rewards.columns;
export type RewardRecord = FileRecord<Columns>;

const PROGRAMMES = ['medical', 'pension', 'illness'] as const;
/** Printed: the zone paid 2968万 yuan of dividends in the four years to 2021. In cents, by year of payment. */
const ZONE_CENTS: Readonly<Record<number, number>> = {
  2018: 652_000_000,
  2019: 718_000_000,
  2020: 776_000_000,
  2021: 822_000_000,
  2022: 861_000_000,
};
/** Printed: five-star villages of 安海镇 get such a prize for 2019, paid in 2021. */
const PRIZE_YUAN = 142_697;

export function generateRewards(seed: number, units: readonly Unit[]): RewardRecord[] {
  const random = createRandom(seed);
  return units.flatMap((unit) => (unit.code === ZONE ? dividends(unit, random) : prizes(unit, random)));
}

function dividends({ villages }: Unit, random: Random): readonly RewardRecord[] {
  return Object.entries(ZONE_CENTS).flatMap(([year, total]) => {
    const weights = villages.flatMap(() => PROGRAMMES.map(() => random.int(60, 140)));
    const sum = weights.reduce((all, weight) => all + weight, 0);
    let left = total;
    return weights.map((weight, at): RewardRecord => {
      const cents = at === weights.length - 1 ? left : Math.floor((total * weight) / sum);
      left -= cents;
      const programme = PROGRAMMES[at % PROGRAMMES.length] ?? 'medical';
      return rewardOf(
        `DEMO-350599-${year}-${at + 1}`,
        programme,
        cents,
        Number(year),
        villages[Math.floor(at / 3)] ?? '',
        random,
      );
    });
  });
}

function prizes({ code, villages }: Unit, random: Random): readonly RewardRecord[] {
  const count = Math.max(2, Math.round(villages.length * 0.08));
  return [2020, 2021, 2022].flatMap((year) =>
    Array.from({ length: count }, (_, at) => {
      const printed = code === ANHAI && year === 2021 && at === 0;
      const cents = (printed ? PRIZE_YUAN : random.int(20, 160) * 1_000) * 100;
      return rewardOf(
        `DEMO-${code.slice(0, 9)}-R${year}-${at + 1}`,
        'village',
        cents,
        year,
        printed ? code : random.pick(villages),
        random,
      );
    }),
  );
}

function rewardOf(
  serial: string,
  programme: keyof Columns['programme']['choices'],
  cents: number,
  paidIn: number,
  region: string,
  random: Random,
): RewardRecord {
  const assessed = programme === 'village' ? paidIn - 2 : paidIn - 1;
  return {
    ...emptyRecord(rewards.columns),
    serial,
    region,
    programme: rewards.columns.programme.choices[programme].label.zh,
    year: String(assessed),
    paidOn: addDays(`${paidIn}-03-01`, random.int(0, 240)),
    beneficiaries: String(Math.max(1, Math.round(cents / random.int(9_000, 26_000)))),
    amount: (cents / 100).toFixed(2),
  };
}
