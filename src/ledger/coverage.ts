import { type Kysely, type RawBuilder, sql } from 'kysely';
import { coveredMeasure, type Dataset } from '../datasets/dataset.ts';
import type { Database } from '../db/database.ts';
import { dayOf, monthOf } from '../db/day-sql.ts';
import { addedUp, addToCells, byYears } from './cells.ts';

/** Every township in force at or below the region has reported these months in full. */
export interface Declared {
  readonly regionId: number;
  /** First days of months, both included. */
  readonly from: string;
  readonly to: string;
}

/**
 * Notes which township-months an import reported, by a row of that month or by declaration, and posts those that are
 * new to the ledger. A month once reported stays so when its rows are corrected away.
 * @returns how many township-months are newly covered
 */
export async function postCoverage(
  trx: Kysely<Database>,
  dataset: Dataset,
  importId: number,
  declared: Declared | null,
): Promise<number> {
  const reports = [
    ...(dataset.covers === null ? [] : [byRows(dataset, dataset.covers, importId)]),
    ...(declared === null ? [] : [byDeclaration(declared)]),
  ];
  if (reports.length === 0) return 0;
  const { rows } = await sql<{ covered: number }>`
    /* ledger.cover */
    with fresh as (
      insert into coverage (dataset, region_id, month, imported_in)
      select ${dataset.code}, r.region_id, r.month, ${importId}::int from (${sql.join(reports, sql` union `)}) r
      order by r.region_id, r.month
      on conflict (dataset, region_id, month) where superseded_in is null do nothing
      returning region_id, month
    ), years as materialized (
      ${byYears(sql`select region_id, ${coveredMeasure(dataset)}::text as measure, ''::text as member, month, 1 as delta from fresh`)}
    ), ${addToCells(
      importId,
      addedUp(sql`select a.ancestor_id as region_id, f.measure, f.member, f.year, f.amounts
        from years f join ledger_ancestors a on a.region_id = f.region_id`),
    )}
    select count(*) as covered from fresh`.execute(trx);
  return rows[0]?.covered ?? 0;
}

function byRows(dataset: Dataset, covers: string, importId: number): RawBuilder<unknown> {
  const month = monthOf(dayOf(dataset, covers, 'r'));
  const months = dataset.columns[covers]?.kind === 'year' ? 12 : 1;
  const own = sql`from ${sql.table(dataset.code)} r where r.imported_in = ${importId}::int`;
  // Each place is looked up once. A full join cannot be a nested loop, which the planner would take for its idea that an
  // import that is not committed has one row.
  return sql`
    select distinct o.township_id as region_id, (o.month + make_interval(months => m.later))::date as month
    from (
      select t.township_id, r.month
      from (select r.region_id, ${month} as month ${own}) r
      full join (
        select d.region_id, t.region_id as township_id
        from (select distinct r.region_id ${own}) d0
        join region_versions d on d.region_id = d0.region_id and d.superseded_in is null
        cross join lateral unnest(d.path) as p(id)
        join region_versions t on t.region_id = p.id and t.level = 'township' and t.valid_to is null
          and t.superseded_in is null
        offset 0
      ) t on t.region_id = r.region_id
      where coalesce(t.township_id, 0) > 0 and coalesce(r.month, ${NO_MONTH}) > ${NO_MONTH}
    ) o
    cross join generate_series(0, ${months}::int - 1) as m(later)`;
}

const NO_MONTH = sql`date '0001-01-01'`;

function byDeclaration({ regionId, from, to }: Declared): RawBuilder<unknown> {
  return sql`
    select t.id as region_id, m.month::date as month
    from current_regions t
    cross join generate_series(${from}::timestamp, ${to}::timestamp, interval '1 month') as m(month)
    where t.level = 'township' and t.valid_to is null
      and (t.path @> array[${regionId}::int]
        or t.id = any(select unnest(s.path) from current_regions s where s.id = ${regionId}::int))`;
}
