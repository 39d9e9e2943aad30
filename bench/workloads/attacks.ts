import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createKey } from '../../src/access/keys.ts';
import { HEADLINE } from '../../src/client/headline.ts';
import { ATTACKS, REFUSED } from '../../test/attacks/documents.ts';
import type { BenchDatabase } from '../bench-database.ts';
import { fill, readingKey, UNLIMITED } from '../filled.ts';
import { documents } from '../queries/documents.ts';
import { serveProduct } from '../queries/product.ts';
import type { Served } from '../queries/serve.ts';
import { spreadOf } from '../spread.ts';
import type { BenchContext, Figure, Workload } from '../workload.ts';

/** Told one by one. */
const WORST = 12;
/** A view of another province, again and again, so that what is measured is no first run of code. */
const WARM = 30;
/** So many of the worst are sent to a server that has just started, too, before anything else. */
const FIRST = 3;

interface Shot {
  readonly name: string;
  readonly body: string;
  readonly restricted: boolean;
}

interface Keys {
  readonly open: string;
  readonly restricted: string;
}

/** How long the event loop is held at one go, and everybody waits: each document for the first time. */
export const attacks: Workload = {
  name: 'attacks',
  says: 'for how long each attack of the tests, and each first view of a restricted key, holds the event loop at one go; the worst also as the first request of a server',
  async run(context: BenchContext): Promise<readonly Figure[]> {
    const { root, rounds, newDatabase, say } = context;
    const database = await newDatabase();
    try {
      await fill(context, database);
      const keys = { open: await readingKey(database), restricted: await restrictedKey(database) };
      const shots = await shotsOf(root);
      const holds = new Map(shots.map(({ name }) => [name, [] as number[]]));
      for (let round = 0; round < rounds; round += 1) {
        await served(context, database, async ({ url, held }) => {
          await warm(url, keys.open, root);
          for (const shot of shots) holds.get(shot.name)?.push(await held(() => fire(url, keys, shot)));
        });
        say(`round ${round + 1} of ${rounds}`);
      }
      const figures = worstFirst(holds).slice(0, WORST);
      const worst = shots.filter(({ name }) => figures.slice(0, FIRST).some((figure) => figure.name === name));
      return [...figures, ...(await firstOfAll(context, database, keys, worst))];
    } finally {
      await database.drop();
    }
  },
};

/** The same for who comes first of all. */
async function firstOfAll(
  context: BenchContext,
  database: BenchDatabase,
  keys: Keys,
  shots: readonly Shot[],
): Promise<readonly Figure[]> {
  const holds = new Map(shots.map(({ name }) => [name, [] as number[]]));
  for (let round = 0; round < context.rounds; round += 1) {
    for (const shot of shots) {
      await served(context, database, async ({ url, held }) => {
        holds.get(shot.name)?.push(await held(() => fire(url, keys, shot)));
      });
    }
    context.say(`first of all: round ${round + 1} of ${context.rounds}`);
  }
  return worstFirst(holds).map((figure) => ({ ...figure, name: `${figure.name}, first of all` }));
}

async function served(
  { root, folder }: BenchContext,
  { url: databaseUrl }: BenchDatabase,
  work: (api: Served) => Promise<void>,
): Promise<void> {
  const api = await serveProduct({ root, folder, databaseUrl, holds: true });
  try {
    await work(api);
  } finally {
    await api.stop();
  }
}

function worstFirst(holds: ReadonlyMap<string, readonly number[]>): Figure[] {
  const figures = [...holds].map(
    ([name, values]): Figure => ({ name, unit: 'ms', spread: spreadOf(values), mark: { atMost: 50 } }),
  );
  return figures.sort((a, b) => b.spread.median - a.spread.median);
}

async function shotsOf(root: string): Promise<readonly Shot[]> {
  const view = await readFile(join(root, 'schema/operations/region-view.graphql'), 'utf8');
  const shot = (name: string, query: string, variables: object = {}, restricted = false): Shot => ({
    name,
    body: JSON.stringify({ query, variables }),
    restricted,
  });
  const viewed = (region: string) => ({
    region,
    codes: HEADLINE,
    period: '2021',
    courses: ['2017', '2018', '2019', '2020', '2021'],
    locale: 'ZH',
  });
  return [
    ...REFUSED.map(([row, what, document]) => shot(`${row} ${what}`, document)),
    ...ATTACKS.map(([what, document]) => shot(what, document)),
    ...['350000000000', '350500000000', '350582000000'].flatMap((region) => [
      shot(`first view of ${region}`, view, viewed(region)),
      shot(`first view of ${region}, restricted`, view, viewed(region), true),
    ]),
    ...Object.entries(documents)
      .filter(([name]) => name !== 'd5')
      .map(([name, { query, variables }]) => shot(`${name}, restricted`, query, variables, true)),
  ];
}

async function warm(url: string, key: string, root: string): Promise<void> {
  const query = await readFile(join(root, 'schema/operations/region-view.graphql'), 'utf8');
  for (let at = 0; at < WARM; at += 1) {
    const period = String(2000 + at);
    const variables = { region: '330000000000', codes: HEADLINE, period, courses: [period], locale: 'ZH' };
    await post(url, key, JSON.stringify({ query, variables }));
    await post(url, key, JSON.stringify({ query: `{ region(code: "33${at}") { code a${at} } }` }));
  }
}

const fire = (url: string, { open, restricted }: Keys, shot: Shot): Promise<void> =>
  post(url, shot.restricted ? restricted : open, shot.body);

async function post(url: string, key: string, body: string): Promise<void> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${key}` };
  const response = await fetch(`${url}/graphql`, { method: 'POST', headers, body });
  await response.arrayBuffer();
  if (response.status >= 500) throw new Error(`answered ${response.status}: ${body.slice(0, 200)}`);
}

const restrictedKey = async ({ kysely }: Parameters<typeof readingKey>[0]): Promise<string> =>
  (
    await createKey(kysely, {
      agency: 'bench',
      scopes: ['indicators:read'],
      reach: null,
      disclosure: 'restricted',
      days: 1,
      budgets: UNLIMITED,
    })
  ).text;
