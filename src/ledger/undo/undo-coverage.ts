import { type RawBuilder, sql, type Transaction } from 'kysely';
import { coveredMeasure, type Dataset } from '../../datasets/dataset.ts';
import type { Database } from '../../db/database.ts';
import { dayOf, monthOf } from '../../db/day-sql.ts';
import type { Undos } from '../../db/undos.ts';
import { addToCells } from '../cells.ts';

/** Township-months. */
export interface UndoneCoverage {
  /** No longer reported: only the undone import had. */
  readonly withdrawn: number;
  /** Reported again. */
  readonly restored: number;
}

type Sql = RawBuilder<unknown>;

/**
 * Reported is what any standing import of data reported, by a row or by declaration, in the tree of its own time. Looks
 * at the township-months of the import behind the undo, and posts those that are no longer or again reported.
 * @param undos with the undo itself
 */
export async function undoCoverage(
  trx: Transaction<Database>,
  dataset: Dataset,
  undoId: number,
  undos: Undos,
): Promise<UndoneCoverage> {
  const root = undos.root(undoId);
  await sql`/* ledger.undo_said */ drop table if exists pg_temp.said_months`.execute(trx);
  await sql`
    /* ledger.undo_said */
    create temporary table said_months on commit drop as
    select s.region_id, s.month, bool_or(u.id is null) as stands
    from (${sql.join([...byRows(dataset), byDeclaration(dataset)], sql` union all `)}) s
    left join unnest(${literals(undos.pairs.map(({ id }) => id))}) as u(id) on u.id = s.import_id
    group by s.region_id, s.month having bool_or(s.import_id = ${sql.lit(root)})`.execute(trx);
  await sql`/* ledger.undo_said */ analyze said_months`.execute(trx);
  const { rows } = await sql<UndoneCoverage>`
    /* ledger.undo_cover */
    with withdrawn as (
      update coverage c set superseded_in = ${undoId}::int from said_months s
      where c.dataset = ${dataset.code} and c.region_id = s.region_id and c.month = s.month and c.superseded_in is null
        and not s.stands
      returning c.region_id, c.month
    ), restored as (
      insert into coverage (dataset, region_id, month, imported_in)
      select ${dataset.code}, s.region_id, s.month, ${undoId}::int from said_months s where s.stands
      on conflict (dataset, region_id, month) where superseded_in is null do nothing
      returning region_id, month
    ), ${addToCells(
      undoId,
      sql`select a.ancestor_id as region_id, ${coveredMeasure(dataset)}::text as measure, ''::text as member, f.month,
            sum(f.sign) as delta
          from (select region_id, month, -1 as sign from withdrawn union all select region_id, month, 1 from restored) f
          join ledger_ancestors a on a.region_id = f.region_id
          group by a.ancestor_id, f.month having sum(f.sign) <> 0`,
    )}
    select (select count(*) from withdrawn) as withdrawn, (select count(*) from restored) as restored`.execute(trx);
  return rows[0] ?? { withdrawn: 0, restored: 0 };
}

/** `select import_id, region_id, month`: the townships of then that rows of imports of data spoke for. */
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

/** A temporary table is made by a statement without parameters. */
const literals = (ids: readonly number[]): Sql => sql`${sql.lit(`{${ids.join(',')}}`)}::int[]`;
