import cluster from 'node:cluster';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { demoKey } from './access/demo-key.ts';
import { createApp } from './app.ts';
import { type Config, readConfig } from './config.ts';
import { datasets } from './datasets/index.ts';
import { connectDatabase } from './db/connections/connect.ts';
import { createDatabase, type DatabaseOptions } from './db/connections/pool.ts';
import type { Embedded } from './db/embedded/join.ts';
import type { Log } from './db/log.ts';
import { migrate } from './db/migrate.ts';
import { openReaders, type ReplicaOptions } from './db/readers.ts';
import { ensureDemo } from './demo/ensure-demo.ts';
import { docFiles } from './graphql/doc-files.ts';
import type { Declarations } from './graphql/frame.ts';
import { indicators, themes } from './indicators/index.ts';
import { isAnlanError } from './kernel/errors.ts';
import { lazy } from './kernel/lazy.ts';
import { createMeter } from './server/budget/meter.ts';
import type { OwnAnswer } from './server/calls/own-answer.ts';
import { TIMES } from './server/limits.ts';
import { listen } from './server/listen.ts';
import { openLog } from './server/log.ts';
import { createOverload } from './server/overload.ts';
import { dashboardPages } from './server/pages/dashboard.ts';
import { documentPages } from './server/pages/docs.ts';
import { readFirstView } from './server/pages/first-view.ts';
import type { Pages } from './server/pages/page.ts';
import { askPrimary } from './server/workers/ask-primary.ts';
import { createPrimary } from './server/workers/primary.ts';

const ROOT = join(import.meta.dirname, '..');
const say = (text: string): void => console.log(text);
const onProgress = (text: string): void => say(`${text} …`);

/**
 * Serves until SIGINT or SIGTERM, then answers what is in flight and leaves nothing running.
 * @param woken the embedded database, where its start was begun before
 * @param onServing called when everything that a start needs has been loaded
 */
export async function run(woken: Promise<Embedded | null>, onServing: () => void): Promise<void> {
  try {
    await runUntilStopped(woken, onServing);
  } catch (error) {
    tell(error);
  }
}

function tell(error: unknown): void {
  console.error(isAnlanError(error) ? error.message : error);
  process.exitCode = 1;
}

async function runUntilStopped(woken: Promise<Embedded | null>, onServing: () => void): Promise<void> {
  const config = readConfig();
  const stop = stopSignal();
  const { log, closeLog } = openLog(config);
  // One request must never end the server for all others.
  process.on('unhandledRejection', (error) => log.error({ err: error }, 'a promise failed unheard'));
  const opened: Closable[] = [{ close: async () => closeLog() }, { close: async () => (await woken)?.leave() }];
  const begin = config.workers > 1 && cluster.isPrimary ? lead : serve;
  try {
    await Promise.race([begin({ config, log, opened }), stop]);
    onServing();
    await stop;
  } catch (error) {
    // Before what was opened is closed, which may take longer.
    tell(error);
  } finally {
    // A load that is cut short keeps its connection busy; it rolls back when the process ends.
    setTimeout(() => process.exit(), TIMES.drain + TIMES.statement).unref();
    for (const one of opened) one.quiesce?.();
    for (const one of opened.reverse())
      await Promise.race([one.close(), pause(TIMES.drain + TIMES.checking, undefined, { ref: false })]);
  }
}

interface Closable {
  /** Ends what would go on for ever. */
  readonly quiesce?: () => void;
  close(): Promise<void>;
}

interface Start {
  readonly config: Config;
  readonly log: Log;
  /** What has to be closed again, in the order of opening. */
  readonly opened: Closable[];
}

/**
 * Of one process: for answers, for keys and notices, and for imports, which may take their time; of the first two so many
 * stay open, ready for the next rush.
 */
const CONNECTIONS = { readers: 10, others: 5, importers: 4, kept: 2 };

const declarations: Declarations = { datasets, indicators, themes };

/** The first of several processes: fills the database, starts the others and counts for them. */
async function lead({ config, log, opened }: Start): Promise<void> {
  const database = await connectDatabase(config, log, { onProgress });
  opened.push(database);
  await fill(config, log);
  const key = config.demo ? await demoKey(database.kysely, config.dataDir) : null;
  const primary = createPrimary({ workers: config.workers, meter: createMeter(), log });
  opened.push(primary);
  greet(config, key, await primary.url);
}

async function serve({ config, log, opened }: Start): Promise<void> {
  // Alone it says from the beginning that it starts; beside others it takes no request before it can answer.
  const overload = createOverload({ log });
  opened.push({ close: async () => overload.close() });
  const place = { ...config, overloaded: overload.is };
  const early = cluster.isWorker ? null : await listen(place);
  const pages = servedPages(config);
  let hear: (sql: string, ms: number, failed: boolean) => void = () => {};
  const patience: Omit<DatabaseOptions, 'url'> = {
    min: CONNECTIONS.kept,
    statementTimeoutMs: TIMES.statement,
    onStatement: (...statement) => hear(...statement),
    waitMs: TIMES.poolWait,
    patienceMs: 0,
  };
  const database = await connectDatabase(config, log, { onProgress, max: CONNECTIONS.others, ...patience });
  opened.push(database);
  const shared = cluster.isWorker ? askPrimary() : null;
  if (shared === null) await fill(config, log);
  else opened.push(shared);
  const readers = await openReaders(database, { log, max: CONNECTIONS.readers, ...patience }, replicaOf(config));
  opened.push(readers);
  const importers = createDatabase({
    url: database.url,
    log,
    max: CONNECTIONS.importers,
    waitMs: TIMES.importTurn,
    patienceMs: 0,
  });
  opened.push(importers);
  const app = await createApp({
    database,
    readers,
    importers,
    declarations,
    operations: await readOperations(join(ROOT, 'schema', 'operations')),
    clock: () => new Date(),
    log,
    graphiql: config.graphiql,
    proxies: config.proxies,
    metricsToken: config.metricsToken,
    ...(shared === null ? {} : { meter: shared.meter, allMetrics: shared.metrics }),
    onStatements(next) {
      hear = next;
    },
    pages,
  });
  opened.push(app);
  await pages.begun;
  await firstView(app.answer, log);
  const listening = early ?? (await listen(place));
  opened.push({ close: () => listening.drain() });
  listening.serve(app.listener);
  if (shared !== null) {
    process.send?.({ anlan: 'serving', url: listening.url });
    return;
  }
  greet(config, config.demo ? await demoKey(database.kysely, config.dataDir) : null, listening.url);
}

function replicaOf({ replicaUrl: url, replicaBehind }: Config): ReplicaOptions | undefined {
  return url === undefined ? undefined : { url, behindMs: 1000 * replicaBehind, waitMs: TIMES.replicaWait };
}

/** The dashboard is made while the database starts, the pages of the documentation when they are asked for. */
function servedPages({ dataDir, mapFile }: Config): Pages & { readonly begun: Promise<unknown> } {
  const dashboard = dashboardPages({ root: ROOT, keep: join(dataDir, 'dashboard'), map: mapFile });
  // A fault is told where it is awaited.
  dashboard.catch(() => {});
  const documents = lazy(() => documentPages(docFiles(declarations)));
  return {
    begun: dashboard,
    get: async (path) => (path.startsWith('/docs') ? (await documents()).get(path) : (await dashboard).get(path)),
  };
}

/** The first visitor should find the server warm; where that takes long or fails it is served all the same. */
async function firstView(answer: OwnAnswer, log: Log): Promise<void> {
  const read = readFirstView(answer, new Date()).catch((error) => log.warn({ err: error }, 'the first view failed'));
  await Promise.race([read, pause(TIMES.statement, undefined, { ref: false })]);
}

async function readOperations(folder: string): Promise<readonly string[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.graphql'));
  return Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
}

/** Migrations and the demo, over connections that may take their time. */
async function fill(config: Config, log: Log): Promise<void> {
  const database = await connectDatabase(config, log);
  try {
    await migrate(database.pool, join(ROOT, 'migrations'));
    if (config.demo) await ensureDemo({ database, onProgress });
  } finally {
    await database.close();
  }
}

function greet(config: Config, key: string | null, url: string): void {
  say('');
  say(`  Anlan serves at  ${url}/graphql`);
  if (config.graphiql) say(`  GraphiQL         ${url}/graphiql`);
  say(`  Dashboard        ${url}/`);
  say(`  Documentation    ${url}/docs`);
  if (key !== null) say(`  Demo key         ${key}`);
  else say('  Keys             npm run keys -- create --agency <name>');
  say('');
}

function stopSignal(): Promise<unknown> {
  return Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM'), once(process, 'disconnect')]);
}
