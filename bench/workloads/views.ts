import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { HEADLINE } from '../../src/client/headline.ts';
import { fill, readingKey } from '../filled.ts';
import { CITY } from '../queries/asked.ts';
import type { Load } from '../queries/load.ts';
import { serveProduct } from '../queries/product.ts';
import { createVisitor } from '../queries/visitor.ts';
import { spreadOf } from '../spread.ts';
import type { BenchContext, Figure, Workload } from '../workload.ts';

const SECONDS = 4;
/** Of schema/operations: an explanation, and the two requests of the first view of the dashboard. */
const OPERATIONS = ['explanation', 'region-view', 'focus-view'] as const;

interface Round {
  /** Milliseconds of the first answer of a server that was not asked before. */
  readonly first: number;
  readonly made: Load;
  readonly kept: Load;
}

/** Published operations of a city: the first answer, then made anew each time, then kept. */
export const views: Workload = {
  name: 'views',
  says: 'an explanation, and the first view of the dashboard: the operations that it sends',
  async run(context: BenchContext): Promise<readonly Figure[]> {
    const { root, folder, rounds, newDatabase, say } = context;
    const database = await newDatabase();
    const figures: Figure[] = [];
    try {
      await fill(context, database);
      const key = await readingKey(database);
      for (const name of OPERATIONS) {
        const body = await bodyOf(root, name);
        const measured: Round[] = [];
        for (let round = 0; round <= rounds; round += 1) {
          const api = await serveProduct({ root, folder, databaseUrl: database.url });
          try {
            const visitor = createVisitor(api, key);
            const seconds = round === 0 ? 1 : SECONDS;
            const one = {
              first: (await visitor.once(body)).ms,
              made: await visitor.made(body, seconds),
              kept: await visitor.kept(body, seconds),
            };
            say(`${name}: first ${one.first.toFixed(0)} ms, made ${one.made.perSecond.toFixed(0)} a second`);
            if (round > 0) measured.push(one);
          } finally {
            await api.stop();
          }
        }
        figures.push(...figuresOf(name, measured));
      }
      return figures;
    } finally {
      await database.drop();
    }
  },
};

/** What the dashboard sends of a city. */
async function bodyOf(root: string, name: string): Promise<string> {
  const file = join(root, 'schema', 'operations', name);
  const [query, variables] = await Promise.all([readFile(`${file}.graphql`, 'utf8'), readFile(`${file}.json`, 'utf8')]);
  const asked: Record<string, unknown> = { ...JSON.parse(variables), region: CITY };
  if ('codes' in asked) asked.codes = HEADLINE;
  return JSON.stringify({ query, variables: asked });
}

function figuresOf(name: string, rounds: readonly Round[]): readonly Figure[] {
  const figure = (what: string, unit: Figure['unit'], of: (round: Round) => number): Figure => ({
    name: `${name} ${what}`,
    unit,
    spread: spreadOf(rounds.map(of)),
  });
  return [
    figure('first', 'ms', ({ first }) => first),
    figure('made', '1/s', ({ made }) => made.perSecond),
    figure('made, p99', 'ms', ({ made }) => made.p99),
    figure('kept', '1/s', ({ kept }) => kept.perSecond),
  ];
}
