import { join } from 'node:path';
import { createKey } from '../../src/access/keys.ts';
import { postCoverage } from '../../src/ledger/coverage.ts';
import { postImport } from '../../src/ledger/post.ts';
import { loadTree } from '../../src/regions/load-tree.ts';
import type { BenchDatabase } from '../bench-database.ts';
import { LENGTHS, type Lengths } from '../lengths.ts';
import { PROVINCE, YEAR } from '../queries/asked.ts';
import { type Served, serve } from '../queries/serve.ts';
import { spreadOf, timed } from '../spread.ts';
import type { BenchContext, Figure, Workload } from '../workload.ts';

const IMPORT = 1000;
const AGREED_MS = 300;

interface Round {
  readonly asked: number;
  readonly explained: number;
  readonly plain: number;
}

/** One question that no server process has heard before, beside the statement that anyone would write. */
export const medians: Workload = {
  name: 'medians',
  says: 'median days of disputes and hours of tickets of a province and year in which all records lie, beside percentile_cont over its rows',
  async run(context: BenchContext): Promise<readonly Figure[]> {
    const figures: Figure[] = [];
    for (const lengths of LENGTHS) figures.push(...(await medianOf(lengths, context)));
    return figures;
  },
};

async function medianOf(
  lengths: Lengths,
  { records, rounds, folder, root, newDatabase, say }: BenchContext,
): Promise<readonly Figure[]> {
  const database = await newDatabase();
  try {
    await fill(database, lengths, records);
    const { text: key } = await createKey(database.kysely, {
      agency: 'bench',
      scopes: ['indicators:read'],
      reach: null,
      days: 1,
    });
    const measured: Round[] = [];
    for (let round = 0; round <= rounds; round += 1) {
      const settings = { DATABASE_URL: database.url, DEMO: '0', DATA_DIR: join(folder, 'served'), LOG_LEVEL: 'warn' };
      const api = await serve([join(root, 'src/main.ts')], settings, '/ready');
      try {
        const one = await compare(database, lengths, api, key);
        say(`${records} ${lengths.dataset.code}: API ${inMs(one.asked)}, percentile_cont ${inMs(one.plain)}`);
        if (round > 0) measured.push(one);
      } finally {
        await api.stop();
      }
    }
    const { indicator } = lengths;
    return [
      { name: `percentile_cont, ${indicator}`, unit: 'ms', spread: spreadOf(measured.map(({ plain }) => plain)) },
      {
        name: `${indicator} through the API`,
        unit: 'ms',
        spread: spreadOf(measured.map(({ asked }) => asked)),
        mark: { atMost: AGREED_MS },
      },
      { name: `explanation of ${indicator}`, unit: 'ms', spread: spreadOf(measured.map(({ explained }) => explained)) },
    ];
  } finally {
    await database.drop();
  }
}

const inMs = (ms: number): string => `${ms.toFixed(0)} ms`;

async function fill({ pool, kysely }: BenchDatabase, { dataset, fill: text }: Lengths, records: number): Promise<void> {
  await pool.query(
    `/* bench.medians_import */ insert into imports (id, dataset, kind, started_at, committed_at)
    values ($1, $2, 'data', now(), now())`,
    [IMPORT, dataset.code],
  );
  await pool.query(text, [PROVINCE, IMPORT, records, YEAR]);
  const { id } = (await loadTree(kysely)).find(PROVINCE) ?? missing();
  await kysely.transaction().execute(async (trx) => {
    await postImport(trx, dataset, IMPORT);
    await postCoverage(trx, dataset, IMPORT, { regionId: id, from: `${YEAR}-01-01`, to: `${YEAR}-12-01` });
  });
  await pool.query('vacuum analyze');
}

const VALUE = 'value';
const EXPLAINED = 'explanation { contributions { measure rows delta } }';

async function compare({ pool }: BenchDatabase, { indicator, plain: text }: Lengths, api: Served, key: string) {
  const ask = async (period: string, fields: string): Promise<number | null> => {
    const response = await fetch(`${api.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
      body: JSON.stringify({
        query: `query Median($region: ID!, $code: ID!, $period: Period!) {
          region(code: $region) { indicator(code: $code, period: $period) { ${fields} } }
        }`,
        variables: { region: PROVINCE, code: indicator, period },
      }),
    });
    const answer: { data?: { region: { indicator: { value?: number | null } } } } = await response.json();
    if (answer.data === undefined) throw new Error(`expected data, got ${JSON.stringify(answer)}`);
    return answer.data.region.indicator.value ?? null;
  };
  await ask(String(YEAR - 1), VALUE);
  const asked = await timed(() => ask(String(YEAR), VALUE));
  const explained = await timed(() => ask(String(YEAR), EXPLAINED));
  const plain = await timed(() => pool.query<{ middle: string | number }>(text, [PROVINCE, YEAR]));
  const [row] = plain.result.rows;
  if (Number(row?.middle).toFixed(1) !== asked.result?.toFixed(1))
    throw new Error(`expected a median of ${row?.middle}, got ${asked.result}`);
  return { asked: asked.seconds * 1000, explained: explained.seconds * 1000, plain: plain.seconds * 1000 };
}

const missing = (): never => {
  throw new Error(`expected ${PROVINCE} in the tree`);
};
