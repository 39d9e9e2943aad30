import { join } from 'node:path';
import type { BenchDatabase } from '../bench-database.ts';
import { blocksTouched, type DiskUse, diskUseOf } from '../disk-use.ts';
import { fill, readingKey } from '../filled.ts';
import { inTurns } from '../in-turns.ts';
import { documents, type QueryName } from '../queries/documents.ts';
import { serveProduct } from '../queries/product.ts';
import type { Served } from '../queries/serve.ts';
import { createVisitor, type Visitor } from '../queries/visitor.ts';
import { spreadOf } from '../spread.ts';
import type { BenchContext, Figure, Workload } from '../workload.ts';

const FEW = 100_000;
/** Of each page and round, after some to warm up. */
const ASKED = 60;
const WARM = 40;
/** For the first answers, each time anew. */
const STARTS = 3;
/** Pages of sums: none of them may be slower for the number of records that the sums were made of. */
const NAMES = ['d1', 'd2', 'd3', 'd4'] as const satisfies readonly QueryName[];
const AGREED = { atMost: 1.2 };
const TABLE = 'mediations';

type Times = Record<(typeof NAMES)[number], number>;

const UNKNOWN: Readonly<Times> = { d1: Number.NaN, d2: Number.NaN, d3: Number.NaN, d4: Number.NaN };

interface Round {
  /** Milliseconds of an answer worked out by a server that has been asked before. */
  readonly made: Times;
  /** Milliseconds of the first answers of a server that was just started. */
  readonly cold: Times;
  /** Of rows and sums, by those first answers. */
  readonly blocks: number;
}

/** A database and who serves it. */
interface Side {
  readonly name: string;
  readonly database: BenchDatabase;
  readonly key: string;
  readonly used: DiskUse;
  readonly serve: () => Promise<Served>;
  readonly rounds: Round[];
}

/** The same pages over few records and over many, in turns, so that what else the machine does meets both. */
export const growth: Workload = {
  name: 'growth',
  says: `drill-down, trend, ranking and heat table over all records, beside the same over ${FEW.toLocaleString('en')}`,
  async run(context: BenchContext): Promise<readonly Figure[]> {
    const databases: BenchDatabase[] = [];
    try {
      const few = await filled({ ...context, records: FEW }, databases, 'few');
      const many = await filled(context, databases, 'many');
      const sides = [few, many];
      for (let round = 0; round <= context.rounds; round += 1) {
        const measured = await measure(sides, round);
        for (const [at, side] of sides.entries()) {
          const one = measured[at];
          if (one === undefined) continue;
          context.say(`${side.name}: ${told(one)}`);
          if (round > 0) side.rounds.push(one);
        }
      }
      return figuresOf(few, many);
    } finally {
      for (const database of databases) await database.drop();
    }
  },
};

/** @param databases takes what it makes, also where filling fails */
async function filled(context: BenchContext, databases: BenchDatabase[], name: string): Promise<Side> {
  const { records, folder, root, say, newDatabase } = context;
  const database = await newDatabase();
  databases.push(database);
  const seconds = await fill(context, database);
  say(`${name}: ${records.toLocaleString('en')} records in ${seconds.toFixed(0)} s`);
  const served = { root, folder: join(folder, name), databaseUrl: database.url };
  return {
    name,
    database,
    key: await readingKey(database),
    used: await diskUseOf(database, TABLE),
    serve: () => serveProduct(served),
    rounds: [],
  };
}

/** PostgreSQL tells the blocks of a session once it is over: so servers for the first answers, and others for the next. */
async function measure(sides: readonly Side[], round: number): Promise<readonly Round[]> {
  const before = await blocksOf(sides);
  const starts: (readonly Times[])[] = [];
  for (let start = 0; start < STARTS; start += 1) {
    starts.push(await answerTimes(sides, { times: 1, from: round + start }, ({ once }) => once));
  }
  const after = await blocksOf(sides);
  const made = await answerTimes(sides, { times: WARM + ASKED, from: round }, ({ anew }) => anew);
  return sides.map((_, at) => ({
    made: made[at] ?? UNKNOWN,
    cold: middleOf(starts.map((times) => times[at] ?? UNKNOWN)),
    blocks: ((after[at] ?? 0) - (before[at] ?? 0)) / STARTS,
  }));
}

function middleOf(all: readonly Times[]): Times {
  const of = (name: keyof Times): number => spreadOf(all.map((times) => times[name])).median;
  return { d1: of('d1'), d2: of('d2'), d3: of('d3'), d4: of('d4') };
}

const blocksOf = (sides: readonly Side[]): Promise<readonly number[]> =>
  Promise.all(sides.map(({ database }) => blocksTouched(database, TABLE)));

/** Starts a server for each, asks for one page after the other in turns, and gives the medians of the last `ASKED`. */
async function answerTimes(
  sides: readonly Side[],
  turns: { readonly times: number; readonly from: number },
  how: (visitor: Visitor) => Visitor['once'],
): Promise<readonly Times[]> {
  const apis: Served[] = [];
  try {
    const started = await inTurns(sides, { times: 1, from: turns.from }, async ({ serve, key }) => {
      const api = await serve();
      apis.push(api);
      return how(createVisitor(api, key));
    });
    const asks = started.flat();
    const times = sides.map(() => ({ ...UNKNOWN }));
    for (const name of NAMES) {
      const body = JSON.stringify(documents[name]);
      const heard = await inTurns(asks, turns, async (ask) => (await ask(body)).ms);
      for (const [at, one] of times.entries()) one[name] = spreadOf((heard[at] ?? []).slice(-ASKED)).median;
    }
    return times;
  } finally {
    for (const api of apis) await api.stop();
  }
}

const told = ({ made, cold, blocks }: Round): string =>
  [
    ...NAMES.map((name) => `${name} ${made[name].toFixed(2)} ms, first ${cold[name].toFixed(0)}`),
    `${blocks.toFixed(0)} blocks`,
  ].join('; ');

function figuresOf(few: Side, many: Side): readonly Figure[] {
  const figure = (name: string, unit: Figure['unit'], side: Side, of: (round: Round) => number): Figure => ({
    name: `${name}, ${side.name}`,
    unit,
    spread: spreadOf(side.rounds.map(of)),
  });
  const pair = (name: string, unit: Figure['unit'], of: (round: Round) => number): readonly Figure[] => {
    const [less, more] = [few, many].map(({ rounds }) => rounds.map(of));
    const ratios = (more ?? []).map((value, at) => value / (less?.[at] ?? Number.NaN));
    return [
      figure(name, unit, few, of),
      figure(name, unit, many, of),
      { name: `${name}, many : few`, unit: 'ratio', spread: spreadOf(ratios), mark: AGREED },
    ];
  };
  const disk = (name: string, of: (used: DiskUse) => number): readonly Figure[] =>
    [few, many].map((side) => ({ name: `${name}, ${side.name}`, unit: 'MB', spread: spreadOf([of(side.used) / 1e6]) }));
  return [
    ...NAMES.flatMap((name) => [
      ...pair(`${name} made`, 'ms', ({ made }) => made[name]),
      ...pair(`${name} first`, 'ms', ({ cold }) => cold[name]),
    ]),
    ...pair('blocks of the first answers', 'blocks', ({ blocks }) => blocks),
    ...disk('rows on disk', ({ rows }) => rows),
    ...disk('ledger on disk', ({ ledger }) => ledger),
  ];
}
