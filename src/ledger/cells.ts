import { type RawBuilder, sql } from 'kysely';

type Sql = RawBuilder<unknown>;

const MONTHS = Array.from({ length: 12 }, (_, at) => sql.lit(at + 1));

/**
 * Common table expressions that append the deltas to the changes and add them to the running sums; `posted` has a row
 * for each cell that changed.
 * @param deltas `select region_id, measure, member, month, delta`, one row a cell, none of them 0
 */
export function addToCells(importId: number, deltas: Sql): Sql {
  const sums = MONTHS.map((month) => sql`c.amounts[${month}] + excluded.amounts[${month}]`);
  return sql`
    yearly as (
      ${byYears(sql`select region_id, measure, member, month, delta::bigint as delta from (${deltas}) d`)}
    ), posted_years as (
      insert into cell_change_years (import_id, region_id, measure, member, year, deltas)
      select ${importId}::int, region_id, measure, member, year, amounts from yearly
      order by region_id, measure, member, year
      returning region_id, measure, member, year, deltas
    ), summed as (
      insert into cell_years as c (region_id, measure, member, year, amounts)
      select region_id, measure, member, year, deltas from posted_years
      on conflict (region_id, measure, member, year) do update set amounts = array[${sql.join(sums)}]
    ), posted as (
      select y.region_id from posted_years y cross join lateral unnest(y.deltas) as u(delta) where u.delta <> 0
    )`;
}

/**
 * `select region_id, measure, member, year, amounts`: twelve months a row.
 * @param deltas `select region_id, measure, member, month, delta`, one row a cell, and more columns to group by in `also`
 */
export function byYears(deltas: Sql, also: Sql = sql``): Sql {
  const amounts = MONTHS.map((month) => sql`coalesce(max(m.delta) filter (where m.place = ${month}), 0)`);
  return sql`
    select ${also} m.region_id, m.measure collate "C" as measure, m.member collate "C" as member, m.year,
      array[${sql.join(amounts)}] as amounts
    from (
      select d.*, date_part('year', d.month)::int as year, date_part('month', d.month)::int as place
      from (${deltas}) d offset 0
    ) m
    group by ${also} m.region_id, m.measure collate "C", m.member collate "C", m.year`;
}
