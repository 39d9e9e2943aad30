import { type RawBuilder, sql } from 'kysely';

/** The row is the current one, or was so after import `asOf`. */
export function versionOf(alias: string, asOf: number | null): RawBuilder<boolean> {
  const closed = sql.ref(`${alias}.superseded_in`);
  if (asOf === null) return sql`${closed} is null`;
  return sql`${sql.ref(`${alias}.imported_in`)} <= ${asOf} and (${closed} is null or ${closed} > ${asOf})`;
}

/** Rows `alias` of a dataset that lie in the region of request `q`, at whatever depth. */
export function inRegion(alias: string, asOf: number | null): RawBuilder<boolean> {
  return sql`${sql.ref(`${alias}.region_id`)} in (
    select place.region_id from region_versions place
    where place.path @> array[q.region_id] and ${versionOf('place', asOf)})`;
}

/**
 * What later imports changed. The sum hides the number from the index of what one import posted: to the planner, the last
 * import has posted next to nothing while it is being written, and all of that would be read for every cell asked for.
 */
export const changedAfter = (alias: string, asOf: number): RawBuilder<boolean> =>
  sql`${sql.ref(`${alias}.import_id`)} + 0 > ${asOf}`;
