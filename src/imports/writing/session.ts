import { Kysely, PostgresDialect, type Transaction } from 'kysely';
import type { Pool, PoolClient } from 'pg';
import type { Database } from '../../db/database.ts';
import { naming } from '../../db/pool.ts';

/** One connection in one transaction, for statements through kysely and for COPY through the driver. */
export interface Session {
  readonly trx: Transaction<Database>;
  readonly client: PoolClient;
}

/** Runs `work` in a transaction that commits only if `work` says so. */
export async function inSession<Result>(
  pool: Pool,
  work: (session: Session) => Promise<{ readonly commit: boolean; readonly result: Result }>,
): Promise<Result> {
  const client = await pool.connect();
  let sound = false;
  try {
    const trx = await bind(client).startTransaction().execute();
    await client.query('set local statement_timeout = 0');
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
