import { type Kysely, sql } from 'kysely';
import type { Database } from '../../db/database.ts';
import { AnlanError } from '../../kernel/errors.ts';

/**
 * Tables of rows refer to regions without a constraint, which would look each row's region up: here once a region.
 * @param table staged rows, or with the import those that it added to the table of its dataset
 */
export async function refuseUnknownPlaces(
  trx: Kysely<Database>,
  table: string,
  importId: number | null = null,
): Promise<void> {
  const added = importId === null ? sql`` : sql`where imported_in = ${importId}::int`;
  const { rows } = await sql<{ regionId: number | null }>`
    /* imports.unknown_places */
    select s.region_id from (select distinct region_id from ${sql.table(table)} ${added}) s
    where not exists (select from regions r where r.id = s.region_id) limit 1`.execute(trx);
  const [unknown] = rows;
  if (unknown === undefined) return;
  throw new AnlanError('INTERNAL', `a staged row belongs to region ${unknown.regionId}, which does not exist`);
}
