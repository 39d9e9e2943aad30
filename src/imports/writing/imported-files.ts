import { type Kysely, sql } from 'kysely';
import type { Database } from '../../db/database.ts';

export interface ImportedFile {
  readonly fileName: string | null;
  /** Who imported it. */
  readonly actor: string | null;
}

/** What was imported so far, in order of commit; empty in a database that holds nothing yet. */
export async function importedFiles(db: Kysely<Database>): Promise<readonly ImportedFile[]> {
  const { rows } = await sql<ImportedFile>`
    /* imports.files */ select file_name, actor from imports order by id`.execute(db);
  return rows;
}
