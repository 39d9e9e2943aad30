import type { Duplex } from 'node:stream';
import { CamelCasePlugin, type Dialect, Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { Database } from '../database.ts';
import type { Log } from '../log.ts';
import { sighted } from '../sight.ts';
import { statementName } from '../statement-name.ts';
import { whileStarting } from './patience.ts';
import { valueParsers } from './value-parsers.ts';

export interface DatabaseOptions {
  readonly url: string;
  readonly log?: Log | undefined;
  /** Called with the text of each statement that kysely executed, failed ones included, and its milliseconds. */
  readonly onStatement?: ((sql: string, ms: number, failed: boolean) => void) | undefined;
  /** Connections that stay open when nothing is asked; none unless told. */
  readonly min?: number;
  readonly max?: number | undefined;
  /** Every transaction is read only, and in this role where there is one. */
  readonly readOnlyAs?: { readonly role: string | null } | undefined;
  readonly statementTimeoutMs?: number | undefined;
  /** How long a statement waits for a free connection. */
  readonly waitMs?: number | undefined;
  /** How long a connection waits for a database that is still starting. */
  readonly patienceMs?: number | undefined;
}

export interface OpenDatabase {
  readonly kysely: Kysely<Database>;
  readonly pool: pg.Pool;
  close(): Promise<void>;
}

/** Slower statements are told in the log, by their names. */
const SLOW_MS = 1000;

const FAREWELL_MS = 5000;

/** snake_case in the database, camelCase here; keys inside JSON stay as they are. */
export const naming = (): CamelCasePlugin => new CamelCasePlugin({ maintainNestedObjectKeys: true });

/** For readers: the database ends what hangs, and a database that says nothing any more is given up. */
const shortLived = (statementMs: number) => ({
  statement_timeout: statementMs,
  lock_timeout: statementMs,
  idle_in_transaction_session_timeout: 60_000,
  query_timeout: statementMs + 2000,
});

/** A database that says nothing any more does not answer to a farewell either; the process would wait for it. */
function leaveUnanswered(wire: Duplex): void {
  wire.once('finish', () => setTimeout(() => wire.destroy(), FAREWELL_MS).unref());
}

const settingsOf = ({ role }: { readonly role: string | null }): string =>
  `-c default_transaction_read_only=on${role === null ? '' : ` -c role=${role}`}`;

/** What an address asks for in its options comes before our own, and in place of none of what we ask for. */
function connectionOf({ url, statementTimeoutMs, readOnlyAs }: DatabaseOptions): pg.PoolConfig {
  const own = statementTimeoutMs === undefined ? {} : shortLived(statementTimeoutMs);
  if (readOnlyAs === undefined && statementTimeoutMs === undefined) return { connectionString: url };
  const address = new URL(url);
  for (const name of Object.keys(own)) address.searchParams.delete(name);
  if (readOnlyAs === undefined) return { ...own, connectionString: address.href };
  const asked = address.searchParams.get('options') ?? '';
  address.searchParams.delete('options');
  return { ...own, connectionString: address.href, options: `${asked} ${settingsOf(readOnlyAs)}`.trim() };
}

const withSights = (dialect: PostgresDialect): Dialect => ({
  createDriver: () => sighted(dialect.createDriver()),
  createQueryCompiler: () => dialect.createQueryCompiler(),
  createAdapter: () => dialect.createAdapter(),
  createIntrospector: (db) => dialect.createIntrospector(db),
});

export function createDatabase(options: DatabaseOptions): OpenDatabase {
  const { log, onStatement, patienceMs = 10_000 } = options;
  const pool = new pg.Pool({
    ...connectionOf(options),
    max: options.max ?? 10,
    min: options.min ?? 0,
    application_name: 'anlan',
    connectionTimeoutMillis: options.waitMs ?? 30_000,
    types: valueParsers,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
  });
  const onLoss = ({ message }: Error) => {
    if (!pool.ending) log?.warn({ reason: message }, 'a database connection was lost');
  };
  pool.on('error', onLoss);
  pool.on('connect', (client) => {
    client.on('error', onLoss);
    if (client instanceof pg.Client) leaveUnanswered(client.connection.stream);
  });

  const kysely = new Kysely<Database>({
    dialect: withSights(
      new PostgresDialect({
        controlClient: pg.Client,
        pool: {
          connect: () => whileStarting(() => pool.connect(), patienceMs),
          end: () => pool.end(),
          // Who cancels a statement must be who logged in, not the role of readers.
          options: { ...pool.options, options: undefined },
        },
      }),
    ),
    plugins: [naming()],
    log(event) {
      const { level, query, queryDurationMillis: ms } = event;
      onStatement?.(query.sql, ms, level === 'error');
      const told = { statement: statementName(query.sql), ms: Math.round(ms) };
      if (level === 'error') log?.debug({ err: event.error, ...told }, 'a statement failed');
      else if (ms > SLOW_MS) log?.warn(told, 'a slow statement');
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
