import { type RawBuilder, sql } from 'kysely';
import { snake } from '../../datasets/dataset.ts';
import { measureSql } from '../../db/measure-sql.ts';
import type { DeclaredMeasure } from '../values/declared-measures.ts';
import type { MiddleKey } from './rows-key.ts';
import type { Numbered } from './rows-sql.ts';
import { versionOf } from './versions-sql.ts';

/**
 * The lengths at some places of one or two classes, in the order of length: their mean. Only rows of those are read.
 * @param spread rows are on the nodes of a Citus, which can count off what it finds for each request only when it has all
 */
export function middleBranch(
  { dataset, measure, name }: DeclaredMeasure,
  requests: readonly Numbered<MiddleKey>[],
  { asOf, spread }: { readonly asOf: number | null; readonly spread: boolean },
): RawBuilder<unknown> {
  if (measure.kind !== 'median' || measure.index === undefined)
    throw new Error(`expected a median with an index, got ${dataset.code}.${name}`);
  const { amountIn, where } = measureSql(dataset, name, 'r');
  const column = (of: string) => sql.ref(`r.${snake(of)}`);
  const lengths: Lengths = {
    rows: sql`${sql.table(dataset.code)} as r`,
    length: amountIn(sql`null`, sql`null`),
    counts: sql`${column(measure.index.month)} = any(q.months)
      and ${column(measure.index.class)} = any(array[q.low, q.high])
      and ${asOf === null ? isCurrent : versionOf('r', asOf)} and ${where}`,
    below: sql`region_versions as below on below.path @> array[root.region_id] and ${versionOf('below', asOf)}`,
  };
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
    ), ${spread ? countedOff(lengths) : lookedUp(lengths)})`;
}

interface Lengths {
  readonly rows: RawBuilder<unknown>;
  readonly length: RawBuilder<unknown>;
  /** Whether a row is of a request `q`, wherever it lies. */
  readonly counts: RawBuilder<unknown>;
  /** Joins the regions `below` a `root`. */
  readonly below: RawBuilder<unknown>;
}

const MEAN = sql`trim_scale((min(m.length) + max(m.length))::numeric / 2) as total`;

/** Request by request, by the index of months, classes and regions. */
const lookedUp = ({ rows, length, counts, below }: Lengths): RawBuilder<unknown> => sql`place as materialized (
      select root.region_id as root, array_agg(below.region_id) as regions
      from (select distinct region_id from q) as root join ${below}
      group by 1
    )
    select q.n, '' as member, middle.total, null::jsonb as detail
    from q join place on place.root = q.region_id
    cross join lateral (
      select ${MEAN}
      from (
        select ${length} as length from ${rows} where ${counts} and r.region_id = any(place.regions)
        order by 1 offset q.place - 1 limit q.count
      ) as m
    ) as middle`;

/** The lengths of all requests from all nodes, then in order. */
const countedOff = ({ rows, length, counts, below }: Lengths): RawBuilder<unknown> => sql`place as materialized (
      select root.region_id as root, below.region_id from (select distinct region_id from q) as root join ${below}
    ), found as materialized (
      select q.n, ${length} as length
      from q join place on place.root = q.region_id join ${rows} on r.region_id = place.region_id and ${counts}
    ), ordered as (
      select n, length, row_number() over (partition by n order by length) as place from found
    )
    select q.n, '' as member, ${MEAN}, null::jsonb as detail
    from q join ordered m on m.n = q.n and m.place >= q.place and m.place < q.place + q.count
    group by q.n`;

const monthsTo = (day: RawBuilder<unknown>) =>
  sql`date_part('year', ${day})::int * 12 + date_part('month', ${day})::int - 1`;

/**
 * Not as the indexes of current rows say it: right after a large import the planner would take one of those and read all
 * rows of the places.
 */
const isCurrent = sql`coalesce(r.superseded_in, 0) = 0`;
