import { patrols } from '../datasets/patrols.ts';
import { emptyRecord, type FileRecord } from './empty-record.ts';
import { fitSum } from './fit-sum.ts';
import { createRandom, type Random } from './random.ts';
import { type Days, drawDay, drawTime, later } from './seasons.ts';
import { HAICANG, type Unit } from './units.ts';

export type PatrolRecord = FileRecord<typeof patrols.columns>;

const EVENTS = ['rescues', 'fires', 'disputes', 'suspects', 'clues', 'assistedCases'] as const;
type Events = Readonly<Record<(typeof EVENTS)[number], number>>;

/** Shifts of a span, and what they add up to. */
interface Duty {
  readonly days: Days;
  readonly shifts: number;
  readonly events: Events;
}

const SHIFTS_A_MONTH = 4;
/** Printed since January 2022. */
const HAICANG_DUTY: Duty = {
  days: ['2022-01-01', '2023-01-31'],
  shifts: 520,
  events: { rescues: 180, fires: 360, disputes: 407, suspects: 4, clues: 13, assistedCases: 5 },
};

export function generatePatrols(seed: number, units: readonly Unit[]): PatrolRecord[] {
  const random = createRandom(seed);
  return units.flatMap((unit) => {
    const name = `DEMO-${unit.code.slice(0, 6)}-`;
    return dutiesOf(unit, random).flatMap((duty, part) => shiftsOf(duty, `${name}X${part + 1}-`, name, unit, random));
  });
}

function dutiesOf({ code }: Unit, random: Random): readonly Duty[] {
  const shifts = 12 * SHIFTS_A_MONTH;
  const year = (of: number): Duty => ({
    days: [`${of}-01-01`, `${of}-12-31`],
    shifts,
    events: {
      rescues: random.int(6, 24),
      fires: random.int(4, 20),
      disputes: random.int(20, 60),
      suspects: random.int(0, 4),
      clues: random.int(1, 9),
      assistedCases: random.int(0, 3),
    },
  });
  return code === HAICANG ? [year(2021), HAICANG_DUTY] : [year(2021), year(2022)];
}

function shiftsOf({ days, shifts, events }: Duty, name: string, team: string, { villages }: Unit, random: Random) {
  const none = new Array<number>(shifts).fill(0);
  const sums = EVENTS.map((event) => [event, fitSum(none, events[event], 0, random)] as const);
  return none.map((_, at): PatrolRecord => {
    const startedAt = drawTime(random, drawDay(random, days), 20);
    return {
      ...emptyRecord(patrols.columns),
      serial: `${name}${at + 1}`,
      team: `${team}${random.int(1, 40)}`,
      region: random.pick(villages),
      startedAt,
      endedAt: later(startedAt, random.int(2, 8) * 1800),
      members: String(random.int(3, 12)),
      vehicles: String(random.int(0, 3)),
      premises: String(random.int(0, 12)),
      hazards: String(random.chance(0.3) ? random.int(1, 3) : 0),
      ...Object.fromEntries(sums.map(([event, counts]) => [event, String(counts[at] ?? 0)])),
    };
  });
}
