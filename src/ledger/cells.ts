import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Database } from '../db/database.ts';
import { MONTHS } from '../db/day-sql.ts';

type Sql = RawBuilder<unknown>;

/**
 * Appends the deltas to the changes and adds them to the running sums. The write lock must be held: whoever else wrote
 * sums would not be seen.
 * @param years `select region_id, measure, member, year, amounts`, one row a year of a sum, not all of its months 0
 * @returns how many cells changed
 */
export async function addToCells(trx: Kysely<Database>, importId: number, years: Sql): Promise<number> {
  const { all, cells } = await stageYears(trx, years);
  if (all === 0) return 0;
  await sql`
    /* ledger.append */
    insert into cell_change_years (import_id, region_id, measure, member, year, deltas)
    select ${importId}::int, region_id, measure, member, year, amounts from ledger_years`.execute(trx);
  const sums = MONTHS.map((month) => sql`c.amounts[${month}] + excluded.amounts[${month}]`);
  await sql`
    /* ledger.add */
    insert into cell_years as c (region_id, measure, member, year, amounts)
    select region_id, measure, member, year, amounts from ledger_years
    on conflict (region_id, measure, member, year) do update set amounts = array[${sql.join(sums)}]`.execute(trx);
  return cells;
}

/** `ledger_years`, in the order of the keys, so that indexes grow at one place after the other. */
async function stageYears(trx: Kysely<Database>, years: Sql): Promise<{ all: number; cells: number }> {
  await sql`/* ledger.unstage_years */ drop table if exists pg_temp.ledger_years`.execute(trx);
  await sql`
    /* ledger.stage_years */
    create temporary table ledger_years (
      region_id int, measure text collate "C", member text collate "C", year int, amounts bigint[]
    ) on commit drop`.execute(trx);
  await sql`
    /* ledger.stage_years */
    insert into ledger_years select region_id, measure, member, year, amounts from (${years}) y
    order by region_id, measure, member, year`.execute(trx);
  await sql`/* ledger.analyze_years */ analyze ledger_years`.execute(trx);
  const { rows } = await sql<{ all: number; cells: number }>`
    /* ledger.count_years */
    select count(*)::int as all, coalesce(sum(12 - cardinality(array_positions(amounts, 0::bigint))), 0)::int as cells
    from ledger_years`.execute(trx);
  return rows[0] ?? { all: 0, cells: 0 };
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
