import { CamelCasePlugin, Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { Database } from './database.ts';
import type { Log } from './log.ts';
import { whileStarting } from './patience.ts';
import { valueParsers } from './value-parsers.ts';

export interface DatabaseOptions {
  readonly url: string;
  readonly log?: Log | undefined;
  /** Called with the text of each statement that kysely executed, failed ones included. */
  readonly onStatement?: ((sql: string) => void) | undefined;
  readonly max?: number | undefined;
  readonly statementTimeoutMs?: number | undefined;
  /** How long a connection waits for a database that is still starting. */
  readonly patienceMs?: number | undefined;
}

export interface OpenDatabase {
  readonly kysely: Kysely<Database>;
  readonly pool: pg.Pool;
  close(): Promise<void>;
}

/** snake_case in the database, camelCase here; keys inside JSON stay as they are. */
export const naming = (): CamelCasePlugin => new CamelCasePlugin({ maintainNestedObjectKeys: true });

export function createDatabase(options: DatabaseOptions): OpenDatabase {
  const { log, onStatement, patienceMs = 10_000 } = options;
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.max ?? 10,
    application_name: 'anlan',
    statement_timeout: options.statementTimeoutMs,
    connectionTimeoutMillis: 30_000,
    types: valueParsers,
    keepAlive: true,
  });
  const onLoss = ({ message }: Error) => {
    if (!pool.ending) log?.warn({ reason: message }, 'a database connection was lost');
  };
  pool.on('error', onLoss);
  pool.on('connect', (client) => client.on('error', onLoss));

  const kysely = new Kysely<Database>({
    dialect: new PostgresDialect({
      pool: {
        connect: () => whileStarting(() => pool.connect(), patienceMs),
        end: () => pool.end(),
        options: pool.options,
      },
    }),
    plugins: [naming()],
    log(event) {
      onStatement?.(event.query.sql);
      if (event.level === 'error') log?.debug({ err: event.error, sql: event.query.sql }, 'statement failed');
    },
  });

  return {
    kysely,
    pool,
    async close() {
      await kysely.destroy();
      if (!pool.ended) await pool.end();
    },
  };
}
