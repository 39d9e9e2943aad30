import { sql, type Transaction } from 'kysely';
import type { Database } from '../db/database.ts';
import type { TreeIssue } from './tree-issue.ts';

/**
 * Works out the paths that `next_regions` changes, those of stored regions below included, into the temporary table
 * `walked_paths`. The path of a region that ended runs through its successor, without itself, and so do the paths of
 * what was left below it. Returns the rows that would close a circle; while there are any, paths are incomplete.
 */
export async function walkPaths(trx: Transaction<Database>): Promise<readonly TreeIssue[]> {
  await collectAffected(trx);
  await sql`/* regions.walk */ drop table if exists pg_temp.walked_paths`.execute(trx);
  await sql`/* regions.walk */ create temporary table walked_paths on commit drop as
    with recursive walked (region_id, path, base) as (
      select t.region_id, b.base || t.region_id, case when t.ended then b.base else b.base || t.region_id end
      from affected_regions t
      left join region_versions u on u.region_id = t.up_id and u.superseded_in is null
      cross join lateral (select case
        when t.up_id is null then '{}'::int[]
        when u.valid_to is not null then u.path[1:cardinality(u.path) - 1]
        else u.path end as base) b
      where t.up_id is null or not exists (select from affected_regions a where a.region_id = t.up_id)
      union all
      select t.region_id, w.base || t.region_id, case when t.ended then w.base else w.base || t.region_id end
      from walked w join affected_regions t on t.up_id = w.region_id
    )
    select region_id, path from walked`.execute(trx);
  await sql`/* regions.walk */ create unique index on walked_paths (region_id)`.execute(trx);
  await sql`/* regions.walk */ analyze walked_paths`.execute(trx);
  return circles(trx);
}

/** Regions whose place changes, and all that lies below them, with what their path now hangs on. */
async function collectAffected(trx: Transaction<Database>): Promise<void> {
  await sql`/* regions.affected */ drop table if exists pg_temp.affected_regions`.execute(trx);
  await sql`/* regions.affected */ create temporary table affected_regions (
    region_id int primary key, up_id int, ended boolean) on commit drop`.execute(trx);
  await sql`/* regions.affected */ insert into affected_regions
    select region_id, ${up('n')}, valid_to is not null from next_regions n
    where created or (valid_to is null) <> (old_valid_to is null) or parent_id is distinct from old_parent_id
      or successor_id is distinct from old_successor_id
      or (level in ('village', 'grid')) <> (old_level in ('village', 'grid'))`.execute(trx);
  await addBelow(trx);
  while ((await addLeftBehind(trx)) > 0) await addBelow(trx);
  await sql`/* regions.affected */ analyze affected_regions`.execute(trx);
}

async function addBelow(trx: Transaction<Database>): Promise<void> {
  await sql`/* regions.affected_below */ insert into affected_regions
    select v.region_id, ${nextUp}, ${nextEnded}
    from affected_regions a
    join region_versions top on top.region_id = a.region_id and top.superseded_in is null
    join region_versions v on v.superseded_in is null and v.path @> array[a.region_id]
    left join next_regions n on n.region_id = v.region_id
    where v.region_id <> a.region_id
    on conflict do nothing`.execute(trx);
}

/** What hangs on a region that had ended before does not have it in its path. */
async function addLeftBehind(trx: Transaction<Database>): Promise<number> {
  const ended = await sql<{ regionId: number }>`/* regions.affected_ended */
    select v.region_id from affected_regions a join region_versions v on v.region_id = a.region_id
    where v.superseded_in is null and v.valid_to is not null`.execute(trx);
  if (ended.rows.length === 0) return 0;
  const ids = ended.rows.map(({ regionId }) => regionId);
  const added = await sql`/* regions.affected_left_behind */ insert into affected_regions
    select v.region_id, ${nextUp}, ${nextEnded}
    from region_versions v left join next_regions n on n.region_id = v.region_id
    where v.superseded_in is null and (v.parent_id = any(${ids}::int[]) or v.successor_id = any(${ids}::int[]))
    on conflict do nothing`.execute(trx);
  return Number(added.numAffectedRows ?? 0);
}

const up = (alias: string) => sql`case when ${sql.ref(`${alias}.valid_to`)} is not null
  and ${sql.ref(`${alias}.successor_id`)} is not null then ${sql.ref(`${alias}.successor_id`)} else ${sql.ref(`${alias}.parent_id`)} end`;

const nextUp = sql`case when n.region_id is null then ${up('v')} else ${up('n')} end`;
const nextEnded = sql`case when n.region_id is null then v.valid_to else n.valid_to end is not null`;

async function circles(trx: Transaction<Database>): Promise<readonly TreeIssue[]> {
  const { rows: lost } = await sql<{ regionId: number; upId: number; row: number | null; code: string }>`
    /* regions.circles */ select a.region_id, a.up_id, n.row, r.code
    from affected_regions a join regions r on r.id = a.region_id left join next_regions n on n.region_id = a.region_id
    where not exists (select from walked_paths w where w.region_id = a.region_id)`.execute(trx);
  const ups = new Map(lost.map(({ regionId, upId }) => [regionId, upId]));
  const codes = new Map(lost.map(({ regionId, code }) => [regionId, code]));
  return lost
    .filter(({ regionId }) => inCircle(regionId, ups))
    .flatMap(({ row, upId }) =>
      row === null ? [] : [{ row, problem: 'circle' as const, found: codes.get(upId) ?? null }],
    );
}

function inCircle(start: number, ups: ReadonlyMap<number, number>): boolean {
  let at = ups.get(start);
  for (let steps = 0; at !== undefined && steps <= ups.size; steps++) {
    if (at === start) return true;
    at = ups.get(at);
  }
  return false;
}
