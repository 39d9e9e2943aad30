import { type RawBuilder, sql } from 'kysely';
import type { Dataset } from '../datasets/dataset.ts';
import { dayOf, monthOf } from '../db/day-sql.ts';

type Sql = RawBuilder<unknown>;

/**
 * `select import_id, region_id, month`: the township-months that each import of data reported, by a row or by
 * declaration, in the tree of its time. What was undone is among them.
 */
export function saidMonths(dataset: Dataset): Sql {
  return sql.join([...byRows(dataset), byDeclaration(dataset)], sql` union all `);
}

/** Townships that the rows of imports spoke for. */
function byRows(dataset: Dataset): readonly Sql[] {
  const { covers } = dataset;
  if (covers === null) return [];
  const months = dataset.columns[covers]?.kind === 'year' ? 12 : 1;
  return [
    sql`
    select o.import_id, t.region_id, (o.month + make_interval(months => m.later))::date as month
    from (
      select distinct r.imported_in as import_id, r.region_id, ${monthOf(dayOf(dataset, covers, 'r'))} as month
      from ${sql.table(dataset.code)} r
    ) o
    join imports i on i.id = o.import_id and i.kind = 'data'
    join region_versions place on place.region_id = o.region_id and ${stoodAt('place')}
    cross join lateral unnest(place.path) as p(id)
    join region_versions t on t.region_id = p.id and t.level = 'township' and t.valid_to is null and ${stoodAt('t')}
    cross join generate_series(0, ${sql.lit(months)} - 1) as m(later)
    where o.month is not null`,
  ];
}

/** The same by declarations. */
function byDeclaration(dataset: Dataset): Sql {
  return sql`
    select i.id as import_id, t.region_id, m.month::date as month
    from imports i
    join region_versions place on place.region_id = i.region_id and ${stoodAt('place')}
    join region_versions t on t.level = 'township' and t.valid_to is null and ${stoodAt('t')}
      and (t.path @> array[i.region_id] or t.region_id = any(place.path))
    cross join generate_series(i.covers_from::timestamp, i.covers_to::timestamp, interval '1 month') as m(month)
    where i.dataset = ${sql.lit(dataset.code)} and i.kind = 'data' and i.covers_from is not null`;
}

const stoodAt = (alias: string): Sql => sql`${sql.ref(`${alias}.imported_in`)} <= i.id
  and (${sql.ref(`${alias}.superseded_in`)} is null or ${sql.ref(`${alias}.superseded_in`)} > i.id)`;
