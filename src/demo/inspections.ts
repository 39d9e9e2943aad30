import { inspections } from '../datasets/inspections.ts';
import { emptyRecord, type FileRecord } from './empty-record.ts';
import { createRandom } from './random.ts';
import { CAMPAIGN, drawDay, yearDays } from './seasons.ts';
import { sizeOf, type Unit } from './units.ts';

export type InspectionRecord = FileRecord<typeof inspections.columns>;

const FIELDS = {
  消防: 30,
  工贸企业: 22,
  出租房: 16,
  食品药品: 12,
  危险化学品: 6,
  建筑施工: 8,
  校园周边: 6,
} as const;
const CAMPAIGNS = ['守护平安', '安全生产百日攻坚', '夏季治安整治', '岁末隐患清零'] as const;

export function generateInspections(seed: number, units: readonly Unit[]): InspectionRecord[] {
  const random = createRandom(seed);
  return units.flatMap((unit) => {
    const { code, villages } = unit;
    const size = sizeOf(unit);
    return [2020, 2021, 2022].flatMap((year) =>
      Array.from({ length: Math.round(size * 0.32) }, (_, at): InspectionRecord => {
        const premises = random.int(3, 40);
        const hazards = Math.round(premises * (random.int(20, 160) / 100));
        const rectified = Math.round(hazards * Math.min(1, random.int(86, 104) / 100 + 0.015 * (year - 2020)));
        return {
          ...emptyRecord(inspections.columns),
          serial: `DEMO-${code.slice(0, 9)}-J${year}-${at + 1}`,
          campaign: random.chance(0.6) ? random.pick(CAMPAIGNS) : '',
          kind: random.weighted(FIELDS),
          region: random.pick(villages),
          inspectedOn: drawDay(random, yearDays(year), CAMPAIGN),
          personTimes: String(random.int(2, 5) * random.int(1, 6)),
          premises: String(premises),
          hazards: String(hazards),
          rectified: String(rectified),
          penalties: String(random.chance(0.12) ? random.int(1, 3) : 0),
        };
      }),
    );
  });
}
