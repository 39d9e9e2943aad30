import { type Kysely, sql } from 'kysely';
import type { Database } from '../db/database.ts';
import { AnlanError } from '../kernel/errors.ts';

/** The secret that all servers of a database share. @throws AnlanError CONFIGURATION where a migration is missing */
export async function serverSecret(db: Kysely<Database>): Promise<Buffer> {
  const { rows } = await sql<{ value: string }>`
    /* access.secret */ select value from secrets where name = 'server'`.execute(db);
  const secret = rows[0]?.value;
  if (secret === undefined) throw new AnlanError('CONFIGURATION', 'expected a row `server` in the table secrets');
  return Buffer.from(secret, 'hex');
}
