import { type RawBuilder, sql } from 'kysely';
import { snake } from '../../datasets/dataset.ts';
import { measureSql } from '../../db/measure-sql.ts';
import type { DeclaredMeasure } from '../values/declared-measures.ts';
import type { MiddleKey } from './rows-key.ts';
import type { Numbered } from './rows-sql.ts';
import { versionOf } from './versions-sql.ts';

/** The lengths at some places of one or two classes, in the order of length: their mean. Only rows of those are read. */
export function middleBranch(
  { dataset, measure, name }: DeclaredMeasure,
  requests: readonly Numbered<MiddleKey>[],
  asOf: number | null,
): RawBuilder<unknown> {
  if (measure.kind !== 'median' || measure.index === undefined)
    throw new Error(`expected a median with an index, got ${dataset.code}.${name}`);
  const { amountIn, where } = measureSql(dataset, name, 'r');
  const column = (of: string) => sql.ref(`r.${snake(of)}`);
  return sql`(with q as materialized (
      select q.*, array(select generate_series(${monthsTo(sql`q.day_from`)}, ${monthsTo(sql`q.day_to`)} - 1)) as months
      from unnest(
        ${requests.map(({ n }) => n)}::int[],
        ${requests.map(({ key }) => key.regionId)}::int[],
        ${requests.map(({ key }) => key.from)}::date[],
        ${requests.map(({ key }) => key.to)}::date[],
        ${requests.map(({ key }) => key.classes[0])}::int[],
        ${requests.map(({ key }) => key.classes[1])}::int[],
        ${requests.map(({ key }) => key.place)}::bigint[],
        ${requests.map(({ key }) => key.count)}::int[]
      ) as q(n, region_id, day_from, day_to, low, high, place, count)
    ), place as materialized (
      select root.region_id as root, array_agg(below.region_id) as regions
      from (select distinct region_id from q) as root
      join region_versions as below on below.path @> array[root.region_id] and ${versionOf('below', asOf)}
      group by 1
    )
    select q.n, '' as member, middle.total, null::jsonb as detail
    from q join place on place.root = q.region_id
    cross join lateral (
      select trim_scale((min(m.length) + max(m.length))::numeric / 2) as total
      from (
        select ${amountIn(sql`null`, sql`null`)} as length
        from ${sql.table(dataset.code)} as r
        where ${column(measure.index.month)} = any(q.months) and ${column(measure.index.class)} = any(array[q.low, q.high])
          and r.region_id = any(place.regions) and ${asOf === null ? isCurrent : versionOf('r', asOf)} and ${where}
        order by 1 offset q.place - 1 limit q.count
      ) as m
    ) as middle)`;
}

const monthsTo = (day: RawBuilder<unknown>) =>
  sql`date_part('year', ${day})::int * 12 + date_part('month', ${day})::int - 1`;

/**
 * Not as the indexes of current rows say it: right after a large import the planner would take one of those and read all
 * rows of the places.
 */
const isCurrent = sql`coalesce(r.superseded_in, 0) = 0`;
