import { type Kysely, sql } from 'kysely';
import type { Database } from '../db/database.ts';
import { AnlanError } from '../kernel/errors.ts';
import { createTree, type TreeAlias, type TreeRow } from './create-tree.ts';
import type { RegionKind, RegionLevel } from './region.ts';
import type { RegionTree } from './tree.ts';

type Queryable = Kysely<Database>;

/** The last import, up to `asOfImport` where given, that changed the tree; 0 when none did. */
export async function treeVersion(db: Queryable, asOfImport?: number): Promise<number> {
  const found = await sql<{ version: number | null }>`/* regions.tree_version */
    select max(id) as version from imports
    where (kind = 'tree' or dataset = 'regions') and id <= ${asOfImport ?? LAST}`.execute(db);
  return found.rows[0]?.version ?? 0;
}

/** The whole tree: as it is, or as it was after an import. */
export async function loadTree(db: Queryable, asOfImport?: number): Promise<RegionTree> {
  const version = await treeVersion(db, asOfImport);
  const last = await sql<{ id: number | null }>`/* regions.last */ select max(id) as id from regions`.execute(db);
  const chunks: Columns[] = [];
  let next = readChunk(db, version, 0);
  for (let from = CHUNK; from < (last.rows[0]?.id ?? 0) + CHUNK; from += CHUNK) {
    const text = await next;
    if (from < (last.rows[0]?.id ?? 0)) next = readChunk(db, version, from);
    // The statement gives these ten columns, all of one length.
    chunks.push(JSON.parse(text) as Columns);
  }
  const aliases = await sql<TreeAlias>`/* regions.aliases */
    select region_id, alias from region_aliases
    where imported_in <= ${version} and (superseded_in is null or superseded_in > ${version})
    order by region_id, imported_in, alias`.execute(db);
  return createTree(rowsOf(chunks), aliases.rows, version);
}

const LAST = 2_147_483_647;
/** One JSON text of columns for so many ids: reading 600,000 rows one by one would take several times as long. */
const CHUNK = 100_000;

type Columns = readonly [
  id: readonly number[],
  code: readonly string[],
  name: readonly string[],
  shortName: readonly string[],
  level: readonly RegionLevel[],
  kind: readonly RegionKind[],
  parentId: readonly (number | null)[],
  validFrom: readonly (string | null)[],
  validTo: readonly (string | null)[],
  successorId: readonly (number | null)[],
];

async function readChunk(db: Queryable, version: number, from: number): Promise<string> {
  const found = await sql<{ columns: string | null }>`/* regions.tree */
    select json_build_array(
      json_agg(v.region_id), json_agg(r.code), json_agg(v.name), json_agg(v.short_name), json_agg(v.level), json_agg(v.kind),
      json_agg(v.parent_id), json_agg(v.valid_from), json_agg(v.valid_to), json_agg(v.successor_id))::text as columns
    from region_versions v join regions r on r.id = v.region_id
    where v.region_id > ${from} and v.region_id <= ${from + CHUNK} and r.id > ${from} and r.id <= ${from + CHUNK}
      and v.imported_in <= ${version} and (v.superseded_in is null or v.superseded_in > ${version})
    having count(*) > 0`.execute(db);
  return found.rows[0]?.columns ?? '[[],[],[],[],[],[],[],[],[],[]]';
}

function* rowsOf(chunks: readonly Columns[]): Generator<TreeRow> {
  for (const [ids, codes, names, shortNames, levels, kinds, parentIds, starts, ends, successorIds] of chunks) {
    for (const [at, id] of ids.entries()) {
      yield {
        id,
        code: cell(codes, at),
        name: cell(names, at),
        shortName: cell(shortNames, at),
        level: cell(levels, at),
        kind: cell(kinds, at),
        parentId: cell(parentIds, at),
        validFrom: cell(starts, at),
        validTo: cell(ends, at),
        successorId: cell(successorIds, at),
      };
    }
  }
}

function cell<Value extends string | number | null>(column: readonly Value[], at: number): Value {
  const value = column[at];
  if (value === undefined) throw new AnlanError('INTERNAL', 'the columns of the region tree differ in length');
  return value;
}
