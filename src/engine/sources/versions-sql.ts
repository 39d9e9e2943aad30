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
