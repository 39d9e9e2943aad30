import { type Kysely, sql } from 'kysely';
import { datasets } from '../../src/datasets/index.ts';
import type { Database } from '../../src/db/database.ts';
import { isSpread } from '../../src/db/distribute.ts';

interface Reach {
  readonly reach: readonly string[] | null;
  readonly datasets: readonly string[] | null;
}

/** Set for a region and in force in all below it: told to whoever is bound by it. */
const INHERITED = ['targets', 'assessment_rules'];
const CODES = Object.values(datasets).map(({ code }) => code);

/** Deletes from a database all that a key of this reach may not see. Regions above it stay, without their numbers. */
export async function prune(db: Kysely<Database>, { reach, datasets: allowed }: Reach): Promise<void> {
  const run = (...parts: Parameters<typeof sql>) => sql(...parts).execute(db);
  const roots = sql`(select array_agg(id) from regions where ${reach === null} or code = any(${[...(reach ?? [])]}::text[]))::int[]`;
  await run`create table kept as
    select distinct region_id as id from region_versions where ${reach === null} or path && ${roots}`;
  await run`create table above as
    select distinct unnest(path) as id from region_versions where region_id = any(${roots})`;
  // On a Citus what is on every node is deleted by what is there too.
  if (await isSpread(db)) for (const table of ['kept', 'above']) await run`select create_reference_table(${table})`;
  const known = sql`select id from kept union select id from above`;
  const closed = CODES.filter((code) => allowed !== null && !allowed.includes(code));
  for (const code of CODES) {
    const places = INHERITED.includes(code) ? known : sql`select id from kept`;
    await run`delete from ${sql.table(code)} where ${closed.includes(code)} or region_id not in (${places})`;
  }
  // Below the township nobody reports: what a village has reported is what its township has.
  const reporting = sql`select id from kept union
    select region_id from region_versions join above on above.id = region_id where level = 'township'`;
  for (const table of ['cell_years', 'cell_change_years']) {
    await run`delete from ${sql.table(table)}
      where region_id not in (select id from kept) and not (measure like '%.covered' and region_id in (${reporting}))
        or split_part(measure, '.', 1) = any(${closed}::text[])`;
  }
  await run`delete from coverage where region_id not in (${reporting}) or dataset = any(${closed}::text[])`;
  await run`delete from revived_rows where dataset = any(${closed}::text[])`;
  const hidden = sql`select id from imports where kind <> 'tree' and (dataset = any(${closed}::text[])
    or region_id not in (${known}))`;
  await run`delete from import_issues where import_id in (${hidden}) or import_id in (
    select id from imports where ${reach !== null} and (region_id is null or region_id not in (select id from kept)))`;
  await run`delete from imports where id in (${hidden})`;
  await run`delete from region_aliases where region_id not in (${known})`;
  await run`delete from region_versions where region_id not in (${known})`;
  await run`delete from regions where id not in (${known})`;
  await run`drop table kept, above`;
}
