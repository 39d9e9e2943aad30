import { type Kysely, sql } from 'kysely';
import type { Database } from '../../db/database.ts';

/** The id of a source by its key, added if it is new. */
export async function sourceId(trx: Kysely<Database>, key: string): Promise<number> {
  await sql`
    /* imports.add_source */ insert into sources (key, title) values (${key}, ${key})
    on conflict (key) do nothing`.execute(trx);
  const { rows } = await sql<{ id: number }>`
    /* imports.source */ select id from sources where key = ${key}`.execute(trx);
  return rows[0]?.id ?? 0;
}

/** Gives every staged row the id of its source; sources that are new are added with what their first row says. */
export async function resolveSources(trx: Kysely<Database>): Promise<void> {
  await sql`
    /* imports.add_sources */
    insert into sources (key, title, publisher, published_on, address)
    select distinct on (source_key) source_key, coalesce(source_title, source_key), source_publisher,
      source_published_on, source_address
    from import_staging where source_key is not null order by source_key, ordinal
    on conflict (key) do nothing`.execute(trx);
  await sql`
    /* imports.resolve_sources */
    update import_staging s set source_id = o.id from sources o where o.key = s.source_key`.execute(trx);
}
