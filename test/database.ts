import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { createDatabase, type OpenDatabase } from '../src/db/connections/pool.ts';
import { spreadSettings } from '../src/db/distribute.ts';
import type { ReplicaOptions } from '../src/db/readers.ts';
import { runIn } from './citus/join-nodes.ts';
import { databaseUrl, leaveAlone, type TestPostgres } from './postgres.ts';

export interface TestDatabase {
  readonly url: string;
  /** Where the tests run beside a replica, the same database there. */
  readonly replica: ReplicaOptions | undefined;
  readonly db: OpenDatabase['kysely'];
  readonly pool: OpenDatabase['pool'];
  /** The statements executed through `db` since the test last emptied it. */
  readonly statements: string[];
  /** How many statements with these words run there now, on whichever server. */
  running(words: string): Promise<number>;
  /** Settles when the replica, where there is one, has what no import tells of. */
  replayed(): Promise<void>;
  /** Ends its connections; the database goes too unless it is kept, for copies of it. */
  close(options?: { readonly keep?: boolean }): Promise<void>;
}

async function administer(nodes: readonly string[], ...statements: readonly string[]): Promise<void> {
  await Promise.all(nodes.map((node) => runIn(node, statements)));
}

const drop = (nodes: readonly string[], name: string): Promise<void> =>
  administer(nodes, ...(nodes.length > 1 ? leaveAlone(name) : []), `drop database if exists ${name} with (force)`);

async function countRunning(server: pg.Pool, words: string): Promise<number> {
  const { rowCount } = await server.query(
    `select 1 from pg_stat_activity where datname = current_database() and state = 'active'
       and strpos(query, $1) > 0 and pid <> pg_backend_pid()`,
    [words],
  );
  return rowCount ?? 0;
}

interface TestDatabaseOptions {
  /** Of the run of tests unless told. */
  readonly server?: TestPostgres;
  readonly empty?: boolean;
  /** The url of a database that nobody is connected to: the new one is a copy of it. */
  readonly of?: string;
}

/** A migrated database of its own for a test file, an empty one, or a copy of another. */
export async function createTestDatabase({
  server: running = inject('postgres'),
  empty = false,
  of,
}: TestDatabaseOptions = {}): Promise<TestDatabase> {
  const { url: server, template, nodes, replica } = running;
  const name = template.replace(/template$/, randomBytes(6).toString('hex'));
  const origin = of === undefined ? (empty ? 'template0' : template) : new URL(of).pathname.slice(1);
  const copy = `create database ${name} template ${origin} strategy file_copy`;
  const isAlone = of === undefined || nodes.length === 1;
  await administer(
    nodes,
    ...(isAlone ? [copy] : [...leaveAlone(origin), copy, `alter database ${origin} allow_connections true`]),
  );
  if (nodes.length > 1) await administer(nodes, ...spreadSettings(name));
  const url = databaseUrl(server, name);
  const replicaUrl = replica === undefined ? undefined : databaseUrl(replica, name);
  const standby = replicaUrl === undefined ? null : new pg.Pool({ connectionString: replicaUrl, max: 1 });
  standby?.on('error', () => {});
  const statements: string[] = [];
  const database = createDatabase({ url, max: 5, onStatement: (sql) => statements.push(sql) });
  return {
    url,
    replica: replicaUrl === undefined ? undefined : { url: replicaUrl, behindMs: 5000, waitMs: 300 },
    db: database.kysely,
    pool: database.pool,
    statements,
    async running(words) {
      const counts = [database.pool, ...(standby === null ? [] : [standby])].map((server) =>
        countRunning(server, words),
      );
      return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0);
    },
    async replayed() {
      if (standby === null) return;
      // What a transaction that is still open has written, such as its locks, is sent with the next commit.
      await database.pool.query(`select pg_logical_emit_message(true, 'test', '')`);
      const { rows } = await database.pool.query<{ written: string }>('select pg_current_wal_flush_lsn() as written');
      const reached = () => standby.query('select 1 where pg_last_wal_replay_lsn() >= $1::pg_lsn', [rows[0]?.written]);
      while ((await reached()).rowCount === 0);
    },
    async close({ keep = false } = {}) {
      await standby?.end();
      await database.close();
      if (!keep) await drop(nodes, name);
    },
  };
}

/** Drops a database that was kept. */
export async function dropTestDatabase(url: string): Promise<void> {
  await drop(inject('postgres').nodes, new URL(url).pathname.slice(1));
}
