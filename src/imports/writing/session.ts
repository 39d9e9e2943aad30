import { Kysely, PostgresDialect, type Transaction } from 'kysely';
import type { Pool, PoolClient } from 'pg';
import type { Database } from '../../db/database.ts';
import { naming } from '../../db/pool.ts';

/** One connection in one transaction, for statements through kysely and for COPY through the driver. */
export interface Session {
  readonly trx: Transaction<Database>;
  readonly client: PoolClient;
}

/** Statements may take their time, but an importer that is gone is noticed, and one that stands still lets go of the lock. */
const PATIENCE = `/* imports.patience */
  set local statement_timeout = 0;
  set local client_connection_check_interval = '5s';
  set local idle_in_transaction_session_timeout = '60s'`;

/** Runs `work` in a transaction that commits only if `work` says so. */
export async function inSession<Result>(
  pool: Pool,
  work: (session: Session) => Promise<{ readonly commit: boolean; readonly result: Result }>,
): Promise<Result> {
  const client = await pool.connect();
  let sound = false;
  try {
    const trx = await bind(client).startTransaction().execute();
    await client.query(PATIENCE);
    try {
      const { commit, result } = await work({ trx, client });
      await (commit ? trx.commit() : trx.rollback()).execute();
      sound = true;
      return result;
    } catch (error) {
      await trx
        .rollback()
        .execute()
        .catch(() => {});
      throw error;
    }
  } finally {
    client.release(!sound);
  }
}

function bind(client: PoolClient): Kysely<Database> {
  const borrowed = { query: client.query.bind(client), release: () => {} };
  const pool = { options: {}, connect: async () => borrowed, end: async () => {} };
  return new Kysely<Database>({
    dialect: new PostgresDialect({ pool }),
    plugins: [naming()],
  });
}
