import { cases } from '../datasets/cases.ts';
import { addDays, type Day, daysBetween } from '../kernel/day.ts';
import { emptyRecord, type FileRecord } from './empty-record.ts';
import { fitSum } from './fit-sum.ts';
import { createRandom, type Random } from './random.ts';
import { type Days, drawDay, drawTime, later, STREET } from './seasons.ts';

type Columns = typeof cases.columns;
export type Category = keyof Columns['category']['choices'];
type Kind = keyof Columns['kind']['choices'];

export type CaseRecord = FileRecord<Columns>;

/** So many cases or calls of one fate. */
export interface CaseBatch {
  readonly count: number;
  readonly kind: Kind;
  readonly categories: Readonly<Partial<Record<Category, number>>>;
  /** When they were reported, and filed unless they are calls. */
  readonly opened: Days;
  /** `fast`: within two days and the days of `opened`; or by the last of these days. Left out: not cleared. */
  readonly cleared?: 'fast' | Days;
  readonly minor?: boolean;
  /** Yuan lost by each, from and to. */
  readonly loss?: readonly [least: number, most: number];
  /** Of the loss, in percent. */
  readonly recovered?: number;
  /** What the batch adds up to as a whole: persons caught, yuan recovered. */
  readonly sums?: { readonly suspects: number; readonly recovered: number };
}

export interface CaseStory {
  /** Starts the serial numbers. */
  readonly name: string;
  readonly places: readonly string[];
  readonly batches: readonly CaseBatch[];
}

interface Crime {
  readonly batch: CaseBatch;
  readonly reported: Day;
  readonly cleared: Day | null;
  readonly suspects: number;
  readonly loss: number | null;
  readonly recovered: number | null;
}

const URGENT = 0.24;
const IN_TIME = 0.94;

/** Records of all stories, in order of report. The same seed and stories give the same records. */
export function generateCases(seed: number, stories: readonly CaseStory[]): CaseRecord[] {
  const random = createRandom(seed);
  return stories.flatMap((story) =>
    story.batches
      .flatMap((batch) => happen(batch, random))
      .sort((a, b) => (a.reported < b.reported ? -1 : a.reported > b.reported ? 1 : 0))
      .map((crime, index) => recordOf(crime, `${story.name}${index + 1}`, story, random)),
  );
}

function happen(batch: CaseBatch, random: Random): readonly Crime[] {
  const { count, loss, recovered = 0, sums } = batch;
  const caught = batch.cleared === undefined ? 0 : 1;
  const suspects = sums === undefined ? null : fitSum(new Array(count).fill(1), sums.suspects, 0, random);
  let left = sums?.recovered ?? 0;
  return Array.from({ length: count }, (_, index): Crime => {
    const reported = drawDay(random, batch.opened, STREET);
    const lost = loss === undefined ? null : random.int(...loss) * 10;
    const share = Math.round((left / (count - index)) * (random.int(60, 140) / 100));
    const back = index === count - 1 ? left : Math.min(left, share);
    left -= back;
    return {
      batch,
      reported,
      cleared: clearing(batch, reported, random),
      suspects: suspects?.[index] ?? (caught === 0 ? 0 : random.chance(0.2) ? 2 : 1),
      loss: sums === undefined ? lost : Math.max(lost ?? 0, back * 2),
      recovered:
        sums === undefined
          ? lost === null
            ? null
            : Math.round((lost * recovered * random.int(0, 200)) / 10_000)
          : back,
    };
  });
}

function clearing({ cleared, opened }: CaseBatch, reported: Day, random: Random): Day | null {
  if (cleared === undefined) return null;
  const room = daysBetween(reported, cleared === 'fast' ? opened[1] : cleared[1]);
  if (cleared === 'fast') return addDays(reported, Math.min(room, random.int(0, 2)));
  const earliest = Math.max(0, daysBetween(reported, cleared[0]));
  return addDays(reported, Math.min(room, Math.max(earliest, 3) + random.int(0, 45)));
}

function recordOf({ batch, reported, cleared, ...crime }: Crime, serial: string, story: CaseStory, random: Random) {
  const { columns } = cases;
  const call = batch.kind === 'call';
  const reportedAt = drawTime(random, reported, 18);
  const urgent = call && random.chance(URGENT);
  const dispatchedAt = call && random.chance(0.98) ? later(reportedAt, random.int(15, 150)) : '';
  const arrivedAt = dispatchedAt === '' ? '' : later(dispatchedAt, response(urgent, random));
  const record: CaseRecord = {
    ...emptyRecord(columns),
    serial,
    kind: columns.kind.choices[batch.kind].label.zh,
    category: columns.category.choices[random.weighted(batch.categories)].label.zh,
    minor: call ? '' : batch.minor === true ? '是' : '否',
    region: random.pick(story.places, 1.2),
    reportedAt,
    dispatchedAt,
    arrivedAt,
    urgent: call ? (urgent ? '是' : '否') : '',
    filedOn: call ? '' : reported,
    clearedOn: cleared ?? '',
    loss: crime.loss === null ? '' : String(crime.loss),
    recovered: crime.recovered === null ? '' : String(crime.recovered),
    suspects: call ? '' : String(crime.suspects),
  };
  return record;
}

/** Seconds from dispatch to arrival. */
function response(urgent: boolean, random: Random): number {
  if (!urgent) return random.int(180, 1_500);
  return random.chance(IN_TIME) ? random.int(120, 600) : random.int(601, 1_100);
}
