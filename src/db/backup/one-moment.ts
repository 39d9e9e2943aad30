import type { ClientBase, Pool } from 'pg';
import { hasCitus } from '../distribute.ts';
import { WRITE_LOCK } from '../write-lock.ts';

/**
 * Does the work in a transaction that reads all rows as they stand at one moment. The nodes of a Citus read what is committed when
 * they are asked, whatever this transaction saw before: there imports wait until all is read.
 */
export async function atOneMoment<Result>(
  client: ClientBase,
  pool: Pool,
  work: () => Promise<Result>,
): Promise<Result> {
  const reading = async (): Promise<Result> => {
    await client.query('begin isolation level repeatable read read only');
    const result = await work();
    await client.query('commit');
    return result;
  };
  return (await hasCitus(client)) ? withoutImports(pool, reading) : reading();
}

async function withoutImports<Result>(pool: Pool, work: () => Promise<Result>): Promise<Result> {
  const keeper = await pool.connect();
  try {
    await keeper.query('begin');
    await keeper.query(
      "/* db.backup_patience */ select set_config('idle_in_transaction_session_timeout', '0', true), set_config('lock_timeout', '0', true)",
    );
    await keeper.query('/* db.backup_write_lock */ select pg_advisory_xact_lock($1::bigint)', [WRITE_LOCK]);
    const result = await work();
    // Fails where the lock was lost meanwhile.
    await keeper.query('commit');
    return result;
  } finally {
    keeper.release(true);
  }
}
