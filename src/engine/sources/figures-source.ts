import DataLoader from 'dataloader';
import { type Kysely, type RawBuilder, sql } from 'kysely';
import { snake } from '../../datasets/dataset.ts';
import type { Database } from '../../db/database.ts';
import type { Schedule } from '../../kernel/turns.ts';
import type { Datasets } from '../values/declared-measures.ts';
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

/** A target as stored; numerics as text. */
export interface GoalRow extends Pick<FigureRow, 'importId' | 'period' | 'periodStart' | 'periodEnd' | 'value'> {
  readonly kind: string;
  readonly low: string | null;
  readonly high: string | null;
}

interface FigureKey {
  readonly regionId: number;
  readonly indicator: string;
}

export interface FiguresSource {
  /** What was printed of an indicator in a region itself (not in a part of it), of every period. */
  readonly figures: (key: FigureKey) => Promise<readonly FigureRow[]>;
  /** What is set for a region itself, of every period. */
  readonly goals: (key: FigureKey) => Promise<readonly GoalRow[]>;
}

interface FiguresOptions {
  /** Where the figures of these regions are read, by id. */
  readonly from: (regions: readonly number[]) => Kysely<Database>;
  /** Those that the viewer may read. */
  readonly datasets: Datasets;
  readonly asOf: number | null;
  readonly schedule: Schedule;
  /** Only figures of documents that were published, which everybody can read. */
  readonly published: boolean;
  /** Whether the viewer may read printed figures at all. */
  readonly readable: boolean;
}

type Kind = 'figure' | 'goal';

interface KindKey extends FigureKey {
  readonly of: Kind;
}

/** Printed figures and targets: both are single rows of a region and an indicator. One statement a tick. */
export function createFiguresSource({
  from,
  datasets,
  asOf,
  schedule,
  published,
  readable,
}: FiguresOptions): FiguresSource {
  const setBy = Object.values(datasets).flatMap(({ code, goals }) => (goals === undefined ? [] : [{ code, goals }]));
  const loader = new DataLoader<KindKey, readonly FigureRow[], string>(
    async (keys) => {
      const found = keys.map((): FigureRow[] => []);
      const asked = (kind: Kind): boolean => keys.some(({ of }) => of === kind);
      const branches = [
        ...(readable && asked('figure') ? [printedRows(asOf, published)] : []),
        ...(asked('goal') ? setBy.map((dataset) => goalRows(dataset, asOf)) : []),
      ];
      if (branches.length === 0) return found;
      const { rows } = await sql<FigureRow & { readonly n: number }>`/* engine.statistics */
        with q as (select * from unnest(
          ${keys.map((_, n) => n)}::int[],
          ${keys.map(({ regionId }) => regionId)}::int[],
          ${keys.map(({ indicator }) => indicator)}::text[],
          ${keys.map(({ of }) => of)}::text[]
        ) as asked(n, region_id, indicator, kind))
        ${sql.join(branches, sql` union all `)}
        order by n, period_start, id`.execute(from(keys.map(({ regionId }) => regionId)));
      for (const row of rows) found[row.n]?.push(row);
      return found;
    },
    { cacheKeyFn: ({ of, regionId, indicator }) => `${of}|${regionId}|${indicator}`, batchScheduleFn: schedule },
  );
  return {
    figures: (key) => loader.load({ of: 'figure', ...key }),
    goals: async (key) => (await loader.load({ of: 'goal', ...key })).map(goalOf),
  };
}

const printedRows = (asOf: number | null, published: boolean): RawBuilder<unknown> => sql`
  select q.n, coalesce(revived.original_id, s.id) as id, ${importOfRow('s')} as import_id, s.period, s.period_start, s.period_end, s.measure,
    s.printed, s.value, s.value_low, s.value_high, s.qualifier, s.unit, s.comparison, s.rank, s.rank_scope,
    s.quote, s.page, s.note, d.id as source_id, d.title as source_title, d.publisher as source_publisher,
    d.published_on as source_published_on, d.address as source_address, d.licence as source_licence
  from q join statistics s on s.region_id = q.region_id and s.indicator = q.indicator
    and s.locality = '' and ${versionOf('s', asOf)}
  join sources d on d.id = s.source_id and (d.published_on is not null or not ${published})
    ${joinOriginal({ code: 'statistics' }, 's')}
  where q.kind = 'figure'`;

/** Columns of a figure that a target has not, from its qualifier on. */
const UNSET = sql.join(Array.from({ length: 14 }, () => sql`null`));

type Goals = NonNullable<Datasets[string]['goals']>;

/** A target in the columns of a figure: its kind stands as the measure, its bounds as the interval. */
function goalRows({ code, goals }: { readonly code: string; readonly goals: Goals }, asOf: number | null) {
  const column = (name: string, suffix = '') => sql.ref(`t.${snake(name)}${suffix}`);
  return sql`
    select q.n, t.id, t.imported_in as import_id, ${column(goals.period)} as period,
      ${column(goals.period, '_start')} as period_start, ${column(goals.period, '_end')} as period_end,
      ${column(goals.kind)} as measure, '' as printed, ${column(goals.value)} as value, ${column(goals.low)} as value_low,
      ${column(goals.high)} as value_high, ${UNSET}
    from q join ${sql.table(code)} as t on t.region_id = q.region_id
      and ${column(goals.indicator)} = q.indicator and ${versionOf('t', asOf)}
    where q.kind = 'goal'`;
}

const goalOf = ({
  importId,
  period,
  periodStart,
  periodEnd,
  measure,
  value,
  valueLow,
  valueHigh,
}: FigureRow): GoalRow => ({
  importId,
  period,
  periodStart,
  periodEnd,
  kind: measure,
  value,
  low: valueLow,
  high: valueHigh,
});
