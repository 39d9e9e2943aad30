import { type RawBuilder, sql, type Transaction } from 'kysely';
import { coveredMeasure, type Dataset } from '../../datasets/dataset.ts';
import type { Database } from '../../db/database.ts';
import type { Undos } from '../../db/undos.ts';
import { addToCells, byYears } from '../cells.ts';
import { saidMonths } from '../said-months.ts';

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
    from (${saidMonths(dataset)}) s
    left join unnest(${literals(undos.pairs.map(({ id }) => id))}) as u(id) on u.id = s.import_id
    group by s.region_id, s.month having bool_or(s.import_id = ${sql.lit(root)})`.execute(trx);
  await sql`/* ledger.undo_said */ analyze said_months`.execute(trx);
  await sql`/* ledger.undo_turned */ drop table if exists pg_temp.turned_months`.execute(trx);
  await sql`
    /* ledger.undo_turned */
    create temporary table turned_months (region_id int, month date, sign int) on commit drop`.execute(trx);
  const withdrawn = await sql`
    /* ledger.undo_cover */
    with withdrawn as (
      update coverage c set superseded_in = ${undoId}::int from said_months s
      where c.dataset = ${dataset.code} and c.region_id = s.region_id and c.month = s.month and c.superseded_in is null
        and not s.stands
      returning c.region_id, c.month
    )
    insert into turned_months select region_id, month, -1 from withdrawn`.execute(trx);
  const restored = await sql`
    /* ledger.undo_cover */
    with restored as (
      insert into coverage (dataset, region_id, month, imported_in)
      select ${dataset.code}, s.region_id, s.month, ${undoId}::int from said_months s where s.stands
      on conflict (dataset, region_id, month) where superseded_in is null do nothing
      returning region_id, month
    )
    insert into turned_months select region_id, month, 1 from restored`.execute(trx);
  await sql`/* ledger.undo_turned */ analyze turned_months`.execute(trx);
  await addToCells(
    trx,
    undoId,
    byYears(sql`
      select a.ancestor_id as region_id, ${coveredMeasure(dataset)}::text as measure, ''::text as member, t.month,
        sum(t.sign) as delta
      from turned_months t join ledger_ancestors a on a.region_id = t.region_id
      group by a.ancestor_id, t.month having sum(t.sign) <> 0`),
  );
  return { withdrawn: affected(withdrawn), restored: affected(restored) };
}

const affected = (result: { readonly numAffectedRows?: bigint | undefined }): number =>
  Number(result.numAffectedRows ?? 0n);

/** A temporary table is made by a statement without parameters. */
const literals = (ids: readonly number[]): Sql => sql`${sql.lit(`{${ids.join(',')}}`)}::int[]`;
