import { type Kysely, sql } from 'kysely';
import type { ClientBase } from 'pg';
import type { Database } from './database.ts';

/** Whole on every node: what everything is read with. */
const REFERENCE = [
  'sources',
  'imports',
  'regions',
  'region_versions',
  'region_aliases',
  'revived_rows',
  'import_issues',
] as const;

/** By region, together: what is added up of a region, and when it was reported. */
const BY_REGION = ['cell_years', 'cell_change_years', 'coverage'] as const;

interface GuardedTable {
  readonly name: string;
  /** What its rows are spread by: the region where that is part of their key, else the first column of it. */
  readonly column: string;
  readonly namesGrids: boolean;
}

/**
 * Spreads the tables over the nodes of a Citus, where the database has it: those that are not yet spread, so that a new
 * table follows when its migration has run. Keys, the audit and uploads stay on the coordinator.
 * @returns whether there is a Citus
 */
export async function distribute(client: ClientBase): Promise<boolean> {
  if (!(await hasCitus(client))) return false;
  await client.query("/* db.citus_in_turn */ set citus.multi_shard_modify_mode = 'sequential'");
  await client.query('begin');
  try {
    await settle(client);
    await spread(client);
    await client.query('commit');
    return true;
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  }
}

/** Of the database: what a reader may see is set for a transaction, and holds on every node. */
export const spreadSettings = (database: string): readonly string[] => [
  `alter database ${database} set citus.propagate_set_commands = 'local'`,
  `alter database ${database} set citus.multi_shard_modify_mode = 'sequential'`,
];

async function settle(client: ClientBase): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    '/* db.own_name */ select quote_ident(current_database()) as name',
  );
  for (const statement of spreadSettings(rows[0]?.name ?? '')) await client.query(statement);
}

async function spread(client: ClientBase): Promise<void> {
  const done = await spreadTables(client);
  const rows = (await guardedTables(client)).filter(({ name }) => !done.has(name));
  const references = await referencesOf(client, rows);
  await client.query(SEES_GRID);
  for (const table of rows) await client.query(preparation(table));
  for (const { table, name } of references) await client.query(`alter table ${table} drop constraint ${name}`);
  for (const name of REFERENCE) {
    if (!done.has(name)) await client.query('/* db.on_every_node */ select create_reference_table($1)', [name]);
  }
  const byRegion = BY_REGION.filter((name) => !done.has(name)).map((name) => ({ name, column: 'region_id' }));
  for (const { name, column } of [...byRegion, ...rows]) {
    await client.query('/* db.spread_table */ select create_distributed_table($1, $2)', [name, column]);
  }
  for (const { table, name, as } of references) await client.query(`alter table ${table} add constraint ${name} ${as}`);
}

const HAS_CITUS = "/* db.has_citus */ select exists (select from pg_extension where extname = 'citus') as citus";

interface HasCitus {
  readonly citus: boolean;
}

export async function hasCitus(client: ClientBase): Promise<boolean> {
  const { rows } = await client.query<HasCitus>(HAS_CITUS);
  return rows[0]?.citus ?? false;
}

/** The same through kysely: whether rows are on the nodes of a Citus. */
export async function isSpread(db: Kysely<Database>): Promise<boolean> {
  const { rows } = await sql.raw<HasCitus>(HAS_CITUS).execute(db);
  return rows[0]?.citus ?? false;
}

async function spreadTables(client: ClientBase): Promise<ReadonlySet<string>> {
  const { rows } = await client.query<{ name: string }>(`/* db.spread_tables */
    select logicalrelid::text as name from pg_dist_partition where partmethod = 'h' or repmodel = 't'`);
  return new Set(rows.map(({ name }) => name));
}

/** The tables of rows, which `guard_rows` knows: each has a unique index of its current rows. */
async function guardedTables(client: ClientBase): Promise<readonly GuardedTable[]> {
  const { rows } = await client.query<
    Omit<GuardedTable, 'namesGrids'> & { readonly names_grids: boolean }
  >(`/* db.tables_of_rows */
    select c.relname as name, (
      select a.attname from pg_index i cross join lateral unnest(i.indkey) with ordinality as k(attnum, place)
      join pg_attribute a on a.attrelid = c.oid and a.attnum = k.attnum
      where i.indexrelid = to_regclass(c.relname || '_current')
      order by a.attname <> 'region_id', k.place limit 1
    ) as column,
      exists (select from pg_attribute g where g.attrelid = c.oid and g.attname = 'grid' and not g.attisdropped) as names_grids
    from pg_policy p join pg_class c on c.oid = p.polrelid
    where p.polname = 'in_sight' and c.relnamespace = 'public'::regnamespace order by c.relname`);
  return rows.map(({ names_grids: namesGrids, ...table }) => ({ ...table, namesGrids }));
}

interface Reference {
  readonly table: string;
  readonly name: string;
  readonly as: string;
}

/** Their foreign keys: a table that refers to one on every node would count as spread before it is. */
async function referencesOf(client: ClientBase, tables: readonly GuardedTable[]): Promise<readonly Reference[]> {
  const { rows } = await client.query<Reference>(
    `/* db.references_of_rows */
    select conrelid::regclass::text as table, conname as name, pg_get_constraintdef(oid) as as from pg_constraint
    where contype = 'f' and conrelid::regclass::text = any($1)`,
    [tables.map(({ name }) => name)],
  );
  return rows;
}

const SIGHT = "current_setting('anlan.sight')::int4multirange";

/** What the policies look up in the tree; a policy may hold no query there. Each node has the tree. */
const SEES_GRID = `/* db.sees_grid */
  create or replace function sees_grid(grid text) returns boolean language plpgsql stable
  set citus.allow_nested_distributed_execution = 'on' as $$
  begin
    return exists (select from regions r where r.code = grid and r.id <@ ${SIGHT});
  end $$`;

/** Its primary key gets the column that it is spread by, and its policy no query. */
const preparation = ({ name, column, namesGrids }: GuardedTable): string => `/* db.before_spreading */
  alter table ${name} drop constraint ${name}_pkey;
  alter table ${name} add primary key (id, ${column});
  drop policy in_sight on ${name};
  create policy in_sight on ${name} for select using (
    case when region_id <@ ${SIGHT} ${namesGrids ? 'or sees_grid(grid)' : ''} then true else false end)`;
