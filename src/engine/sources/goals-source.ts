import DataLoader from 'dataloader';
import { type Kysely, sql } from 'kysely';
import { snake } from '../../datasets/dataset.ts';
import type { Database } from '../../db/database.ts';
import type { Datasets } from '../values/declared-measures.ts';
import { versionOf } from './versions-sql.ts';

/** A target as stored; numerics as text. */
export interface GoalRow {
  readonly importId: number;
  readonly period: string;
  readonly periodStart: string;
  readonly periodEnd: string;
  readonly kind: string;
  readonly value: string | null;
  readonly low: string | null;
  readonly high: string | null;
}

export interface GoalKey {
  readonly regionId: number;
  readonly indicator: string;
}

export type GoalsSource = DataLoader<GoalKey, readonly GoalRow[], string>;

export interface GoalsOptions {
  readonly db: Kysely<Database>;
  readonly datasets: Datasets;
  readonly asOf: number | null;
}

/** What is set for a region itself, of every period. One statement a tick. */
export function createGoalsSource({ db, datasets, asOf }: GoalsOptions): GoalsSource {
  return new DataLoader<GoalKey, readonly GoalRow[], string>(
    async (keys) => {
      const found = keys.map((): GoalRow[] => []);
      const branches = Object.values(datasets).flatMap(({ code, goals }) => {
        if (goals === undefined) return [];
        const column = (name: string, suffix = '') => sql.ref(`t.${snake(name)}${suffix}`);
        return sql`select q.n, t.id, t.imported_in as import_id, ${column(goals.period)} as period,
            ${column(goals.period, '_start')} as period_start, ${column(goals.period, '_end')} as period_end,
            ${column(goals.kind)} as kind, ${column(goals.value)}::text as value, ${column(goals.low)}::text as low,
            ${column(goals.high)}::text as high
          from q join ${sql.table(code)} as t on t.region_id = q.region_id
            and ${column(goals.indicator)} = q.indicator and ${versionOf('t', asOf)}`;
      });
      if (branches.length === 0) return found;
      const { rows } = await sql<GoalRow & { readonly n: number }>`/* engine.goals */
        with q as (select * from unnest(
          ${keys.map((_, n) => n)}::int[],
          ${keys.map(({ regionId }) => regionId)}::int[],
          ${keys.map(({ indicator }) => indicator)}::text[]
        ) as asked(n, region_id, indicator))
        ${sql.join(branches, sql` union all `)}
        order by n, period_start, id`.execute(db);
      for (const { n, ...row } of rows) found[n]?.push(row);
      return found;
    },
    { cacheKeyFn: ({ regionId, indicator }) => `${regionId}|${indicator}` },
  );
}
