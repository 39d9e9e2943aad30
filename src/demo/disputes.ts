import { mediations } from '../datasets/mediations.ts';
import { addDays, type Day, daysBetween } from '../kernel/day.ts';
import { fitSum } from './fit-sum.ts';
import { createRandom, type Random } from './random.ts';
import type { Days } from './seasons.ts';

type Columns = typeof mediations.columns;
type Word<Name extends 'outcome' | 'track' | 'type' | 'channel' | 'agreement'> = keyof Columns[Name]['choices'];

/** So many disputes of one fate. */
export interface Batch {
  readonly count: number;
  readonly outcome: Word<'outcome'>;
  /** When they were found and accepted. */
  readonly opened: Days;
  /** When they were closed; never, when left out. */
  readonly closed?: Days;
}

/** What happened in one place. */
export interface Story {
  /** Starts the serial numbers. */
  readonly name: string;
  /** Villages, and townships for what no village is known of. The first ones see more failures. */
  readonly places: readonly string[];
  readonly batches: readonly Batch[];
  readonly channels: Readonly<Partial<Record<Word<'channel'>, number>>>;
  /** Share of disputes recorded as prevented escalations; or so many of those accepted in the days. */
  readonly prevented: number | { readonly accepted: Days; readonly count: number };
  /** What those accepted in the days add up to. Money in cents. */
  readonly sums?: { readonly accepted: Days; readonly parties: number; readonly amount: number };
  /** Every agreement is performed and nothing escalates. */
  readonly untroubled?: boolean;
}

/** A record as it would be typed into a file: column by column. */
export type DisputeRecord = Readonly<Record<keyof Columns, string>>;

interface Dispute {
  readonly batch: Batch;
  readonly place: string;
  readonly found: Day | null;
  readonly accepted: Day;
  readonly closed: Day | null;
  parties: number;
  amount: number | null;
  prevented: boolean;
}

const TRACKS = { people: 78, administrative: 14, judicial: 8 } as const;
const TYPES: Readonly<Record<Word<'type'>, number>> = {
  邻里: 24,
  婚姻家庭: 18,
  损害赔偿: 9,
  劳动争议: 9,
  债务: 8,
  房屋宅基地: 7,
  土地: 5,
  合同: 5,
  交通事故: 4,
  消费: 3,
  物业: 3,
  生产经营: 2,
  征地拆迁: 1,
  环境: 1,
  医疗: 1,
  其他: 3,
};
const PARTIES = { 1: 8, 2: 78, 3: 9, 4: 4, 6: 1 } as const;

/** Records of all stories, in order of acceptance. The same seed and stories give the same records. */
export function generateDisputes(seed: number, stories: readonly Story[]): DisputeRecord[] {
  const random = createRandom(seed);
  return stories.flatMap((story) => {
    const disputes = story.batches
      .flatMap((batch) => Array.from({ length: batch.count }, () => happen(batch, story, random)))
      .sort((a, b) => (a.accepted < b.accepted ? -1 : a.accepted > b.accepted ? 1 : 0));
    addUp(disputes, story, random);
    prevent(disputes, story, random);
    return disputes.map((dispute, index) => recordOf(dispute, `${story.name}${index + 1}`, story, random));
  });
}

function happen(batch: Batch, story: Story, random: Random): Dispute {
  const [first, last] = batch.opened;
  const found = addDays(first, random.int(0, daysBetween(first, last)));
  const accepted = addDays(found, Math.min(random.int(0, 3), daysBetween(found, last)));
  return {
    batch,
    place: random.pick(story.places, batch.outcome === 'resolved' ? 1 : 1.6),
    found: random.chance(0.06) ? null : found,
    accepted,
    closed: batch.closed === undefined ? null : closing(accepted, batch.closed, random),
    parties: Number(random.weighted(PARTIES)),
    amount: random.chance(0.55) ? random.int(3, 160) * random.int(1, 25) * 5_000 : null,
    prevented: false,
  };
}

/** Most disputes end within three weeks. */
function closing(accepted: Day, [first, last]: Days, random: Random): Day {
  const earliest = accepted > first ? accepted : first;
  const room = daysBetween(earliest, last);
  return addDays(
    earliest,
    Math.min(random.int(0, room), random.int(0, 21) + (random.chance(0.1) ? random.int(10, 60) : 0)),
  );
}

const within = (day: Day, [first, last]: Days): boolean => first <= day && day <= last;

function addUp(disputes: readonly Dispute[], { sums }: Story, random: Random): void {
  if (sums === undefined) return;
  const meant = disputes.filter(({ accepted }) => within(accepted, sums.accepted));
  const parties = fitSum(
    meant.map((dispute) => dispute.parties),
    sums.parties,
    1,
    random,
  );
  meant.forEach((dispute, index) => {
    dispute.parties = parties[index] ?? dispute.parties;
  });
  const costly = meant.filter(({ amount }) => amount !== null);
  const factor = sums.amount / costly.reduce((sum, { amount }) => sum + (amount ?? 0), 0);
  let left = sums.amount;
  for (const [index, dispute] of costly.entries()) {
    dispute.amount =
      index === costly.length - 1 ? left : Math.round(((dispute.amount ?? 0) * factor) / 10_000) * 10_000;
    left -= dispute.amount;
  }
}

function prevent(disputes: readonly Dispute[], { prevented }: Story, random: Random): void {
  const chosen =
    typeof prevented === 'number'
      ? disputes.filter(() => random.chance(prevented))
      : random
          .shuffled(disputes.filter(({ accepted }) => within(accepted, prevented.accepted)))
          .slice(0, prevented.count);
  for (const dispute of chosen) dispute.prevented = true;
}

function recordOf(dispute: Dispute, serial: string, story: Story, random: Random): DisputeRecord {
  const { batch, amount } = dispute;
  const channel = random.weighted(story.channels);
  const agreed = batch.outcome === 'resolved';
  const agreement = agreed ? random.weighted<Word<'agreement'>>({ written: 52, oral: 44, none: 4 }) : 'none';
  const performed = agreement === 'none' ? '' : performance(story, random);
  const ended = batch.closed !== undefined;
  return {
    serial,
    region: dispute.place,
    grid: '',
    foundOn: dispute.found ?? '',
    acceptedOn: dispute.accepted,
    closedOn: dispute.closed ?? '',
    outcome: mediations.columns.outcome.choices[batch.outcome].label.zh,
    track: mediations.columns.track.choices[random.weighted(TRACKS)].label.zh,
    type: mediations.columns.type.choices[random.weighted(TYPES)].label.zh,
    organisation: ORGANISATIONS[channel] ?? '人民调解委员会',
    channel: mediations.columns.channel.choices[channel].label.zh,
    parties: String(dispute.parties),
    amount: amount === null ? '' : (amount / 100).toFixed(2),
    agreement: ended ? mediations.columns.agreement.choices[agreement].label.zh : '',
    performed: ended ? performed : '',
    escalated: !story.untroubled && batch.outcome === 'failed' && random.chance(0.02) ? '是' : '否',
    prevented: dispute.prevented ? '是' : '否',
  };
}

const ORGANISATIONS: Readonly<Partial<Record<Word<'channel'>, string>>> = {
  police: '派出所人民调解工作室',
  court: '诉调对接工作室',
  procuratorate: '检调对接工作室',
  circuit: '流动评理车',
};

function performance(story: Story, random: Random): '是' | '否' | '' {
  if (story.untroubled) return '是';
  return random.chance(0.05) ? '' : random.chance(0.975) ? '是' : '否';
}
