import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { datasets } from '../src/datasets/index.ts';
import { createDatabase, type OpenDatabase } from '../src/db/connections/pool.ts';
import { joinEmbedded } from '../src/db/embedded/join.ts';
import { migrate } from '../src/db/migrate.ts';
import { importDivisions } from '../src/imports/import-tree.ts';

export interface BenchDatabase extends OpenDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

export interface BenchServer {
  newDatabase(): Promise<BenchDatabase>;
  close(): Promise<void>;
}

const PROVINCES = ['35', '33'];

/** PostgreSQL as the product runs it, synced to disk: that of DATABASE_URL, or an embedded one of its own. */
export async function createBenchServer(
  folder: string,
  databaseUrl: string | undefined,
  root: string,
): Promise<BenchServer> {
  const dataDir = join(folder, 'data');
  const embedded = databaseUrl === undefined ? await joinEmbedded({ dataDir }) : undefined;
  const server = databaseUrl ?? embedded?.url ?? '';
  const prefix = `anlan_bench_${randomBytes(4).toString('hex')}`;
  const urlOf = (name: string): string => {
    const url = new URL(server);
    url.pathname = `/${name}`;
    return url.href;
  };
  const administer = async (statement: string): Promise<void> => {
    const client = new pg.Client({ connectionString: server });
    await client.connect();
    try {
      await client.query(statement);
    } finally {
      await client.end();
    }
  };
  const remove = (name: string) => administer(`drop database if exists ${name}`);
  let made = 0;

  const close = async (): Promise<void> => {
    await remove(prefix);
    await embedded?.leave();
    await rm(dataDir, { recursive: true, force: true });
  };
  try {
    await administer(`create database ${prefix}`);
    const template = createDatabase({ url: urlOf(prefix), max: 2 });
    await migrate(template.pool, join(root, 'migrations'));
    await importDivisions({
      pool: template.pool,
      datasets: Object.values(datasets),
      within: PROVINCES,
      commit: true,
    });
    await template.pool.query('vacuum analyze');
    await template.close();
  } catch (error) {
    await close();
    throw error;
  }
  return {
    close,
    async newDatabase() {
      made += 1;
      const name = `${prefix}_${made}`;
      await administer(`create database ${name} template ${prefix} strategy file_copy`);
      const database = createDatabase({ url: urlOf(name), max: 5 });
      return {
        ...database,
        url: urlOf(name),
        async drop() {
          await database.close();
          await remove(name);
        },
      };
    },
  };
}
