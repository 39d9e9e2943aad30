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
        select q.n, gap.region_id, gap.month
        from unnest(
          ${keys.map((_, n) => n)}::int[],
          ${keys.map((key) => key.dataset)}::text[],
          ${keys.map((key) => key.from)}::date[],
          ${keys.map((key) => key.to)}::date[]
        ) as q(n, dataset, month_from, month_to)
        cross join lateral (
          select place.region_id, due.month::date as month
          from unnest(${places.map(({ n }) => n)}::int[], ${places.map(({ id }) => id)}::int[]) as place(n, region_id)
          cross join generate_series(q.month_from::timestamp, q.month_to::timestamp - interval '1 day', interval '1 month')
            as due(month)
          where place.n = q.n and not exists (
            select from coverage c
            where c.dataset = q.dataset and c.region_id = place.region_id and c.month = due.month::date
              and ${versionOf('c', asOf)})
          order by due.month, place.region_id
          limit ${MOST_GAPS}
        ) as gap
        order by q.n, gap.month, gap.region_id`.execute(db);
      const found = keys.map((): Gap[] => []);
      for (const { n, regionId, month } of rows) found[n]?.push({ regionId, month });
      return found;
    },
    { cacheKeyFn: (key) => [key.dataset, key.regionId, key.from, key.to].join('|') },
  );
}
