import { sql, type Transaction } from 'kysely';
import type { Database } from '../db/database.ts';
import { REGION_LEVELS } from './region.ts';
import type { TreeIssue } from './tree-issue.ts';

/**
 * Gives every staged region its id and, in the temporary table `next_regions`, what it will be: what its row says, else
 * what is stored, else what its code says.
 */
export async function resolveRegions(trx: Transaction<Database>): Promise<void> {
  await sql`/* regions.new_codes */
    with fresh as materialized (
      select s.row, s.code from staged_regions s where not exists (select from regions r where r.code = s.code)
    )
    insert into regions (code) select code from fresh order by row`.execute(trx);
  await sql`/* regions.unresolve */ drop table if exists pg_temp.next_regions`.execute(trx);
  await sql`/* regions.resolve */ create temporary table next_regions on commit drop as
    with old_codes as (
      select alias as code, min(region_id) as id from region_aliases
      where superseded_in is null and alias ~ '^[0-9]{12}$' group by alias having count(*) = 1
    ), placed as (
      select s.*, r.id as region_id, coalesce(p.id, op.id) as given_parent_id, coalesce(i.id, oi.id) as implied_parent_id,
        coalesce(n.id, o.id) as given_successor_id
      from staged_regions s
      join regions r on r.code = s.code
      left join regions p on p.code = s.parent_code left join old_codes op on op.code = s.parent_code
      left join regions i on i.code = s.implied_parent left join old_codes oi on oi.code = s.implied_parent
      left join regions n on n.code = s.successor_code left join old_codes o on o.code = s.successor_code
    )
    select s.row, s.region_id, v.region_id is null as created, s.name,
      coalesce(s.short_name, case when v.name = s.name then v.short_name end, s.derived_name) as short_name,
      coalesce(s.level, v.level, s.implied_level) as level,
      coalesce(s.kind, v.kind, case when s.implied_level is null then 'functional_zone' else 'statutory' end) as kind,
      s.parent_code, s.given_parent_id is null and s.parent_code is not null as parent_unknown,
      case when coalesce(s.level, v.level, s.implied_level) = 'province' and s.parent_code is null then null
        else coalesce(s.given_parent_id, v.parent_id, s.implied_parent_id) end as parent_id,
      s.successor_code, s.given_successor_id is null and s.successor_code is not null as successor_unknown,
      coalesce(s.given_successor_id, v.successor_id) as successor_id,
      coalesce(s.valid_from, v.valid_from) as valid_from, coalesce(s.valid_to, v.valid_to) as valid_to,
      v.name as old_name, v.valid_to as old_valid_to, v.parent_id as old_parent_id, v.successor_id as old_successor_id, v.level as old_level
    from placed s left join region_versions v on v.region_id = s.region_id and v.superseded_in is null`.execute(trx);
  await sql`/* regions.resolve */ create unique index on next_regions (region_id)`.execute(trx);
  await sql`/* regions.resolve */ analyze next_regions`.execute(trx);
  await levelsByParent(trx);
}

async function levelsByParent(trx: Transaction<Database>): Promise<void> {
  for (const [at, level] of REGION_LEVELS.entries()) {
    const above = REGION_LEVELS[at - 1];
    if (above === undefined) continue;
    await sql`/* regions.unlevel */ drop table if exists pg_temp.levelled_regions`.execute(trx);
    await sql`/* regions.levels */ create temporary table levelled_regions on commit drop as
      select n.region_id from next_regions n left join next_regions p on p.region_id = n.parent_id
      left join region_versions v on v.region_id = n.parent_id and v.superseded_in is null
      where n.level is null and case when p.region_id is null then v.level else p.level end = ${sql.lit(above)}`.execute(
      trx,
    );
    await sql`/* regions.levels */ update next_regions n set level = ${level} from levelled_regions l
      where l.region_id = n.region_id`.execute(trx);
  }
}

/** Rows that cannot stand as they are. A code without any row left to stand for it, stored or given, is unknown. */
export async function contradictions(trx: Transaction<Database>): Promise<readonly TreeIssue[]> {
  const found = await sql<TreeIssue>`/* regions.contradictions */
    with placed as (
      select n.*, coalesce(np.level, vp.level) as parent_level, coalesce(ns.region_id, vs.region_id) as standing_successor
      from next_regions n
      left join next_regions np on np.region_id = n.parent_id
      left join region_versions vp on vp.region_id = n.parent_id and vp.superseded_in is null
      left join next_regions ns on ns.region_id = n.successor_id
      left join region_versions vs on vs.region_id = n.successor_id and vs.superseded_in is null
    ), judged as (
      select *, case
        when parent_unknown or (parent_id is not null and parent_level is null and level is not null) then 'unknown_parent'
        when level is null then 'unknown_level'
        when parent_id is null and level <> 'province' then 'missing_parent'
        when ${rank('level')} <= ${rank('parent_level')} then 'wrong_level'
        when successor_unknown or (successor_id is not null and standing_successor is null) then 'unknown_successor'
        when successor_id is not null and valid_to is null then 'successor_without_end'
        when valid_to <= valid_from then 'wrong_dates'
      end as problem
      from placed
    )
    select j.row, j.problem, case
      when j.problem in ('unknown_parent', 'wrong_level') then coalesce(j.parent_code, p.code)
      when j.problem in ('unknown_successor', 'successor_without_end') then coalesce(j.successor_code, s.code)
      when j.problem = 'wrong_dates' then j.valid_to::text
    end as found
    from judged j left join regions p on p.id = j.parent_id left join regions s on s.id = j.successor_id
    where j.problem is not null
    order by j.row`.execute(trx);
  return found.rows;
}

const rank = (column: string) =>
  sql`array_position(${sql.lit(`{${REGION_LEVELS.join(',')}}`)}::text[], ${sql.ref(column)})`;

/** Takes rejected rows away again, and the codes that only they brought. */
export async function reject(trx: Transaction<Database>, rows: readonly number[]): Promise<void> {
  const gone = await sql<{ regionId: number; created: boolean }>`/* regions.reject */
    delete from next_regions where row = any(${rows}::int[]) returning region_id, created`.execute(trx);
  const created = gone.rows.flatMap((one) => (one.created ? [one.regionId] : []));
  await sql`/* regions.reject_codes */ delete from regions where id = any(${created}::int[])`.execute(trx);
}
