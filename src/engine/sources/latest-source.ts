import DataLoader from 'dataloader';
import { type Kysely, type RawBuilder, sql } from 'kysely';
import { snake } from '../../datasets/dataset.ts';
import type { Database } from '../../db/database.ts';
import type { Day } from '../../kernel/day.ts';
import { AnlanError } from '../../kernel/errors.ts';
import type { Datasets } from '../values/declared-measures.ts';
import { versionOf } from './versions-sql.ts';

/** What the newest period is looked for in: a measure of the ledger, rates of a survey, or printed figures. */
export type LatestKey =
  | { readonly kind: 'ledger'; readonly regionId: number; readonly measure: string; readonly notAfter: Day }
  | {
      readonly kind: 'rates';
      readonly regionId: number;
      readonly dataset: string;
      readonly item: string;
      readonly notAfter: Day;
    }
  | { readonly kind: 'figures'; readonly regionId: number; readonly indicator: string; readonly notAfter: Day };

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
  readonly asOf: number | null;
}

/** The newest month, round or period with data that began by `notAfter`. */
export function createLatestSource({ db, datasets, asOf }: LatestOptions): LatestSource {
  return new DataLoader<LatestKey, LatestPeriod | null, string>(
    async (keys) => {
      const branches = keys.map((key, n) => sql`(${branch(key, n, datasets, asOf)})`);
      const { rows } = await sql<LatestPeriod & { readonly n: number }>`/* engine.latest */
        ${sql.join(branches, sql` union all `)}`.execute(db);
      const found = new Map(rows.map(({ n, ...period }) => [n, period]));
      return keys.map((_, n) => found.get(n) ?? null);
    },
    { cacheKeyFn: (key) => JSON.stringify(key) },
  );
}

function branch(key: LatestKey, n: number, datasets: Datasets, asOf: number | null): RawBuilder<unknown> {
  switch (key.kind) {
    case 'ledger':
      return sql`select ${n}::int as n, null::text as code, c.month as start, (c.month + interval '1 month')::date as end
        from cells c
        where c.region_id = ${key.regionId} and c.measure = ${key.measure} and c.member = '' and c.month <= ${key.notAfter}
          and c.value - ${later(asOf)} > 0
        order by c.month desc limit 1`;
    case 'rates': {
      const dataset = Object.values(datasets).find(({ code }) => code === key.dataset);
      if (dataset?.rates === undefined) throw new AnlanError('INTERNAL', `expected rates in ${key.dataset}`);
      const { period, item } = dataset.rates;
      const [code, start, end] = ['', '_start', '_end'].map((suffix) => sql.ref(`r.${snake(period)}${suffix}`));
      return sql`select ${n}::int as n, ${code} as code, ${start} as start, ${end} as end
        from ${sql.table(dataset.code)} r
        where r.region_id in (
            select place.region_id from region_versions place
            where place.path @> array[${key.regionId}::int] and ${versionOf('place', asOf)})
          and ${sql.ref(`r.${snake(item)}`)} = ${key.item} and ${start} <= ${key.notAfter} and ${versionOf('r', asOf)}
        order by ${end} desc, ${start} desc limit 1`;
    }
    case 'figures':
      return sql`select ${n}::int as n, s.period as code, s.period_start as start, s.period_end as end
        from statistics s
        where s.region_id = ${key.regionId} and s.indicator = ${key.indicator} and s.locality = ''
          and s.comparison in ('none', 'share') and s.value is not null and s.period_start <= ${key.notAfter}
          and ${versionOf('s', asOf)}
        order by s.period_end desc, s.period_start desc, s.id limit 1`;
    default:
      return key satisfies never;
  }
}

function later(asOf: number | null): RawBuilder<number> {
  if (asOf === null) return sql`0`;
  return sql`coalesce((select sum(d.delta) from cell_changes d
    where d.region_id = c.region_id and d.measure = c.measure and d.member = c.member and d.month = c.month
      and d.import_id > ${asOf}), 0)`;
}
