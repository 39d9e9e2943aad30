import { datasets } from '../../src/datasets/index.ts';
import { postCoverage } from '../../src/ledger/coverage.ts';
import { postImport } from '../../src/ledger/post.ts';
import { loadTree } from '../../src/regions/load-tree.ts';
import type { BenchDatabase } from '../bench-database.ts';
import { readingKey } from '../filled.ts';
import { PROVINCE, YEAR } from '../queries/asked.ts';
import { serveProduct } from '../queries/product.ts';
import type { Served } from '../queries/serve.ts';
import { spreadOf, timed } from '../spread.ts';
import type { BenchContext, Figure, Workload } from '../workload.ts';

const IMPORT = 1000;
const AGREED_MS = 300;

interface Round {
  readonly asked: number;
  readonly plain: number;
}

/** One question that no server process has heard before, beside the statement that anyone would write. */
export const medians: Workload = {
  name: 'medians',
  says: 'median days to settlement of a province and year in which all records lie, beside percentile_cont over its rows',
  async run({ records, rounds, folder, root, newDatabase, say }: BenchContext): Promise<readonly Figure[]> {
    const database = await newDatabase();
    try {
      await fill(database, records);
      const key = await readingKey(database);
      const measured: Round[] = [];
      for (let round = 0; round <= rounds; round += 1) {
        const api = await serveProduct({ root, folder, databaseUrl: database.url });
        try {
          const one = await compare(database, api, key);
          say(`${records} rows: API ${one.asked.toFixed(0)} ms, percentile_cont ${one.plain.toFixed(0)} ms`);
          if (round > 0) measured.push(one);
        } finally {
          await api.stop();
        }
      }
      return [
        { name: 'percentile_cont', unit: 'ms', spread: spreadOf(measured.map(({ plain }) => plain)) },
        {
          name: 'median through the API',
          unit: 'ms',
          spread: spreadOf(measured.map(({ asked }) => asked)),
          mark: { atMost: AGREED_MS },
        },
      ];
    } finally {
      await database.drop();
    }
  },
};

/** Disputes settled within 90 days, all in one year, in the villages of one province. */
async function fill({ pool, kysely }: BenchDatabase, records: number): Promise<void> {
  await pool.query(
    `/* bench.medians_import */ insert into imports (id, dataset, kind, started_at, committed_at)
    values ($1, 'mediations', 'data', now(), now())`,
    [IMPORT],
  );
  await pool.query(
    `/* bench.medians_fill */
    with village as materialized (
      select row_number() over (order by v.region_id) - 1 as place, v.region_id from region_versions v
      where v.level = 'village' and v.superseded_in is null and v.path @> array[(select id from regions where code = $1)]
    )
    insert into mediations (serial, region_id, found_on, accepted_on, closed_on, outcome, imported_in, row_number)
    select 'M' || i, v.region_id, d.closed_on - d.days, d.closed_on - d.days, d.closed_on, 'resolved', $2, i
    from generate_series(1, $3::int) i
    cross join lateral (
      select make_date($4, 1, 1) + i % 365 as closed_on, (((i::bigint * 7919) % 1000) ^ 2 / 11000)::int as days
    ) d
    join village v on v.place = (i::bigint * 104729) % (select count(*) from village)`,
    [PROVINCE, IMPORT, records, YEAR],
  );
  const { id } = (await loadTree(kysely)).find(PROVINCE) ?? missing();
  await kysely.transaction().execute(async (trx) => {
    await postImport(trx, datasets.mediations, IMPORT);
    await postCoverage(trx, datasets.mediations, IMPORT, {
      regionId: id,
      from: `${YEAR}-01-01`,
      to: `${YEAR}-12-01`,
    });
  });
  await pool.query('vacuum analyze');
}

async function compare(database: BenchDatabase, api: Served, key: string): Promise<Round> {
  const ask = async (period: string): Promise<number | null> => {
    const response = await fetch(`${api.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
      body: JSON.stringify({
        query: `query Median($region: ID!, $period: Period!) {
          region(code: $region) { indicator(code: "mediation.median_days", period: $period) { value } }
        }`,
        variables: { region: PROVINCE, period },
      }),
    });
    const answer: { data?: { region: { indicator: { value: number | null } } } } = await response.json();
    if (answer.data === undefined) throw new Error(`expected data, got ${JSON.stringify(answer)}`);
    return answer.data.region.indicator.value;
  };
  await ask(String(YEAR - 1));
  const asked = await timed(() => ask(String(YEAR)));
  const plain = await timed(() =>
    database.pool.query<{ days: number }>(
      `/* bench.medians_plain */
      select percentile_cont(0.5) within group (order by m.closed_on - m.accepted_on) as days from mediations m
      join region_versions v on v.region_id = m.region_id and v.superseded_in is null
      where v.path @> array[(select id from regions where code = $1)] and m.superseded_in is null
        and m.outcome = 'resolved' and m.closed_on >= make_date($2, 1, 1) and m.closed_on < make_date($2 + 1, 1, 1)`,
      [PROVINCE, YEAR],
    ),
  );
  const [row] = plain.result.rows;
  if (row?.days !== asked.result) throw new Error(`expected a median of ${row?.days} days, got ${asked.result}`);
  return { asked: asked.seconds * 1000, plain: plain.seconds * 1000 };
}

const missing = (): never => {
  throw new Error(`expected ${PROVINCE} in the tree`);
};
