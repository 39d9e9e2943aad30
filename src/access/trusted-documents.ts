import { createHash } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import type { Database } from '../db/database.ts';

/** How documents are named: SHA-256 of their text, in hex. */
export const documentHash = (document: string): string => createHash('sha256').update(document).digest('hex');

/** The text of a registered document by its hash; null where there is none. */
export type TrustedDocuments = (hash: string) => Promise<string | null>;

const KEPT = 1000;

/** Those published with the schema, and those that agencies registered. A registered document never changes. */
export function createTrustedDocuments(db: Kysely<Database>, published: readonly string[]): TrustedDocuments {
  const known = new Map(published.map((document) => [documentHash(document), document]));
  const registered = new Map<string, string>();
  return async (hash) => {
    const found = known.get(hash) ?? registered.get(hash);
    if (found !== undefined) return found;
    const { rows } = await sql<{ document: string }>`
      /* access.trusted_document */ select document from trusted_documents where hash = ${hash}`.execute(db);
    const document = rows[0]?.document ?? null;
    if (registered.size >= KEPT) registered.clear();
    if (document !== null) registered.set(hash, document);
    return document;
  };
}

/** Registers a document; the same one again changes nothing. Gives its hash. */
export async function trustDocument(db: Kysely<Database>, name: string, document: string): Promise<string> {
  const hash = documentHash(document);
  await sql`/* access.trust_document */
    insert into trusted_documents (hash, name, document) values (${hash}, ${name}, ${document})
    on conflict (hash) do nothing`.execute(db);
  return hash;
}
