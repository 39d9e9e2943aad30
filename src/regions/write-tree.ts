import { sql, type Transaction } from 'kysely';
import type { Database } from '../db/database.ts';
import { walkPaths } from './region-paths.ts';
import type { RegionRow } from './region-row.ts';
import { contradictions, reject, resolveRegions } from './resolve-regions.ts';
import { stageRegions } from './stage-regions.ts';
import type { TreeIssue } from './tree-issue.ts';

/** A region whose place changed, or that entered or left the levels of the ledger; those below it are listed as well. */
export interface MovedRegion {
  readonly regionId: number;
  readonly oldPath: readonly number[];
  readonly newPath: readonly number[];
}

export type RegionOutcome = 'created' | 'updated' | 'unchanged' | 'rejected';

export interface TreeWrite {
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly rejected: number;
  /** What became of each row given, in their order. */
  readonly outcomes: readonly RegionOutcome[];
  /** Rows whose code stands again further down; only the last one counts. */
  readonly repeated: readonly number[];
  readonly issues: readonly TreeIssue[];
  readonly moved: readonly MovedRegion[];
}

/**
 * Writes what the rows say as versions of import `importId`, which must exist. Rows may come in any order and refer to
 * each other; a rejected row takes those that hang on it along.
 */
export async function writeTree(
  trx: Transaction<Database>,
  rows: readonly RegionRow[],
  importId: number,
): Promise<TreeWrite> {
  const repeated = await stageRegions(trx, rows);
  await resolveRegions(trx);

  const issues: TreeIssue[] = [];
  for (;;) {
    const found = await contradictions(trx);
    const wrong = found.length > 0 ? found : await walkPaths(trx);
    if (wrong.length === 0) break;
    issues.push(...wrong);
    await reject(
      trx,
      wrong.map(({ row }) => row),
    );
  }

  const moved = await collectVersions(trx);
  await insertVersions(trx, importId);
  const renamed = await insertAliases(trx, importId);

  const outcomes = rows.map((): RegionOutcome => 'unchanged');
  for (const { row } of issues) outcomes[row] = 'rejected';
  for (const row of renamed) outcomes[row] = 'updated';
  for (const { row, created } of await writtenRows(trx)) outcomes[row] = created ? 'created' : 'updated';
  const count = (outcome: RegionOutcome) => outcomes.reduce((sum, one) => (one === outcome ? sum + 1 : sum), 0);
  return {
    created: count('created'),
    updated: count('updated'),
    unchanged: count('unchanged'),
    rejected: count('rejected'),
    outcomes,
    repeated,
    issues: issues.sort((a, b) => a.row - b.row),
    moved,
  };
}

/** Lays what is new or differs in the temporary table `next_versions`; `stated` says that the row itself differs. */
async function collectVersions(trx: Transaction<Database>): Promise<readonly MovedRegion[]> {
  await sql`/* regions.next_versions */ drop table if exists pg_temp.next_versions`.execute(trx);
  await sql`/* regions.next_versions */ create temporary table next_versions on commit drop as
    with stated as (
      select n.row, n.created, v.path as old_path, v.level as old_level, n.region_id, n.name, n.short_name, n.level, n.kind,
        n.parent_id, coalesce(w.path, v.path) as path, n.valid_from, n.valid_to, n.successor_id,
        (n.name, n.short_name, n.level, n.kind, n.parent_id, n.valid_from, n.valid_to, n.successor_id)
          is distinct from
          (v.name, v.short_name, v.level, v.kind, v.parent_id, v.valid_from, v.valid_to, v.successor_id) as stated
      from next_regions n
      left join region_versions v on v.region_id = n.region_id and v.superseded_in is null
      left join walked_paths w on w.region_id = n.region_id)
    select * from stated where stated or path is distinct from old_path
    union all
    select null, false, v.path, v.level, v.region_id, v.name, v.short_name, v.level, v.kind, v.parent_id, w.path, v.valid_from,
      v.valid_to, v.successor_id, false
    from walked_paths w join region_versions v on v.region_id = w.region_id and v.superseded_in is null
    where v.path <> w.path and not exists (select from next_regions n where n.region_id = w.region_id)`.execute(trx);
  const moved = await sql<MovedRegion>`/* regions.moved */
    with crossed as (select region_id from next_versions
      where (level in ('village', 'grid')) <> (old_level in ('village', 'grid'))
        or (level = 'township') <> (old_level = 'township'))
    select region_id, old_path, path as new_path from next_versions
    where old_path <> path or region_id in (select region_id from crossed)
    union
    select v.region_id, v.path, v.path from crossed c
    join region_versions v on v.path @> array[c.region_id] and v.superseded_in is null
    where not exists (select from next_versions x where x.region_id = v.region_id and x.path <> v.path)
    order by region_id`.execute(trx);
  return moved.rows;
}

async function insertVersions(trx: Transaction<Database>, importId: number): Promise<void> {
  await sql`/* regions.same_import */ delete from region_versions
    where imported_in = ${importId} and region_id in (select region_id from next_versions where not created)`.execute(
    trx,
  );
  await sql`/* regions.supersede */ update region_versions set superseded_in = ${importId}
    where superseded_in is null and region_id in (select region_id from next_versions where not created)`.execute(trx);
  await sql`/* regions.insert */ insert into region_versions (
      region_id, name, short_name, level, kind, parent_id, path, valid_from, valid_to, successor_id, imported_in)
    select region_id, name, short_name, level, kind, parent_id, path, valid_from, valid_to, successor_id, ${importId}::int
    from next_versions`.execute(trx);
}

/** Returns the rows that brought an alias. */
async function insertAliases(trx: Transaction<Database>, importId: number): Promise<readonly number[]> {
  const added = await sql<{ row: number }>`/* regions.insert_aliases */
    with added as (
      insert into region_aliases (region_id, alias, imported_in)
      select distinct n.region_id, s.alias, ${importId}::int
      from (select row, alias from staged_aliases union all select row, old_name from next_regions) s
      join next_regions n on n.row = s.row
      where s.alias not in ('', n.name) and not exists (
        select from region_aliases a
        where a.region_id = n.region_id and a.alias = s.alias and a.superseded_in is null)
      returning region_id)
    select distinct n.row from added join next_regions n on n.region_id = added.region_id`.execute(trx);
  return added.rows.map(({ row }) => row);
}

async function writtenRows(trx: Transaction<Database>): Promise<readonly { row: number; created: boolean }[]> {
  const written = await sql<{ created: boolean; rows: readonly number[] }>`/* regions.written */
    select created, json_agg(row) as rows from next_versions where stated and row is not null group by created`.execute(
    trx,
  );
  return written.rows.flatMap(({ created, rows }) => rows.map((row) => ({ row, created })));
}
