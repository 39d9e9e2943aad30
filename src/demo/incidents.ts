import { incidents } from '../datasets/incidents.ts';
import { emptyRecord, type FileRecord } from './empty-record.ts';
import { fitSum } from './fit-sum.ts';
import { createRandom, type Random } from './random.ts';
import { drawDay, drawTime, FIRE, type Season, STORM, STREET, yearDays } from './seasons.ts';
import { sizeOf, type Unit } from './units.ts';

type Columns = typeof incidents.columns;
type Kind = keyof Columns['kind']['choices'];

export type IncidentRecord = FileRecord<Columns>;

/** So many accidents of a kind in a year, with so many deaths in all. */
export interface IncidentYear {
  readonly year: number;
  readonly kind: Kind;
  readonly count: number;
  readonly deaths: number;
}

const SEASONS: Readonly<Record<Kind, Season>> = {
  production: STORM,
  fire: FIRE,
  fishery: STORM,
  road: STREET,
  chemical: STREET,
  other: STREET,
};

/** Printed of 2019 against 2018: 41 to 20, deaths 27 to 14; fires 350 to 270, 8 to 1; fishery 8 to 5, 10 to 9; road deaths 111 to 87; no death with chemicals. */
export const taizhouYears: readonly IncidentYear[] = [
  { year: 2018, kind: 'production', count: 41, deaths: 27 },
  { year: 2018, kind: 'fire', count: 350, deaths: 8 },
  { year: 2018, kind: 'fishery', count: 8, deaths: 10 },
  { year: 2018, kind: 'road', count: 402, deaths: 111 },
  { year: 2018, kind: 'chemical', count: 4, deaths: 1 },
  { year: 2019, kind: 'production', count: 20, deaths: 14 },
  { year: 2019, kind: 'fire', count: 270, deaths: 1 },
  { year: 2019, kind: 'fishery', count: 5, deaths: 9 },
  { year: 2019, kind: 'road', count: 334, deaths: 87 },
  { year: 2019, kind: 'chemical', count: 2, deaths: 0 },
];

export function drawIncidentYears(random: Random, unit: Unit): readonly IncidentYear[] {
  const size = sizeOf(unit);
  const part = (share: number) => Math.max(1, Math.round(size * share * (random.int(80, 120) / 100)));
  return [2020, 2021, 2022].flatMap((year): readonly IncidentYear[] => {
    const less = 1 - 0.06 * (year - 2020);
    return [
      { year, kind: 'production', count: part(0.03 * less), deaths: random.int(0, 3) },
      { year, kind: 'fire', count: part(0.2 * less), deaths: random.int(0, 2) },
      { year, kind: 'road', count: part(0.26 * less), deaths: random.int(2, 9) },
      { year, kind: 'other', count: part(0.02), deaths: 0 },
    ];
  });
}

export function generateIncidents(
  seed: number,
  units: readonly Unit[],
  yearsOf: (random: Random, unit: Unit) => readonly IncidentYear[],
): IncidentRecord[] {
  const random = createRandom(seed);
  return units.flatMap((unit) =>
    yearsOf(random, unit).flatMap((plan) => {
      const deaths = fitSum(new Array<number>(plan.count).fill(0), plan.deaths, 0, random);
      return deaths.map((dead, at) =>
        incidentOf(plan, dead, `DEMO-${unit.code.slice(0, 6)}-${plan.kind}-${plan.year}-${at + 1}`, unit, random),
      );
    }),
  );
}

function incidentOf(
  { year, kind }: IncidentYear,
  deaths: number,
  serial: string,
  { villages }: Unit,
  random: Random,
): IncidentRecord {
  const { columns } = incidents;
  return {
    ...emptyRecord(columns),
    serial,
    kind: columns.kind.choices[kind].label.zh,
    region: random.pick(villages),
    occurredAt: drawTime(random, drawDay(random, yearDays(year), SEASONS[kind])),
    deaths: String(deaths),
    injuries: String(random.chance(0.3) ? random.int(1, 3) : 0),
    loss: random.chance(0.7) ? String(random.int(2, 400) * 500) : '',
  };
}
