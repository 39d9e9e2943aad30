import { createJournal } from './access/audit/journal.ts';
import { listenForChanges } from './access/data-changes.ts';
import { dataVersion } from './access/data-version.ts';
import { createKeyCheck } from './access/key-check.ts';
import { serverSecret } from './access/secret.ts';
import { createSights } from './access/sights.ts';
import { createTrustedDocuments } from './access/trusted-documents.ts';
import type { OpenDatabase } from './db/connections/pool.ts';
import { isSpread } from './db/distribute.ts';
import type { Log } from './db/log.ts';
import type { Readers } from './db/readers.ts';
import { namesOf } from './db/reading.ts';
import { statementName } from './db/statement-name.ts';
import { createHeldAnswers } from './engine/hot/held-answers.ts';
import { declaredMeasures } from './engine/values/declared-measures.ts';
import type { Declarations } from './graphql/frame.ts';
import { createSchema } from './graphql/schema.ts';
import { createToday } from './kernel/day.ts';
import { createTreeHolder } from './regions/tree-holder.ts';
import { createMeter, type Meter } from './server/budget/meter.ts';
import { createOwnAnswer } from './server/calls/own-answer.ts';
import { createBell } from './server/contexts/bell.ts';
import { createContexts } from './server/contexts/contexts.ts';
import { createMoments } from './server/contexts/moments.ts';
import { createNewest } from './server/contexts/newest.ts';
import { createHttp } from './server/http.ts';
import { createMetrics } from './server/observation/metrics.ts';
import type { Pages } from './server/pages/page.ts';
import { createImportWork } from './server/uploads/import-work.ts';
import { createUploads } from './server/uploads/uploads.ts';

export interface AppOptions {
  readonly database: Pick<OpenDatabase, 'kysely' | 'pool'>;
  /** Answers are read through these, which cannot write; through those of the database unless told. */
  readonly readers?: Pick<Readers, 'kysely' | 'pool' | 'replica'>;
  /** Imports run through these, which take as long as they need; through those of the database unless told. */
  readonly importers?: Pick<OpenDatabase, 'pool'>;
  readonly declarations: Declarations;
  /** That of this machine unless told. */
  readonly clock?: () => Date;
  readonly log: Log;
  readonly graphiql?: boolean;
  /** Documents published with the schema. */
  readonly operations?: readonly string[];
  /** None unless told. */
  readonly pages?: Pages;
  /** Proxies in front whose word on the address of a client is trusted; none unless told. */
  readonly proxies?: number;
  readonly metricsToken?: string | undefined;
  /** This and the next are shared where there are several server processes. */
  readonly meter?: Meter;
  readonly allMetrics?: () => Promise<string>;
  /** Tells of each statement from now on. */
  readonly onStatements?: (hear: (sql: string, ms: number, failed: boolean) => void) => void;
}

const NO_PAGES: Pages = new Map();

export type App = Awaited<ReturnType<typeof createApp>>;

/** The one place where things meet. The database stays open: whoever gave it closes it, after the app. */
export async function createApp(options: AppOptions) {
  const { database, declarations, log, allMetrics, onStatements, metricsToken } = options;
  const { clock = () => new Date(), graphiql = false, pages = NO_PAGES, proxies = 0 } = options;
  const { operations = [], meter = createMeter() } = options;
  const { kysely, pool } = database;
  const { kysely: db, pool: readingPool, replica }: NonNullable<AppOptions['readers']> = options.readers ?? database;
  const { datasets, indicators } = declarations;
  const secret = await serverSecret(kysely);
  const trees = createTreeHolder({ db });
  const schema = createSchema(declarations);
  const measures = declaredMeasures(datasets);
  const codes = Object.values(datasets).map(({ code }) => code);
  const guarded = namesOf(codes);
  const held = createHeldAnswers({ rights: 8, subjects: 6000 });
  const dayNow = createToday(clock);
  const bell = createBell();
  const data = await createNewest({ primary: kysely, replica, trees, onNew: bell.ring, onRebuilt: held.forget });
  const sights = createSights({ db, version: () => data.current().tree.version });
  const momentOf = createMoments({
    datasets,
    measures,
    indicators,
    secret,
    sights,
    trees,
    spread: await isSpread(kysely),
    newest: data.version,
  });
  const writing = { kysely, pool: (options.importers ?? database).pool };
  /** Who imported here reads what was imported. */
  const committed = () =>
    data.refresh().catch((error: unknown) => log.warn({ err: error }, 'new data was not looked up'));
  const work = createImportWork({
    database: writing,
    declarations,
    log,
    tree: () => data.current().tree,
    committed,
    stopped: bell.stopped,
  });
  const contextOf = createContexts({
    db,
    kysely,
    guarded,
    codes,
    secret,
    clock,
    today: dayNow,
    data,
    trees,
    held,
    bell,
    momentOf,
    work,
  });

  const metrics = createMetrics({ pool: readingPool, replica, version: data.version, all: allMetrics });
  onStatements?.((sql, ms, failed) => metrics.statement(statementName(sql), ms, failed));
  const journal = createJournal({ db: kysely, log, clock: () => performance.now() });
  const http = createHttp({
    schema,
    trusted: createTrustedDocuments(kysely, operations),
    keyCheck: createKeyCheck({ db: kysely, clock: () => performance.now(), log }),
    contextOf,
    newest() {
      const { version, committedAt: asOf, tree } = data.current();
      return { version, asOf, tree };
    },
    reach: data.reach,
    meter,
    today: dayNow,
    proxies,
    uploads: createUploads({ ...writing, declarations, tree: () => data.current().tree, committed }),
    metrics,
    metricsToken,
    journal,
    log,
    graphiql,
    pages,
    async ready() {
      await dataVersion(kysely, null);
      return replica?.state();
    },
  });
  const changes = listenForChanges({ pool, log, onChange: data.changed });
  await changes.begun;
  return {
    schema,
    listener: http.listener,
    fetch: http.fetch,
    answer: createOwnAnswer(schema, contextOf),
    /** The newest data there is. */
    version: data.version,
    /** Looks for new data now rather than at the next notice. */
    refresh: data.refresh,
    /** Ends what is told as it happens, so that the server can be left. */
    quiesce: bell.stop,
    /** Stores what is noted so far of reads. */
    noted: journal.flush,
    async close() {
      await changes.close();
      await journal.close();
    },
  };
}
