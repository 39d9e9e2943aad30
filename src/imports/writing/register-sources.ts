import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { Database } from '../../db/database.ts';

/** A document that figures are quoted from. Null: the document does not say. */
export interface SourceDocument {
  /** What rows call it by. */
  readonly key: string;
  readonly title: string;
  readonly publisher: string | null;
  /** YYYY-MM-DD */
  readonly publishedOn: string | null;
  readonly address: string | null;
}

/** Makes documents known, so that imports can name them by their keys. What is known of a key already stays, gaps are filled. */
export async function registerSources(db: Kysely<Database>, documents: readonly SourceDocument[]): Promise<void> {
  for (const { key, title, publisher, publishedOn, address } of documents) {
    await sql`
      /* imports.register_source */
      insert into sources as known (key, title, publisher, published_on, address)
      values (${key}, ${title}, ${publisher}, ${publishedOn}, ${address})
      on conflict (key) do update set
        title = case when known.title = known.key then excluded.title else known.title end,
        publisher = coalesce(known.publisher, excluded.publisher),
        published_on = coalesce(known.published_on, excluded.published_on),
        address = coalesce(known.address, excluded.address)`.execute(db);
  }
}
