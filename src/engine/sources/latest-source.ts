import DataLoader from 'dataloader';
import { type Kysely, type RawBuilder, sql } from 'kysely';
import { snake } from '../../datasets/dataset.ts';
import type { Database } from '../../db/database.ts';
import type { Day } from '../../kernel/day.ts';
import { AnlanError } from '../../kernel/errors.ts';
import type { Datasets } from '../values/declared-measures.ts';
import { changedAfter, versionOf } from './versions-sql.ts';

/** What the newest period is looked for in: a measure of the ledger, rates of a survey, printed figures, or assessments. */
export type LatestKey =
  | { readonly kind: 'ledger'; readonly regionId: number; readonly measure: string; readonly notAfter: Day }
  | {
      readonly kind: 'rates';
      readonly regionId: number;
      readonly dataset: string;
      readonly item: string;
      readonly notAfter: Day;
    }
  | {
      readonly kind: 'figures' | 'assessments';
      readonly regionId: number;
      readonly indicator: string;
      readonly notAfter: Day;
    };

/** A period by its code (a month has none), first day and exclusive end. */
export interface LatestPeriod {
  readonly code: string | null;
  readonly start: Day;
  readonly end: Day;
}

export type LatestSource = DataLoader<LatestKey, LatestPeriod | null, string>;

export interface LatestOptions {
  readonly db: Kysely<Database>;
  readonly datasets: Datasets;
  /** Whether the viewer may read a dataset, by its code. */
  readonly open: (dataset: string) => boolean;
  readonly asOf: number | null;
}

type Bound = Omit<LatestOptions, 'db'>;

/** The newest month, round or period with data that began by `notAfter`. One statement a tick, one branch a kind. */
export function createLatestSource({ db, ...bound }: LatestOptions): LatestSource {
  return new DataLoader<LatestKey, LatestPeriod | null, string>(
    async (keys) => {
      const branches = Map.groupBy(
        keys.map((key, n) => ({ key, n })),
        ({ key }) => (key.kind === 'rates' ? `rates ${key.dataset}` : key.kind),
      )
        .values()
        .map((asked) => sql`(${branch(asked, bound)})`);
      const { rows } = await sql<LatestPeriod & { readonly n: number }>`/* engine.latest */
        ${sql.join([...branches], sql` union all `)}`.execute(db);
      const found = new Map(rows.map(({ n, ...period }) => [n, period]));
      return keys.map((_, n) => found.get(n) ?? null);
    },
    { cacheKeyFn: (key) => JSON.stringify(key) },
  );
}

interface Asked {
  readonly key: LatestKey;
  readonly n: number;
}

/** `q(n, region_id, name, not_after)`: name is a measure, a question or an indicator. */
const requests = (asked: readonly Asked[]) => sql`unnest(
    ${asked.map(({ n }) => n)}::int[],
    ${asked.map(({ key }) => key.regionId)}::int[],
    ${asked.map(({ key }) => nameOf(key))}::text[],
    ${asked.map(({ key }) => key.notAfter)}::date[]
  ) as q(n, region_id, name, not_after)`;

function nameOf(key: LatestKey): string {
  switch (key.kind) {
    case 'ledger':
      return key.measure;
    case 'rates':
      return key.item;
    case 'figures':
    case 'assessments':
      return key.indicator;
    default:
      return key satisfies never;
  }
}

function branch(asked: readonly Asked[], bound: Bound): RawBuilder<unknown> {
  const { open, asOf } = bound;
  const kind = asked[0]?.key.kind ?? 'figures';
  switch (kind) {
    case 'ledger':
      return sql`select q.n, null::text as code, max(c.month) as start, (max(c.month) + interval '1 month')::date as end
        from ${requests(asked)} join cells c on c.region_id = q.region_id and c.measure = q.name and c.member = ''
          and c.month <= q.not_after
        where c.value - ${later(asOf)} > 0 group by q.n`;
    case 'rates':
      return ratesBranch(asked, bound);
    case 'figures':
      return sql`select distinct on (q.n) q.n, s.period as code, s.period_start as start, s.period_end as end
        from ${requests(asked)} join statistics s on s.region_id = q.region_id and s.indicator = q.name
        where s.locality = '' and s.comparison in ('none', 'share') and s.value is not null
          and s.period_start <= q.not_after and ${open('statistics')}::boolean and ${versionOf('s', asOf)}
        order by q.n, s.period_end desc, s.period_start desc, s.id`;
    case 'assessments':
      return assessmentsBranch(asked, bound);
    default:
      return kind satisfies never;
  }
}

/** Rows are few beside the regions of a country: each is held against the regions above it, not the other way round. */
function ratesBranch(asked: readonly Asked[], { datasets, asOf }: Bound): RawBuilder<unknown> {
  const code = asked[0]?.key.kind === 'rates' ? asked[0].key.dataset : '';
  const dataset = Object.values(datasets).find((one) => one.code === code);
  if (dataset?.rates === undefined) throw new AnlanError('INTERNAL', `expected rates in ${code}`);
  const { period, item } = dataset.rates;
  const [round, start, end] = ['', '_start', '_end'].map((suffix) => sql.ref(`r.${snake(period)}${suffix}`));
  return sql`select distinct on (q.n) q.n, r.code, r.start, r.end
    from (
      select p.id as region_id, ${sql.ref(`r.${snake(item)}`)} as item, ${round} as code, ${start} as start, ${end} as end
      from ${sql.table(dataset.code)} r
      join region_versions place on place.region_id = r.region_id and ${versionOf('place', asOf)}
      cross join lateral unnest(place.path) as p(id)
      where ${versionOf('r', asOf)}
    ) as r
    join ${requests(asked)} on q.region_id = r.region_id and q.name = r.item and r.start <= q.not_after
    order by q.n, r.end desc, r.start desc`;
}

/** The last year for which the region is assessed, or for which a score was printed. */
function assessmentsBranch(asked: readonly Asked[], { datasets, open, asOf }: Bound): RawBuilder<unknown> {
  const years = Object.values(datasets).flatMap(({ code, assessment }) =>
    assessment === 'units' && open(code)
      ? [
          sql`select u.region_id, null::text as indicator, u.year::text as code, make_date(u.year, 1, 1) as start,
          make_date(u.year + 1, 1, 1) as end from ${sql.table(code)} u where ${versionOf('u', asOf)}`,
        ]
      : [],
  );
  const printed = sql`select s.region_id, s.indicator, s.period, s.period_start, s.period_end from statistics s
    where s.locality = '' and s.comparison = 'none' and s.value is not null
      and ${open('statistics')}::boolean and ${versionOf('s', asOf)}`;
  return sql`select distinct on (q.n) q.n, y.code, y.start, y.end
    from (${sql.join([...years, printed], sql` union all `)}) as y(region_id, indicator, code, start, "end")
    join ${requests(asked)} on q.region_id = y.region_id and (y.indicator is null or y.indicator = q.name)
      and y.start <= q.not_after
    order by q.n, y.end desc, y.start desc`;
}

function later(asOf: number | null): RawBuilder<number> {
  if (asOf === null) return sql`0`;
  return sql`coalesce((select sum(d.delta) from cell_changes d
    where d.region_id = c.region_id and d.measure = c.measure and d.member = c.member and d.month = c.month
      and ${changedAfter('d', asOf)}), 0)`;
}
