import { Kysely, PostgresDialect, type Transaction } from 'kysely';
import pg, { type Pool, type PoolClient } from 'pg';
import { isLostConnection } from '../../db/connections/lost-connection.ts';
import { naming } from '../../db/connections/pool.ts';
import { cut, watchForSilence } from '../../db/connections/silence.ts';
import type { Database } from '../../db/database.ts';
import { AnlanError } from '../../kernel/errors.ts';

/** One connection in one transaction, for statements through kysely and for COPY through the driver. */
export interface Session {
  readonly trx: Transaction<Database>;
  readonly client: PoolClient;
}

/** Statements may take their time, but an importer that is gone is noticed. */
const PATIENCE = `/* imports.patience */
  set local statement_timeout = 0;
  set local lock_timeout = 0;
  set local client_connection_check_interval = '5s';
  set local tcp_keepalives_idle = 15;
  set local tcp_keepalives_interval = 5;
  set local tcp_keepalives_count = 4`;

/**
 * One that stands still lets go of the lock. For this server alone: a text with `set` goes whole to the nodes of a Citus,
 * and there a node may have to wait for longer while another one works.
 */
const NO_STANDING_STILL = `/* imports.no_standing_still */
  select set_config('idle_in_transaction_session_timeout', '60s', true)`;

/**
 * Runs `work` in a transaction that commits only if `work` says so.
 * @throws AnlanError DATABASE_UNAVAILABLE when the connection is lost; whether it was committed, the message says
 */
export async function inSession<Result>(
  pool: Pool,
  work: (session: Session) => Promise<{ readonly commit: boolean; readonly result: Result }>,
): Promise<Result> {
  const client = await pool.connect();
  const unwatch = watchForSilence(pool, () => cut(client));
  let sound = false;
  let committing = false;
  try {
    const trx = await bind(client).startTransaction().execute();
    await client.query(PATIENCE);
    await client.query(NO_STANDING_STILL);
    try {
      const { commit, result } = await work({ trx, client });
      committing = commit;
      await (commit ? trx.commit() : trx.rollback()).execute();
      sound = true;
      return result;
    } catch (error) {
      await trx
        .rollback()
        .execute()
        .catch(() => {});
      throw told(error, committing);
    }
  } finally {
    unwatch();
    client.release(!sound);
  }
}

const DISK_FULL = '53100';

function told(error: unknown, committing: boolean): unknown {
  if (isLostConnection(error)) return lost(committing, error);
  if (!(error instanceof pg.DatabaseError) || error.code !== DISK_FULL) return error;
  const label = {
    zh: '数据库的磁盘已满，未导入任何内容：请清理后再运行一次',
    en: 'the disk of the database is full and nothing was imported; make room and run it again',
  };
  return new AnlanError('DATABASE_UNAVAILABLE', label, {}, error);
}

function lost(committing: boolean, cause: unknown): AnlanError {
  const label = committing
    ? {
        zh: '提交时与数据库的连接中断，不知是否已导入：请再运行一次，同样的内容不会重复计入',
        en: 'the connection was lost at the commit, so it is not known whether the import stands; run it again: nothing counts twice',
      }
    : {
        zh: '与数据库的连接中断，未导入任何内容：请再运行一次',
        en: 'the connection to the database was lost and nothing was imported; run it again',
      };
  return new AnlanError('DATABASE_UNAVAILABLE', label, {}, cause);
}

function bind(client: PoolClient): Kysely<Database> {
  const borrowed = { query: client.query.bind(client), release: () => {} };
  const pool = { options: {}, connect: async () => borrowed, end: async () => {} };
  return new Kysely<Database>({
    dialect: new PostgresDialect({ pool }),
    plugins: [naming()],
  });
}
