import type { ClientBase, Pool } from 'pg';
import { hasCitus } from '../distribute.ts';
import { WRITE_LOCK } from '../write-lock.ts';

/**
 * Begins a transaction that reads all rows as they stand at one moment. The nodes of a Citus read what is committed when they are
 * asked, whatever this transaction saw before: there imports wait until all is read.
 * @returns what lets them go on
 */
export async function beginOneMoment(client: ClientBase, pool: Pool): Promise<() => void> {
  const spread = await hasCitus(client);
  const keeper = spread ? await pool.connect() : null;
  const letGo = () => keeper?.release(true);
  try {
    await keeper?.query('begin');
    await keeper?.query('/* db.backup_write_lock */ select pg_advisory_xact_lock($1::bigint)', [WRITE_LOCK]);
    await client.query('begin isolation level repeatable read read only');
    return letGo;
  } catch (error) {
    letGo();
    throw error;
  }
}
