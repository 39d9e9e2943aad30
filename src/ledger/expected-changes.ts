import { type RawBuilder, sql } from 'kysely';
import { coveredMeasure, type Dataset } from '../datasets/dataset.ts';
import { hasPostings, isKept, postings } from './postings.ts';

type Sql = RawBuilder<unknown>;

/**
 * `select import_id, region_id, measure, member, month, delta`: what each import must have posted, recomputed from all
 * versions of rows, of coverage and of the tree. A row counts in an ancestor while it, its place and that ancestor stand.
 */
export function expectedChanges(dataset: Dataset): Sql {
  return sql`
    with spans as materialized (
      select region_id, imported_in, superseded_in, measure, member, month, sum(delta) as amount
      from (${sql.join(ownPostings(dataset), sql` union all `)}) o
      group by region_id, imported_in, superseded_in, measure, member, month
    ), above as materialized (
      select d.region_id, a.region_id as ancestor_id, a.level, greatest(d.imported_in, a.imported_in) as since,
        least(${until('d')}, ${until('a')}) as until
      from (select distinct region_id from spans) s
      join region_versions d on d.region_id = s.region_id
      cross join lateral unnest(d.path) as p(id)
      join region_versions a on a.region_id = p.id and a.level in ('province', 'city', 'county', 'township')
        and a.imported_in < ${until('d')} and d.imported_in < ${until('a')}
    ), held as (
      select u.ancestor_id, s.measure, s.member, s.month, s.amount,
        greatest(s.imported_in, u.since) as since, least(${until('s')}, u.until) as until
      from spans s join above u on u.region_id = s.region_id and s.imported_in < u.until and u.since < ${until('s')}
        and ${isKept(sql`u.level`, sql`s.member`)}
    )
    select e.import_id, h.ancestor_id as region_id, h.measure collate "C" as measure, h.member collate "C" as member, h.month,
      sum(e.sign * h.amount)::bigint as delta
    from held h cross join lateral (values (h.since, 1), (h.until, -1)) as e(import_id, sign)
    where e.import_id < ${NEVER}
    group by e.import_id, h.ancestor_id, h.measure, h.member, h.month having sum(e.sign * h.amount) <> 0`;
}

const NEVER = sql`2147483647`;

const until = (alias: string): Sql => sql`coalesce(${sql.ref(`${alias}.superseded_in`)}, ${NEVER})`;

function ownPostings(dataset: Dataset): readonly Sql[] {
  const covered = sql`
    select c.imported_in, c.superseded_in, c.region_id, ${sql.lit(coveredMeasure(dataset))}::text as measure,
      ''::text as member, c.month, 1::bigint as delta
    from coverage c where c.dataset = ${sql.lit(dataset.code)}`;
  if (!hasPostings(dataset)) return [covered];
  const rows = sql`select t.*, 1 as sign from ${sql.table(dataset.code)} t offset 0`;
  return [postings(dataset, rows, ['imported_in', 'superseded_in']), covered];
}
