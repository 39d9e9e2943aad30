import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { createDatabase, type OpenDatabase } from '../src/db/pool.ts';
import type { ReplicaOptions } from '../src/db/readers.ts';
import { databaseUrl, type TestPostgres } from './postgres.ts';

export interface TestDatabase {
  readonly url: string;
  /** Where the tests run beside a replica, the same database there. */
  readonly replica: ReplicaOptions | undefined;
  readonly db: OpenDatabase['kysely'];
  readonly pool: OpenDatabase['pool'];
  /** The statements executed through `db` since the test last emptied it. */
  readonly statements: string[];
  /** Ends its connections; the database goes too unless it is kept, for copies of it. */
  close(options?: { readonly keep?: boolean }): Promise<void>;
}

async function administer(server: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: server, application_name: 'anlan test' });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
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
  const { url: server, template, replica } = running;
  const name = template.replace(/template$/, randomBytes(6).toString('hex'));
  const origin = of === undefined ? (empty ? 'template0' : template) : new URL(of).pathname.slice(1);
  await administer(server, `create database ${name} template ${origin} strategy file_copy`);
  const url = databaseUrl(server, name);
  const statements: string[] = [];
  const database = createDatabase({ url, max: 5, onStatement: (sql) => statements.push(sql) });
  return {
    url,
    replica: replica === undefined ? undefined : { url: databaseUrl(replica, name), behindMs: 5000, waitMs: 300 },
    db: database.kysely,
    pool: database.pool,
    statements,
    async close({ keep = false } = {}) {
      await database.close();
      if (!keep) await administer(server, `drop database if exists ${name} with (force)`);
    },
  };
}

/** Drops a database that was kept. */
export async function dropTestDatabase(url: string): Promise<void> {
  await administer(inject('postgres').url, `drop database if exists ${new URL(url).pathname.slice(1)} with (force)`);
}
