import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { createDatabase, type OpenDatabase } from '../src/db/pool.ts';
import { databaseUrl } from './postgres.ts';

export interface TestDatabase {
  readonly url: string;
  readonly db: OpenDatabase['kysely'];
  readonly pool: OpenDatabase['pool'];
  /** The statements executed through `db` since the test last emptied it. */
  readonly statements: string[];
  close(): Promise<void>;
}

async function administer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: inject('postgres').url, application_name: 'anlan test' });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** A migrated database of its own for a test file, or an empty one. */
export async function createTestDatabase({ empty = false } = {}): Promise<TestDatabase> {
  const { url: server, template } = inject('postgres');
  const name = template.replace(/template$/, randomBytes(6).toString('hex'));
  await administer(`create database ${name} template ${empty ? 'template0' : template} strategy file_copy`);
  const url = databaseUrl(server, name);
  const statements: string[] = [];
  const database = createDatabase({ url, max: 5, onStatement: (sql) => statements.push(sql) });
  return {
    url,
    db: database.kysely,
    pool: database.pool,
    statements,
    async close() {
      await database.close();
      await administer(`drop database if exists ${name} with (force)`);
    },
  };
}
