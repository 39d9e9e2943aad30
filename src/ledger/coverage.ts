import { type Kysely, type RawBuilder, sql } from 'kysely';
import { coveredMeasure, type Dataset } from '../datasets/dataset.ts';
import type { Database } from '../db/database.ts';
import { dayOf, monthOf } from '../db/day-sql.ts';
import { addedUp, addToCells, byYears } from './cells.ts';
import type { RowStage } from './posting/stage-rows.ts';

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
 * @param stage where its rows are, if they are to be posted
 * @returns how many township-months are newly covered
 */
export async function postCoverage(
  trx: Kysely<Database>,
  dataset: Dataset,
  importId: number,
  declared: Declared | null,
  stage: RowStage | null = null,
): Promise<number> {
  const reports = [
    ...(dataset.covers === null ? [] : [await byRows(trx, dataset, dataset.covers, importId, stage)]),
    ...(declared === null ? [] : [byDeclaration(declared)]),
  ];
  if (reports.length === 0) return 0;
  await sql`/* ledger.uncover */ drop table if exists pg_temp.ledger_covered`.execute(trx);
  await sql`
    /* ledger.cover */
    create temporary table ledger_covered (region_id int, month date) on commit drop`.execute(trx);
  const covered = await sql`
    /* ledger.cover */
    with fresh as (
      insert into coverage (dataset, region_id, month, imported_in)
      select ${dataset.code}, r.region_id, r.month, ${importId}::int from (${sql.join(reports, sql` union `)}) r
      order by r.region_id, r.month
      on conflict (dataset, region_id, month) where superseded_in is null do nothing
      returning region_id, month
    )
    insert into ledger_covered select region_id, month from fresh`.execute(trx);
  if (covered.numAffectedRows === 0n) return 0;
  await sql`/* ledger.analyze_covered */ analyze ledger_covered`.execute(trx);
  await addToCells(
    trx,
    importId,
    addedUp(sql`
      with years as materialized (
        ${byYears(sql`select region_id, ${coveredMeasure(dataset)}::text as measure, ''::text as member, month, 1 as delta from ledger_covered`)}
      )
      select a.ancestor_id as region_id, f.measure, f.member, f.year, f.amounts
      from years f join ledger_ancestors a on a.region_id = f.region_id`),
  );
  return Number(covered.numAffectedRows ?? 0n);
}

/** Months of rows are staged first: of an import that is not committed the planner would expect one row. */
async function byRows(
  trx: Kysely<Database>,
  dataset: Dataset,
  covers: string,
  importId: number,
  stage: RowStage | null,
): Promise<RawBuilder<unknown>> {
  await stage?.finish();
  await sql`/* ledger.unstage_months */ drop table if exists pg_temp.ledger_months`.execute(trx);
  await sql`
    /* ledger.stage_months */
    create temporary table ledger_months (region_id int, month date) on commit drop`.execute(trx);
  await sql`
    /* ledger.stage_months */
    insert into ledger_months ${
      stage === null
        ? sql`
          select r.region_id, ${monthOf(dayOf(dataset, covers, 'r'))}
          from ${sql.table(dataset.code)} r where r.imported_in = ${importId}::int group by 1, 2`
        : sql`
          select region_id, make_date(covered_month / 12, covered_month % 12 + 1, 1)
          from (select distinct region_id, covered_month from ledger_changed where sign = 1) r`
    }`.execute(trx);
  await sql`/* ledger.analyze_months */ analyze ledger_months`.execute(trx);
  const months = dataset.columns[covers]?.kind === 'year' ? 12 : 1;
  return sql`
    select o.region_id, (o.month + make_interval(months => m.later))::date as month
    from (
      with places as materialized (
        select d.region_id, d.path from (select distinct region_id from ledger_months) r
        join region_versions d on d.region_id = r.region_id and d.superseded_in is null
      ), paths as materialized (
        select d.region_id, p.id from places d cross join lateral unnest(d.path) as p(id)
      ), townships as materialized (
        select p.region_id as below_id, t.region_id
        from paths p join region_versions t on t.region_id = p.id and t.level = 'township' and t.valid_to is null
          and t.superseded_in is null
      )
      select t.region_id, r.month from ledger_months r join townships t on t.below_id = r.region_id
      where r.month is not null group by 1, 2
    ) o
    cross join generate_series(0, ${months}::int - 1) as m(later)`;
}

function byDeclaration({ regionId, from, to }: Declared): RawBuilder<unknown> {
  return sql`
    select t.id as region_id, m.month::date as month
    from current_regions t
    cross join generate_series(${from}::timestamp, ${to}::timestamp, interval '1 month') as m(month)
    where t.level = 'township' and t.valid_to is null
      and (t.path @> array[${regionId}::int]
        or t.id = any(select unnest(s.path) from current_regions s where s.id = ${regionId}::int))`;
}
