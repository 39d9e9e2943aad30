import { type Kysely, sql } from 'kysely';
import type { Database } from './database.ts';

export const WRITE_LOCK = 4_801_202_102;

/** Takes the lock of `takeWriteLock` if nobody holds it. */
export async function tryWriteLock(trx: Kysely<Database>): Promise<boolean> {
  const tried = await sql<{ free: boolean }>`
    /* ledger.try_write_lock */ select pg_try_advisory_xact_lock(${WRITE_LOCK}::bigint) as free`.execute(trx);
  return tried.rows[0]?.free === true;
}

/**
 * One writer at a time, so that import ids rise in commit order. Held until the transaction ends.
 * @param onWaiting called once if somebody else holds it
 */
export async function takeWriteLock(trx: Kysely<Database>, onWaiting: () => void): Promise<void> {
  if (await tryWriteLock(trx)) return;
  onWaiting();
  await sql`/* ledger.write_lock */ select pg_advisory_xact_lock(${WRITE_LOCK}::bigint)`.execute(trx);
}
