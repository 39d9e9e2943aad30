import { type Kysely, type RawBuilder, sql } from 'kysely';
import { coveredMeasure, type Dataset } from '../datasets/dataset.ts';
import type { Database } from '../db/database.ts';
import { addToCells, byYears } from './cells.ts';
import { hasPostings, isKept, postings } from './postings.ts';

type Sql = RawBuilder<unknown>;

/**
 * After a change of the tree: the sums of regions whose path changed leave the ancestors they had and join those they
 * have now. Today's tree then gives one comparable series; reads as of an earlier import undo it.
 * @param moved the regions whose path or level changed, descendants included
 * @returns how many cells changed
 */
export async function repostMoved(
  trx: Kysely<Database>,
  datasets: readonly Dataset[],
  importId: number,
  moved: readonly { readonly regionId: number }[],
): Promise<number> {
  if (moved.length === 0) return 0;
  const own = sql.join(
    datasets.flatMap((dataset) => ownSums(dataset)),
    sql` union all `,
  );
  await sql`/* ledger.unstage_moved */ drop table if exists pg_temp.ledger_moved`.execute(trx);
  await sql`/* ledger.stage_moved */ create temporary table ledger_moved (region_id int) on commit drop`.execute(trx);
  await sql`
    /* ledger.stage_moved */
    insert into ledger_moved select unnest(${moved.map(({ regionId }) => regionId)}::int[])`.execute(trx);
  await sql`/* ledger.analyze_moved */ analyze ledger_moved`.execute(trx);
  return addToCells(
    trx,
    importId,
    byYears(sql`
      with shifts as (
        select region_id, ancestor_id, level, sum(sign) as sign
        from (${ancestorsAt(importId, 'before', -1)} union all ${ancestorsAt(importId, 'after', 1)}) s
        group by region_id, ancestor_id, level having sum(sign) <> 0
      )
      select s.ancestor_id as region_id, o.measure, o.member, o.month, sum(s.sign * o.delta) as delta
      from (${own}) o join shifts s on s.region_id = o.region_id and ${isKept(sql`s.level`, sql`o.member`)}
      group by s.ancestor_id, o.measure, o.member, o.month having sum(s.sign * o.delta) <> 0`),
  );
}

/** The tree just before this import closed and added versions, and just after. */
function ancestorsAt(importId: number, when: 'before' | 'after', sign: 1 | -1): Sql {
  const stands = (alias: string): Sql =>
    when === 'after'
      ? sql`${sql.ref(`${alias}.superseded_in`)} is null`
      : sql`${sql.ref(`${alias}.imported_in`)} < ${importId}::int
            and (${sql.ref(`${alias}.superseded_in`)} is null or ${sql.ref(`${alias}.superseded_in`)} = ${importId}::int)`;
  return sql`
    select d.region_id, a.region_id as ancestor_id, a.level, ${sql.lit(sign)} as sign
    from region_versions d
    cross join lateral unnest(d.path) as p(id)
    join region_versions a on a.region_id = p.id
    where d.region_id in (select region_id from ledger_moved) and ${stands('d')} and ${stands('a')}
      and a.level in ('province', 'city', 'county', 'township')`;
}

function ownSums(dataset: Dataset): readonly Sql[] {
  const rows = sql`
    select t.*, 1 as sign from ${sql.table(dataset.code)} t
    where t.superseded_in is null and t.region_id in (select region_id from ledger_moved) offset 0`;
  const covered = sql`
    select c.region_id, ${coveredMeasure(dataset)}::text as measure, ''::text as member, c.month, 1::bigint as delta
    from coverage c
    where c.superseded_in is null and c.dataset = ${dataset.code} and c.region_id in (select region_id from ledger_moved)`;
  return hasPostings(dataset) ? [postings(dataset, rows), covered] : [covered];
}
