import { type RawBuilder, sql, type Transaction } from 'kysely';
import type { Database } from '../db/database.ts';
import type { Undos } from '../db/undos.ts';

/** Regions by what the undo of a tree import did to them. */
export interface UndoneTree {
  /** Known to no tree any more: the import had brought them. */
  readonly removed: readonly number[];
  readonly reverted: number;
  readonly restored: number;
  /** Regions whose path or level changed, those below included. */
  readonly moved: readonly { readonly regionId: number }[];
}

/** Later imports that built on what is to be taken back, and how many of its regions they touched. */
export interface TreeBlocking {
  readonly importId: number;
  readonly count: number;
}

/**
 * Brings the versions of regions back that an import closed, as versions of import `undoId`, and closes its own.
 * @param undos without this undo: a version that was changed and put back since counts as not changed
 * @returns what stands in the way instead; then the transaction is not fit to commit
 */
export async function undoTree(
  trx: Transaction<Database>,
  importId: number,
  undoId: number,
  undos: Undos,
): Promise<UndoneTree | readonly TreeBlocking[]> {
  const pairs = sql`undone as (
    select * from unnest(${undos.pairs.map(({ id }) => id)}::int[], ${undos.pairs.map(({ by }) => by)}::int[]) as u(id, by_id))`;
  const changed = await changedSince(trx, importId, pairs);
  if (changed.length > 0) return changed;
  await closeVersions(trx, importId, undoId, pairs);
  const taken = await changedMeanwhile(trx, importId);
  if (taken.length > 0) return taken;
  await reviveVersions(trx, importId, undoId);
  await undoAliases(trx, importId, undoId, pairs);
  const hanging = await hangingOn(trx, undoId);
  if (hanging.length > 0) return hanging;
  return outcome(trx, undoId);
}

type Sql = RawBuilder<unknown>;

/** The versions of the import and their revivals, in a chain; the last of a chain is the one of today, or was closed. */
const chains = (importId: number, pairs: Sql): Sql => sql`
  ${pairs}, chain as (
    select region_id, imported_in, superseded_in from region_versions where imported_in = ${importId}::int
    union all
    select v.region_id, v.imported_in, v.superseded_in
    from chain c join undone u on u.id = c.superseded_in
    join region_versions v on v.region_id = c.region_id and v.imported_in = u.by_id
  ), latest as (
    select distinct on (region_id) region_id, imported_in, superseded_in from chain order by region_id, imported_in desc
  )`;

async function changedSince(
  trx: Transaction<Database>,
  importId: number,
  pairs: Sql,
): Promise<readonly TreeBlocking[]> {
  const { rows } = await sql<TreeBlocking>`/* regions.undo_changed */
    with recursive ${chains(importId, pairs)}
    select superseded_in as import_id, count(*) as count from latest where superseded_in is not null
    group by superseded_in order by superseded_in`.execute(trx);
  return rows;
}

async function closeVersions(trx: Transaction<Database>, importId: number, undoId: number, pairs: Sql): Promise<void> {
  await sql`/* regions.undo_close */
    with recursive ${chains(importId, pairs)}
    update region_versions v set superseded_in = ${undoId}::int from latest l
    where v.region_id = l.region_id and v.imported_in = l.imported_in`.execute(trx);
}

/** Regions that the import had taken away and a later one brought again. */
async function changedMeanwhile(trx: Transaction<Database>, importId: number): Promise<readonly TreeBlocking[]> {
  const { rows } = await sql<TreeBlocking>`/* regions.undo_taken */
    select t.imported_in as import_id, count(*) as count
    from region_versions v join region_versions t on t.region_id = v.region_id and t.superseded_in is null
    where v.superseded_in = ${importId}::int group by t.imported_in order by t.imported_in`.execute(trx);
  return rows;
}

async function reviveVersions(trx: Transaction<Database>, importId: number, undoId: number): Promise<void> {
  const columns = sql`name, short_name, level, kind, parent_id, path, valid_from, valid_to, successor_id`;
  await sql`/* regions.undo_revive */
    insert into region_versions (region_id, ${columns}, imported_in)
    select region_id, ${columns}, ${undoId}::int from region_versions
    where superseded_in = ${importId}::int and imported_in < ${importId}::int`.execute(trx);
}

async function undoAliases(trx: Transaction<Database>, importId: number, undoId: number, pairs: Sql): Promise<void> {
  await sql`/* regions.undo_aliases */
    with recursive ${pairs}, chain as (
      select region_id, alias, imported_in, superseded_in from region_aliases where imported_in = ${importId}::int
      union all
      select a.region_id, a.alias, a.imported_in, a.superseded_in
      from chain c join undone u on u.id = c.superseded_in
      join region_aliases a on a.region_id = c.region_id and a.alias = c.alias and a.imported_in = u.by_id
    )
    update region_aliases a set superseded_in = ${undoId}::int from chain c
    where a.region_id = c.region_id and a.alias = c.alias and a.imported_in = c.imported_in and a.superseded_in is null`.execute(
    trx,
  );
  await sql`/* regions.undo_revive_aliases */
    insert into region_aliases (region_id, alias, imported_in)
    select a.region_id, a.alias, ${undoId}::int from region_aliases a
    where a.superseded_in = ${importId}::int and a.imported_in < ${importId}::int and not exists (
      select from region_aliases n where n.region_id = a.region_id and n.alias = a.alias and n.superseded_in is null)`.execute(
    trx,
  );
}

/** Later imports hung regions on what is now gone or lies elsewhere, or moved what revived ones hang on. */
async function hangingOn(trx: Transaction<Database>, undoId: number): Promise<readonly TreeBlocking[]> {
  const { rows } = await sql<TreeBlocking>`/* regions.undo_hanging */
    with changed as (
      select distinct region_id from region_versions where superseded_in = ${undoId}::int or imported_in = ${undoId}::int
    ), hanging as (
      select v.region_id, v.path, v.imported_in,
        case when v.valid_to is not null and v.successor_id is not null then v.successor_id else v.parent_id end as up_id
      from region_versions v where v.superseded_in is null
    )
    select case when h.imported_in = ${undoId}::int then coalesce(up.imported_in, h.imported_in) else h.imported_in end as import_id,
      count(*) as count
    from hanging h left join region_versions up on up.region_id = h.up_id and up.superseded_in is null
    where h.up_id is not null and (h.up_id in (select region_id from changed) or h.imported_in = ${undoId}::int)
      and h.path is distinct from
        case when up.valid_to is null then up.path else up.path[1:cardinality(up.path) - 1] end || h.region_id
    group by 1 order by 1`.execute(trx);
  return rows;
}

async function outcome(trx: Transaction<Database>, undoId: number): Promise<UndoneTree> {
  await sql`/* regions.undo_changes */ drop table if exists pg_temp.undone_regions`.execute(trx);
  await sql`/* regions.undo_changes */
    create temporary table undone_regions on commit drop as
    select coalesce(a.region_id, b.region_id) as region_id, b.region_id is not null as was, a.region_id is not null as stands,
      a.path is distinct from b.path as moved,
      coalesce(a.level in ('village', 'grid'), false) <> coalesce(b.level in ('village', 'grid'), false)
        or coalesce(a.level = 'township', false) <> coalesce(b.level = 'township', false) as crossed
    from (select * from region_versions where superseded_in = ${sql.lit(undoId)}) b
    full join (select * from region_versions where imported_in = ${sql.lit(undoId)}) a on a.region_id = b.region_id`.execute(
    trx,
  );
  const counted = await sql<{ removed: readonly number[]; reverted: number; restored: number }>`/* regions.undo_count */
    select coalesce(json_agg(region_id order by region_id) filter (where not stands), '[]') as removed,
      count(*) filter (where was and stands) as reverted, count(*) filter (where not was) as restored
    from undone_regions`.execute(trx);
  const moved = await sql<{ regionId: number }>`/* regions.undo_moved */
    select region_id from undone_regions where was and stands and (moved or crossed)
    union
    select v.region_id from undone_regions c
    join region_versions v on v.superseded_in is null and v.path @> array[c.region_id]
    where c.was and c.stands and c.crossed
    order by region_id`.execute(trx);
  const { removed = [], reverted = 0, restored = 0 } = counted.rows[0] ?? {};
  return { removed, reverted, restored, moved: moved.rows };
}
