import { listAudit } from '../../access/audit/list.ts';
import { usageOf } from '../../access/audit/usage.ts';
import { dataVersion, dataVersionOf } from '../../access/data-version.ts';
import { createKeyDesk } from '../../access/key-desk.ts';
import { refuseHistory } from '../../access/refuse-history.ts';
import { createSign } from '../../access/sign.ts';
import { rightsKey } from '../../access/viewer.ts';
import type { OpenDatabase } from '../../db/connections/pool.ts';
import { readingFor } from '../../db/reading.ts';
import type { Sight } from '../../db/sight.ts';
import type { HeldAnswers } from '../../engine/hot/held-answers.ts';
import type { Context, Moment } from '../../graphql/context.ts';
import type { ImportWork } from '../../graphql/imports/import-work.ts';
import { type Day, shanghaiDay } from '../../kernel/day.ts';
import { AnlanError } from '../../kernel/errors.ts';
import { lazy } from '../../kernel/lazy.ts';
import type { TreeHolder } from '../../regions/tree-holder.ts';
import type { Call } from '../calls/call.ts';
import { TIMES } from '../limits.ts';
import type { createBell } from './bell.ts';
import type { createMoments } from './moments.ts';
import type { NewestData } from './newest.ts';
import { causeOf, shareOf } from './share-of.ts';

interface ContextsOptions {
  /** Answers are read through this. */
  readonly db: OpenDatabase['kysely'];
  /** Keys and the audit log stand here. */
  readonly kysely: OpenDatabase['kysely'];
  /** Names of tables whose rows not everybody sees. */
  readonly guarded: RegExp;
  /** Of all datasets. */
  readonly codes: readonly string[];
  readonly secret: Buffer;
  readonly clock: () => Date;
  readonly today: () => Day;
  readonly data: Pick<NewestData, 'current' | 'version' | 'refresh'>;
  readonly trees: Pick<TreeHolder, 'at'>;
  readonly held: Pick<HeldAnswers, 'of'>;
  readonly bell: Pick<ReturnType<typeof createBell>, 'stopped' | 'heard'>;
  readonly momentOf: ReturnType<typeof createMoments>;
  readonly work: (call: Call) => ImportWork;
}

/** What the resolvers of one request are given. */
export function createContexts(options: ContextsOptions): (call: Call) => Context {
  const { db, kysely, guarded, codes, secret, clock, today: dayNow, data, trees, held, bell, momentOf, work } = options;
  return (call) => {
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
}
