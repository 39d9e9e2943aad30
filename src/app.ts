import { createJournal } from './access/audit/journal.ts';
import { listAudit } from './access/audit/list.ts';
import { usageOf } from './access/audit/usage.ts';
import { listenForChanges } from './access/data-changes.ts';
import { dataVersion, dataVersionOf } from './access/data-version.ts';
import { createKeyCheck } from './access/key-check.ts';
import { createKeyDesk } from './access/key-desk.ts';
import { refuseHistory } from './access/refuse-history.ts';
import { serverSecret } from './access/secret.ts';
import { createSights } from './access/sights.ts';
import { createSign } from './access/sign.ts';
import { createTrustedDocuments } from './access/trusted-documents.ts';
import { rightsKey } from './access/viewer.ts';
import { isSpread } from './db/distribute.ts';
import type { Log } from './db/log.ts';
import type { OpenDatabase } from './db/pool.ts';
import type { Readers } from './db/readers.ts';
import { namesOf, readingFor } from './db/reading.ts';
import type { Sight } from './db/sight.ts';
import { statementName } from './db/statement-name.ts';
import { createHeldAnswers } from './engine/hot/held-answers.ts';
import { declaredMeasures } from './engine/values/declared-measures.ts';
import type { Context, Moment } from './graphql/context.ts';
import type { Declarations } from './graphql/frame.ts';
import { createSchema } from './graphql/schema.ts';
import { createToday, shanghaiDay } from './kernel/day.ts';
import { AnlanError } from './kernel/errors.ts';
import { lazy } from './kernel/lazy.ts';
import { createTreeHolder } from './regions/tree-holder.ts';
import { createBell } from './server/bell.ts';
import { createMeter, type Meter } from './server/budget/meter.ts';
import type { Call } from './server/call.ts';
import { createHttp } from './server/http.ts';
import { TIMES } from './server/limits.ts';
import { createMoments } from './server/moments.ts';
import { createNewest } from './server/newest.ts';
import { createMetrics } from './server/observation/metrics.ts';
import { createOwnAnswer } from './server/own-answer.ts';
import type { Pages } from './server/pages/page.ts';
import { causeOf, shareOf } from './server/share-of.ts';
import { createImportWork } from './server/uploads/import-work.ts';
import { createUploads } from './server/uploads/uploads.ts';

export interface AppOptions {
  readonly database: Pick<OpenDatabase, 'kysely' | 'pool'>;
  /** Answers are read through these, which cannot write; through those of the database unless told. */
  readonly readers?: Pick<Readers, 'kysely' | 'pool' | 'replica'>;
  /** Imports run through these, which take as long as they need; through those of the database unless told. */
  readonly importers?: Pick<OpenDatabase, 'pool'>;
  readonly declarations: Declarations;
  readonly clock: () => Date;
  readonly log: Log;
  readonly graphiql: boolean;
  /** Documents published with the schema. */
  readonly operations?: readonly string[];
  readonly pages: Pages;
  /** Proxies in front whose word on the address of a client is trusted; none unless told. */
  readonly proxies?: number;
  readonly metricsToken?: string | undefined;
  /** This and the next are shared where there are several server processes. */
  readonly meter?: Meter;
  readonly allMetrics?: () => Promise<string>;
  /** Tells of each statement from now on. */
  readonly onStatements?: (hear: (sql: string, ms: number, failed: boolean) => void) => void;
}

export type App = Awaited<ReturnType<typeof createApp>>;

/** The one place where things meet. The database stays open: whoever gave it closes it, after the app. */
export async function createApp(options: AppOptions) {
  const { database, declarations, clock, log, graphiql, pages, allMetrics, onStatements } = options;
  const { proxies = 0, metricsToken, operations = [], meter = createMeter() } = options;
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
  const contextOf = (call: Call): Context => {
    const { viewer } = call;
    const known = new Map<number, Promise<Moment>>();
    const read = (moment: Moment): Moment => {
      call.moments.set(moment.version, { version: moment.version, asOf: moment.asOf });
      return moment;
    };
    const noted = (name: string) => void call.statements.set(name, (call.statements.get(name) ?? 0) + 1);
    let seen = 0;
    const onVersion = (version: number) => {
      seen = Math.max(seen, version);
    };
    const reading = { db, guarded, signal: call.signal, onStatement: noted };
    const source = (sight: Sight | Promise<Sight>) => readingFor({ ...reading, sight, onVersion });
    const newest = data.current();
    const today = dayNow();
    const answers = held.of({ version: newest.version, today, rights: rightsKey(viewer) });
    const now = momentOf(newest, { viewer, today, asOf: null, source, answers });
    call.withheld = () => now.reader.withheld();
    call.overtaken = () => {
      if (seen > now.version) return data.refresh().then(() => true);
      now.reader.publish();
      return false;
    };
    const then = async (asOf: Date): Promise<Moment> => {
      const past = await dataVersion(db, asOf);
      const tree = await trees.at(past.version);
      return momentOf(
        { ...past, tree },
        { viewer, today: shanghaiDay(asOf), asOf: past.version, source: (sight) => readingFor({ ...reading, sight }) },
      );
    };
    const versions = new Map<number, Promise<Moment>>();
    const versionAt = async (number: number): Promise<Moment> => {
      const [past, tree] = await Promise.all([dataVersionOf(db, number), trees.at(number)]);
      const signal = lazy(() => AbortSignal.timeout(TIMES.answer));
      const own = (sight: Sight | Promise<Sight>) => readingFor({ db, guarded, signal, sight });
      return momentOf({ ...past, tree }, { viewer, today: dayNow(), asOf: number, source: own });
    };
    return {
      ...shareOf(call),
      now: () => read(now),
      at(asOf) {
        if (asOf === null || asOf === undefined || asOf > clock()) return read(now);
        refuseHistory(viewer);
        const found = known.get(asOf.getTime()) ?? then(asOf);
        known.set(asOf.getTime(), found);
        return found.then(read);
      },
      version: (number) => {
        refuseHistory(viewer);
        const found = versions.get(number) ?? versionAt(number);
        versions.set(number, found);
        return found;
      },
      async *follow(after) {
        refuseHistory(viewer);
        let cursor = after;
        while (!call.left().aborted && !bell.stopped()) {
          if (!(await call.stillOpen())) throw new AnlanError('UNAUTHENTICATED', 'the key is no longer in force');
          if (data.version() > cursor) {
            const moment = await versionAt(data.version());
            call.objects = 0;
            call.warnings.length = 0;
            versions.clear();
            yield moment;
            cursor = moment.version;
          } else await bell.heard(TIMES.recheck, call.left());
        }
      },
      work: () => work(call),
      sign: (text) => createSign(secret, viewer)(text),
      keys: () => createKeyDesk({ db: kysely, viewer, datasets: codes, cause: () => causeOf(call) }),
      usage: (days) => usageOf(kysely, viewer.keyId, days),
      audit: (filter, page) => listAudit(kysely, filter, page),
    };
  };

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
