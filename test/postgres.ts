import { createHash, randomBytes } from 'node:crypto';
import { chmodSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { createDatabase } from '../src/db/connections/pool.ts';
import { joinEmbedded } from '../src/db/embedded/join.ts';
import { migrate } from '../src/db/migrate.ts';
import { joinNodes, runIn, workersOf } from './citus/join-nodes.ts';
import { requireCleanLog } from './clean-log.ts';
import { temporaryPlace } from './temporary-place.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    postgres: TestPostgres;
  }
}

export interface TestPostgres {
  /** Of the server, in a database with the right to create others. */
  readonly url: string;
  /** The migrated database that each test file gets a copy of. */
  readonly template: string;
  /** Of a streaming replica of the server, from which applications read. */
  readonly replica?: string;
  /** The servers that every database is on: one, or all nodes of a Citus. */
  readonly nodes: readonly string[];
  /** A folder for what servers in this process log: looked through at the end of the run. */
  readonly logs?: string;
}

const PREFIX = 'anlan_test_';
const MIGRATIONS = join(import.meta.dirname, '..', 'migrations');

function throwawayFolder(): string {
  const { uid } = userInfo();
  const checkout = createHash('sha256')
    .update(import.meta.dirname)
    .digest('hex')
    .slice(0, 12);
  const folder = join(temporaryPlace(), `anlan-test-${uid}-${checkout}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const found = lstatSync(folder);
  if (!found.isDirectory() || (uid >= 0 && found.uid !== uid)) throw new Error(`${folder} belongs to someone else`);
  chmodSync(folder, 0o700);
  return folder;
}

async function findServer(): Promise<{ url: string; leave(): Promise<void> }> {
  const url = process.env.CITUS_URL ?? process.env.TEST_DATABASE_URL ?? process.env.DATABASE_URL;
  if (url) return { url, leave: async () => {} };
  return joinEmbedded({ dataDir: throwawayFolder(), throwaway: true });
}

export function databaseUrl(server: string, database: string): string {
  const url = new URL(server);
  url.pathname = `/${database}`;
  return url.href;
}

async function databasesOf(client: pg.Client, prefix: string): Promise<string[]> {
  const { rows } = await client.query<{ datname: string }>(
    'select datname from pg_database where starts_with(datname, $1) order by datname',
    [prefix],
  );
  return rows.map(({ datname }) => datname);
}

async function dropAll(nodes: readonly string[], databases: readonly string[]): Promise<void> {
  const statements = databases.flatMap((database) => [
    ...(nodes.length > 1 ? leaveAlone(database) : []),
    `drop database if exists ${database} with (force)`,
  ]);
  for (const node of nodes) await runIn(node, statements);
}

const lockOf = (run: string) => `hashtextextended('${run}', 0)`;

/** A run holds a lock named after itself while it lives; databases of a run whose lock is free are left over. */
async function dropLeftovers(client: pg.Client, nodes: readonly string[]): Promise<void> {
  const databases = await databasesOf(client, PREFIX);
  for (const run of new Set(databases.map((name) => name.slice(0, PREFIX.length + 12)))) {
    const { rows } = await client.query<{ dead: boolean }>(`select pg_try_advisory_lock(${lockOf(run)}) as dead`);
    if (!rows[0]?.dead) continue;
    await dropAll(nodes, await databasesOf(client, run));
    await client.query(`select pg_advisory_unlock(${lockOf(run)})`);
  }
}

export async function buildTemplate(nodes: readonly string[], template: string): Promise<void> {
  for (const node of nodes) await runIn(node, [`create database ${template}`]);
  const [url = '', ...workers] = nodes.map((node) => databaseUrl(node, template));
  if (workers.length > 0) await joinNodes(url, workers);
  const database = createDatabase({ url, max: 1 });
  try {
    await migrate(database.pool, MIGRATIONS);
    await database.pool.query('analyze');
  } finally {
    await database.close();
  }
  if (workers.length > 0) for (const node of nodes) await runIn(node, leaveAlone(template));
}

/** Only a database that nobody is connected to can be copied; Citus is, with a process of its own. */
export const leaveAlone = (database: string): readonly string[] => [
  `do $$ begin
    if exists (select from pg_database where datname = '${database}') then alter database ${database} allow_connections false; end if;
  end $$`,
  `select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = '${database}'`,
];

/** @throws where a test, passed or not, brought into a log what does not belong there */
function checkLogs(folder: string): void {
  for (const file of readdirSync(folder)) requireCleanLog(readFileSync(join(folder, file), 'utf8').split('\n'));
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await findServer();
  const client = new pg.Client({ connectionString: server.url, application_name: 'anlan test' });
  const run = PREFIX + randomBytes(6).toString('hex');
  const template = `${run}_template`;
  let nodes: readonly string[] = [server.url];
  const logs = mkdtempSync(join(temporaryPlace(), `${run}_logs_`));
  const teardown = async () => {
    await dropAll(nodes, await databasesOf(client, run));
    await client.end();
    await server.leave();
    try {
      checkLogs(logs);
    } finally {
      rmSync(logs, { recursive: true, force: true });
    }
  };
  try {
    await client.connect();
    await client.query(`select pg_advisory_lock(${lockOf(run)})`);
    nodes = [server.url, ...(await workersOf(client, server.url))];
    await dropLeftovers(client, nodes);
    await buildTemplate(nodes, template);
  } catch (error) {
    await teardown();
    throw error;
  }
  project.provide('postgres', { url: server.url, template, nodes, logs });
  return teardown;
}
