import DataLoader from 'dataloader';
import { type Kysely, sql } from 'kysely';
import type { Database } from '../../db/database.ts';
import type { Day } from '../../kernel/day.ts';
import { versionOf } from './versions-sql.ts';

/** Months `from` to `to` (exclusive) of a dataset in the townships of a region. */
export interface GapsKey {
  readonly dataset: string;
  readonly regionId: number;
  readonly from: Day;
  readonly to: Day;
}

/** A township that has not reported a month, by its first day. */
export interface Gap {
  readonly regionId: number;
  readonly month: Day;
}

export type GapsSource = DataLoader<GapsKey, readonly Gap[], string>;

const MOST_GAPS = 20;

/** The first twenty township-months that are missing. */
export function createGapsSource(
  db: Kysely<Database>,
  asOf: number | null,
  townshipsOf: (regionId: number) => readonly number[],
): GapsSource {
  return new DataLoader<GapsKey, readonly Gap[], string>(
    async (keys) => {
      const places = keys.flatMap((key, n) => townshipsOf(key.regionId).map((id) => ({ n, id })));
      const { rows } = await sql<Gap & { readonly n: number }>`/* engine.gaps */
        with due as materialized (
          select q.n, q.dataset, place.region_id, due.month::date as month
          from unnest(
            ${keys.map((_, n) => n)}::int[],
            ${keys.map((key) => key.dataset)}::text[],
            ${keys.map((key) => key.from)}::date[],
            ${keys.map((key) => key.to)}::date[]
          ) as q(n, dataset, month_from, month_to)
          join unnest(${places.map(({ n }) => n)}::int[], ${places.map(({ id }) => id)}::int[]) as place(n, region_id) on place.n = q.n
          cross join lateral generate_series(
            q.month_from::timestamp, q.month_to::timestamp - interval '1 day', interval '1 month') as due(month)
        ), covered as materialized (
          select distinct due.dataset, due.region_id, due.month
          from due join coverage c on c.dataset = due.dataset and c.region_id = due.region_id and c.month = due.month
            and ${versionOf('c', asOf)}
        ), gap as (
          select due.n, due.region_id, due.month,
            row_number() over (partition by due.n order by due.month, due.region_id) as place
          from due left join covered using (dataset, region_id, month) where covered.month is null
        )
        select n, region_id, month from gap where place <= ${MOST_GAPS}
        order by n, month, region_id`.execute(db);
      const found = keys.map((): Gap[] => []);
      for (const { n, regionId, month } of rows) found[n]?.push({ regionId, month });
      return found;
    },
    { cacheKeyFn: (key) => [key.dataset, key.regionId, key.from, key.to].join('|') },
  );
}
