import { join } from 'node:path';
import { fill, readingKey } from '../filled.ts';
import { documents, type QueryName } from '../queries/documents.ts';
import { type Load, load } from '../queries/load.ts';
import { serveProduct } from '../queries/product.ts';
import { type Served, serve } from '../queries/serve.ts';
import { createVisitor } from '../queries/visitor.ts';
import { spreadOf } from '../spread.ts';
import type { BenchContext, Figure, Workload } from '../workload.ts';

const SECONDS = 4;

interface Round {
  readonly hand: Load;
  readonly made: Load;
  readonly kept: Load;
  /** As many bytes for nothing: what driver and node:http reach at most. */
  readonly nothing: Load;
}

/** GraphQL over HTTP beside an endpoint written by hand for the very page, over the same sums. */
export const queries: Workload = {
  name: 'queries',
  says: 'drill-down, trend, ranking, heat table and records, beside an endpoint written by hand for each',
  async run(context: BenchContext): Promise<readonly Figure[]> {
    const { root, folder, rounds, say } = context;
    const database = await context.newDatabase();
    const running: Served[] = [];
    try {
      await fill(context, database);
      const key = await readingKey(database);
      const api = await serveProduct({ root, folder, databaseUrl: database.url });
      running.push(api);
      const hand = await serve([join(root, 'bench/queries/endpoint.ts'), database.url, ':port'], {}, '/d2');
      running.push(hand);
      const nothing = await serve([join(root, 'bench/queries/nothing.ts'), ':port'], {}, '/1');
      running.push(nothing);
      const figures: Figure[] = [];
      for (const name of Object.keys(documents) as QueryName[]) {
        const measured: Round[] = [];
        for (let round = 0; round <= rounds; round += 1) {
          const one = await measure(name, { api, hand, nothing, key, seconds: round === 0 ? 2 : SECONDS });
          const { perSecond } = one.made;
          say(`${name}: ${perSecond.toFixed(0)} a second, by hand ${one.hand.perSecond.toFixed(0)}`);
          if (round > 0) measured.push(one);
        }
        figures.push(...figuresOf(name, measured));
      }
      figures.push({
        name: 'memory of the server',
        unit: 'MB',
        spread: spreadOf([api.memory()]),
        mark: { atMost: 350 },
      });
      return figures;
    } finally {
      for (const one of running) await one.stop();
      await database.drop();
    }
  },
};

interface Sides {
  readonly api: Served;
  readonly hand: Served;
  readonly nothing: Served;
  readonly key: string;
  readonly seconds: number;
}

async function measure(name: QueryName, { api, hand, nothing, key, seconds }: Sides): Promise<Round> {
  const visitor = createVisitor(api, key);
  const body = JSON.stringify(documents[name]);
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${key}` };
  const { bytes } = await visitor.once(body);
  return {
    hand: await load({ url: `${hand.url}/${name}`, seconds }),
    made: await visitor.made(body, seconds),
    kept: await visitor.kept(body, seconds),
    nothing: await load({ url: `${nothing.url}/${bytes}`, body, headers, seconds }),
  };
}

function figuresOf(name: QueryName, rounds: readonly Round[]): readonly Figure[] {
  const ratio = (label: string, of: (round: Round) => number, mark?: Figure['mark']): Figure => ({
    name: `${name} ${label}`,
    unit: 'ratio',
    spread: spreadOf(rounds.map(of)),
    ...(mark === undefined ? {} : { mark }),
  });
  const records = name === 'd5';
  return [
    { name: `${name} by hand`, unit: '1/s', spread: spreadOf(rounds.map(({ hand }) => hand.perSecond)) },
    { name: `${name} made`, unit: '1/s', spread: spreadOf(rounds.map(({ made }) => made.perSecond)) },
    ratio('made : by hand', ({ made, hand }) => made.perSecond / hand.perSecond, { atLeast: records ? 0.8 : 2 }),
    ratio('p99, made : by hand', ({ made, hand }) => made.p99 / hand.p99, { atMost: 1 }),
    ...(records ? [] : [ratio('kept : by hand', ({ kept, hand }) => kept.perSecond / hand.perSecond, { atLeast: 5 })]),
    ratio('nothing but HTTP : by hand', ({ nothing, hand }) => nothing.perSecond / hand.perSecond),
  ];
}
