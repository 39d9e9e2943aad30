import { tickets } from '../datasets/tickets.ts';
import { emptyRecord, type FileRecord } from './empty-record.ts';
import { createRandom, type Random } from './random.ts';
import { drawDay, drawTime, later, type Season, STORM, STREET, yearDays } from './seasons.ts';
import { sizeOf, type Unit } from './units.ts';

type Columns = typeof tickets.columns;
type Category = keyof Columns['category']['choices'];
type Channel = keyof Columns['channel']['choices'];

export type TicketRecord = FileRecord<Columns>;

interface Sort {
  readonly weight: number;
  readonly season?: Season;
  /** Usual hours to closure, and the hours allowed. */
  readonly hours: number;
  readonly limit: number;
  readonly handler: string;
}

const SORTS: Readonly<Record<Category, Sort>> = {
  民生诉求: { weight: 27, hours: 44, limit: 120, handler: '便民服务中心' },
  环境卫生: { weight: 21, hours: 16, limit: 48, handler: '综合执法队' },
  市容: { weight: 15, hours: 14, limit: 48, handler: '综合执法队' },
  安全隐患: { weight: 12, season: STORM, hours: 30, limit: 72, handler: '应急管理站' },
  矛盾纠纷: { weight: 9, season: STREET, hours: 90, limit: 168, handler: '综治中心' },
  消防: { weight: 7, hours: 26, limit: 72, handler: '消防工作站' },
  治安: { weight: 5, season: STREET, hours: 9, limit: 24, handler: '派出所' },
  其他: { weight: 4, hours: 30, limit: 96, handler: '综治中心' },
};
const CHANNELS: Readonly<Record<Channel, number>> = { grid_app: 58, hotline: 21, walk_in: 8, camera: 7, patrol: 6 };
const REPORTERS: Readonly<Record<Channel, string>> = {
  grid_app: '网格服务站',
  hotline: '12345热线平台',
  walk_in: '便民服务中心',
  camera: '视频巡查室',
  patrol: '巡防队',
};
const YEARS = [2020, 2021, 2022];
/** Closed late, never closed. */
const LATE = 0.06;
const LOST = 0.004;

/** Issues of three years; every place closes them a little faster with the years. */
export function generateTickets(seed: number, units: readonly Unit[]): TicketRecord[] {
  const random = createRandom(seed);
  return units.flatMap((unit) => {
    const { code, villages } = unit;
    const size = sizeOf(unit);
    const pace = random.int(80, 125) / 100;
    return YEARS.flatMap((year) => {
      const count = Math.round(size * (0.85 + 0.1 * (year - 2020)) * (random.int(90, 110) / 100));
      const haste = pace * (1 - 0.09 * (year - 2020));
      return Array.from({ length: count }, (_, at) =>
        ticketOf(`DEMO-${code.slice(0, 9)}-T${year}-${at + 1}`, year, haste, villages, random),
      );
    });
  });
}

function ticketOf(
  serial: string,
  year: number,
  haste: number,
  places: readonly string[],
  random: Random,
): TicketRecord {
  const { columns } = tickets;
  const category = random.weighted(WEIGHTS);
  const sort = SORTS[category];
  const channel = random.weighted(CHANNELS);
  const reportedAt = drawTime(random, drawDay(random, yearDays(year), sort.season), 13);
  const hours = random.chance(LATE * haste) ? sort.limit * (1 + random.int(5, 90) / 100) : usual(sort, haste, random);
  const closed = !random.chance(LOST);
  const closedAt = closed ? later(reportedAt, Math.round(hours * 3600) + random.int(0, 1800)) : '';
  const handler = channel === 'walk_in' && category === '民生诉求' ? REPORTERS.walk_in : sort.handler;
  const called = closed && random.chance(0.42);
  return {
    ...emptyRecord(columns),
    serial,
    category: columns.category.choices[category].label.zh,
    region: random.pick(places, 1.15),
    channel: columns.channel.choices[channel].label.zh,
    reporter: REPORTERS[channel],
    handler,
    reportedAt,
    acceptedAt: later(reportedAt, random.int(60, 3_000)),
    dispatchedAt: later(reportedAt, random.int(3_001, 9_000)),
    dueAt: later(reportedAt, sort.limit * 3600),
    closedAt,
    returned: String(random.chance(0.05) ? random.int(1, 2) : 0),
    calledBackAt: called ? later(closedAt, random.int(3_600, 400_000)) : '',
    satisfied: called ? (random.chance(0.955) ? '是' : '否') : '',
  };
}

const usual = ({ hours, limit }: Sort, haste: number, random: Random): number =>
  Math.min(limit * 0.98, Math.max(3, (hours * haste * (random.int(10, 100) + random.int(10, 100))) / 110));

// Keeps the keys of SORTS, which are the categories.
const WEIGHTS = Object.fromEntries(Object.entries(SORTS).map(([word, { weight }]) => [word, weight])) as Record<
  Category,
  number
>;
