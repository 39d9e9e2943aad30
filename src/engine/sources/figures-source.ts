import DataLoader from 'dataloader';
import { type Kysely, sql } from 'kysely';
import type { Database } from '../../db/database.ts';
import { importOfRow, joinOriginal } from './undone-sql.ts';
import { versionOf } from './versions-sql.ts';

/** A printed or reported figure as stored; numerics as text. */
export interface FigureRow {
  readonly id: number;
  readonly importId: number;
  readonly period: string;
  readonly periodStart: string;
  readonly periodEnd: string;
  readonly measure: string;
  readonly printed: string;
  readonly value: string | null;
  readonly valueLow: string | null;
  readonly valueHigh: string | null;
  readonly qualifier: string | null;
  readonly unit: string | null;
  readonly comparison: string;
  readonly rank: number | null;
  readonly rankScope: string | null;
  readonly quote: string | null;
  readonly page: string | null;
  readonly note: string | null;
  readonly sourceId: number;
  readonly sourceTitle: string;
  readonly sourcePublisher: string | null;
  readonly sourcePublishedOn: string | null;
  readonly sourceAddress: string | null;
  readonly sourceLicence: string | null;
}

export interface FigureKey {
  readonly regionId: number;
  readonly indicator: string;
}

export type FiguresSource = DataLoader<FigureKey, readonly FigureRow[], string>;

interface FiguresOptions {
  readonly asOf: number | null;
  /** Only figures of documents that were published, which everybody can read. */
  readonly published: boolean;
  /** Whether the viewer may read printed figures at all. */
  readonly readable: boolean;
}

/** What was printed of an indicator in a region itself (not in a part of it), of every period. One statement a tick. */
export function createFiguresSource(
  db: Kysely<Database>,
  { asOf, published, readable }: FiguresOptions,
): FiguresSource {
  return new DataLoader<FigureKey, readonly FigureRow[], string>(
    async (keys) => {
      const found = keys.map((): FigureRow[] => []);
      if (!readable) return found;
      const { rows } = await sql<FigureRow & { readonly n: number }>`/* engine.statistics */
        select q.n, coalesce(original.id, s.id) as id, ${importOfRow('s')} as import_id, s.period, s.period_start, s.period_end, s.measure, s.printed,
          s.value, s.value_low, s.value_high, s.qualifier, s.unit, s.comparison, s.rank, s.rank_scope,
          s.quote, s.page, s.note, d.id as source_id, d.title as source_title, d.publisher as source_publisher,
          d.published_on as source_published_on, d.address as source_address, d.licence as source_licence
        from unnest(
          ${keys.map((_, n) => n)}::int[],
          ${keys.map((key) => key.regionId)}::int[],
          ${keys.map((key) => key.indicator)}::text[]
        ) as q(n, region_id, indicator)
        join statistics s on s.region_id = q.region_id and s.indicator = q.indicator
          and s.locality = '' and ${versionOf('s', asOf)}
        join sources d on d.id = s.source_id and (d.published_on is not null or not ${published})
          ${joinOriginal({ code: 'statistics' }, 's')}
        order by q.n, s.period_start, coalesce(original.id, s.id)`.execute(db);
      for (const row of rows) found[row.n]?.push(row);
      return found;
    },
    { cacheKeyFn: ({ regionId, indicator }) => `${regionId}|${indicator}` },
  );
}
