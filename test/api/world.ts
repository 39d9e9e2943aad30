import { appendFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { inject } from 'vitest';
import { createKey } from '../../src/access/keys.ts';
import type { NewKey } from '../../src/access/new-key.ts';
import type { Scope } from '../../src/access/viewer.ts';
import { type App, type AppOptions, createApp } from '../../src/app.ts';
import { datasets } from '../../src/datasets/index.ts';
import type { Log } from '../../src/db/log.ts';
import { openReaders, type Replica } from '../../src/db/readers.ts';
import { indicators, themes } from '../../src/indicators/index.ts';
import { createMeter } from '../../src/server/budget/meter.ts';
import { LIMITS } from '../../src/server/limits.ts';
import { createLog } from '../../src/server/log.ts';
import { createPage } from '../../src/server/pages/page.ts';
import { requireCleanLog } from '../clean-log.ts';
import { createTestDatabase, type TestDatabase } from '../database.ts';

export interface Answer {
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly {
    readonly message: string;
    readonly path?: readonly (string | number)[];
    readonly extensions: Readonly<Record<string, unknown>> & { readonly code: string };
  }[];
  readonly extensions?: {
    readonly data: { readonly version: number; readonly asOf: string };
    readonly warnings?: readonly {
      readonly code: string;
      readonly path: readonly string[];
      readonly message: string;
    }[];
  };
}

export interface World {
  readonly database: TestDatabase;
  readonly app: App;
  /** Where the tests run beside one. */
  readonly replica: Replica | undefined;
  readonly logged: string[];
  key(scopes?: readonly Scope[], reach?: readonly string[], more?: Partial<NewKey>): Promise<string>;
  post(body: unknown, headers?: Record<string, string>): Promise<Response>;
  /** Asks with a key that may read everything. */
  ask(query: string, variables?: object, key?: string): Promise<Answer>;
  close(): Promise<void>;
}

// Only the four methods that the application calls.
export const quiet = { debug() {}, info() {}, warn() {}, error() {} } as unknown as Log;

export const NOW = new Date('2023-06-15T04:00:00Z');

/** A served application over a database that `fill` has filled. */
export async function createWorld(
  fill: (db: TestDatabase['db']) => Promise<void>,
  options?: WorldOptions,
): Promise<World> {
  const database = await createTestDatabase();
  await fill(database.db);
  return serveWorld(database, options);
}

type WorldOptions = Partial<Pick<AppOptions, 'proxies' | 'pages' | 'declarations' | 'log'>> & {
  /** For reading. */
  readonly connections?: number;
};

/** More than any test spends that is not about spending. */
const PLENTY = { costBurst: 1e9, costPerMinute: 1e9, requestsPerMinute: 1e9, concurrency: 1000 };

/** Closing it closes the database too. */
export async function serveWorld(
  database: TestDatabase,
  { connections = 5, ...options }: WorldOptions = {},
): Promise<World> {
  const logged: string[] = [];
  const { logs } = inject('postgres');
  const write = (line: string): void => {
    logged.push(line);
    if (logs !== undefined) appendFileSync(join(logs, `${basename(database.url)}.log`), line);
  };
  const log = createLog('trace', [{ level: 'trace', write }]);
  const readers = await openReaders(
    database,
    { max: connections, onStatement: (statement) => database.statements.push(statement) },
    database.replica,
  );
  const app = await createApp({
    database: { kysely: database.db, pool: database.pool },
    readers,
    declarations: { datasets, indicators, themes },
    clock: () => NOW,
    meter: createMeter({ clock: () => performance.now(), wrongKeys: LIMITS.wrongKeys }),
    log,
    graphiql: true,
    pages: new Map([['/', createPage('text/html; charset=utf-8', '<h1>Anlan</h1>', false)]]),
    ...options,
  });

  const key: World['key'] = async (scopes = ['indicators:read', 'records:read'], reach, more = {}) =>
    (await createKey(database.db, { agency: 'test', scopes, reach: reach ?? null, days: 1, budgets: PLENTY, ...more }))
      .text;
  const all = await key();
  const send = (body: unknown, headers: Record<string, string>) =>
    app.fetch(
      new Request('http://anlan.test/graphql', {
        method: 'POST',
        headers,
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
    );
  const post = (body: unknown, headers: Record<string, string> = {}) =>
    send(body, { 'content-type': 'application/json', authorization: `Bearer ${all}`, ...headers });

  return {
    database,
    app,
    replica: readers.replica,
    logged,
    key,
    post,
    async ask(query, variables = {}, own = all) {
      const response = await post({ query, variables }, { authorization: `Bearer ${own}` });
      return (await response.json()) as Answer;
    },
    async close() {
      await app.close();
      await readers.close();
      await database.close();
      requireCleanLog(logged);
    },
  };
}
