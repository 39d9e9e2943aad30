import { type RawBuilder, sql } from 'kysely';

type Sql = RawBuilder<unknown>;

/** January to December, from 1. */
export const MONTHS: readonly Sql[] = Array.from({ length: 12 }, (_, at) => sql.lit(at + 1));

/**
 * Common table expressions that append the deltas to the changes and add them to the running sums; `posted` has a row
 * for each year of a sum that changed, with how many of its `cells` did.
 * @param years `select region_id, measure, member, year, amounts`, twelve months a row, not all of them 0
 */
export function addToCells(importId: number, years: Sql): Sql {
  const sums = MONTHS.map((month) => sql`c.amounts[${month}] + excluded.amounts[${month}]`);
  return sql`
    posted_years as (
      insert into cell_change_years (import_id, region_id, measure, member, year, deltas)
      select ${importId}::int, region_id, measure, member, year, amounts from (${years}) y
      order by region_id, measure, member, year
      returning region_id, measure, member, year, deltas
    ), summed as (
      insert into cell_years as c (region_id, measure, member, year, amounts)
      select region_id, measure, member, year, deltas from posted_years
      on conflict (region_id, measure, member, year) do update set amounts = array[${sql.join(sums)}]
    ), posted as (
      select region_id, 12 - cardinality(array_positions(deltas, 0::bigint)) as cells from posted_years
    )`;
}

/**
 * `select region_id, measure, member, year, amounts`: twelve months a row.
 * @param deltas `select region_id, measure, member, month, delta`, one row a cell, and more columns to group by in `also`
 */
export function byYears(deltas: Sql, also: Sql = sql``): Sql {
  const amounts = MONTHS.map((month) => sql`coalesce(max(m.delta::bigint) filter (where m.place = ${month}), 0)`);
  return sql`
    select ${also} m.region_id, m.measure collate "C" as measure, m.member collate "C" as member, m.year,
      array[${sql.join(amounts)}] as amounts
    from (
      select d.*, date_part('year', d.month)::int as year, date_part('month', d.month)::int as place
      from (${deltas}) d offset 0
    ) m
    group by ${also} m.region_id, m.measure collate "C", m.member collate "C", m.year`;
}

/**
 * `select region_id, measure, member, year, amounts`: one row a year of a sum, without those that come to nothing.
 * @param years `select region_id, measure, member, year, amounts`, several rows a year of a sum
 */
export function addedUp(years: Sql): Sql {
  const sums = MONTHS.map((month) => sql`sum(y.amounts[${month}])::bigint`);
  return sql`
    select * from (
      select y.region_id, y.measure, y.member, y.year, array[${sql.join(sums)}] as amounts from (${years}) y
      group by y.region_id, y.measure, y.member, y.year
    ) s where s.amounts <> array_fill(0::bigint, array[12])`;
}
