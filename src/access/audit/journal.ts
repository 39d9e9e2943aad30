import type { Kysely } from 'kysely';
import type { Database } from '../../db/database.ts';
import type { Log } from '../../db/log.ts';
import { appendAudit } from './append.ts';
import type { AuditEvent } from './event.ts';
import { addUsage, storeUsage, type Usage } from './usage.ts';

/** Notes what readers did, without holding them up. What is not yet stored is lost with the process. */
export interface Journal {
  readonly note: (event: AuditEvent) => void;
  readonly used: (keyId: string, usage: Usage) => void;
  /** Stores what is noted so far. */
  readonly flush: () => Promise<void>;
  /** No more is taken. */
  readonly close: () => Promise<void>;
}

interface JournalOptions {
  readonly db: Kysely<Database>;
  readonly log: Log;
  /** Milliseconds. */
  readonly clock: () => number;
  /** Events held at most while the database is away; more are counted, and their number is noted later. */
  readonly most?: number;
  readonly everyMs?: number;
}

const BATCH = 500;

export function createJournal({ db, log, clock, most = 10_000, everyMs = 1000 }: JournalOptions): Journal {
  let waiting: { readonly event: AuditEvent; readonly since: number }[] = [];
  let used = new Map<string, Usage>();
  let lost = 0;
  let timer: NodeJS.Timeout | undefined;
  let closed = false;
  let storing: Promise<void> = Promise.resolve();

  const soon = (): void => {
    if (!closed) timer ??= setTimeout(() => void flush(), everyMs).unref();
  };

  const storeBatch = async (): Promise<void> => {
    const batch = waiting.slice(0, BATCH);
    const counted = used;
    const missing = lost;
    used = new Map();
    try {
      await db.transaction().execute(async (trx) => {
        const now = clock();
        await storeUsage(trx, counted);
        await appendAudit(trx, [
          ...batch.map(({ event, since }) => ({ ...event, waited: now - since })),
          ...(missing === 0 ? [] : [{ kind: 'audit.lost', rowCount: missing, result: 'lost' } as const]),
        ]);
      });
    } catch (error) {
      for (const [key, usage] of counted) count(key, usage);
      throw error;
    }
    waiting = waiting.slice(batch.length);
    lost -= missing;
  };

  const store = async (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    try {
      // What is noted meanwhile waits for its own turn: under load there would be no end of it.
      const counts = used.size > 0 || lost > 0 ? 1 : 0;
      for (let due = Math.max(waiting.length, counts); due > 0; due -= BATCH) await storeBatch();
    } catch (error) {
      log.error({ err: error, waiting: waiting.length, lost }, 'the audit log could not be written');
      soon();
    }
  };

  const flush = (): Promise<void> => {
    storing = storing.then(store);
    return storing;
  };

  const count = (keyId: string, usage: Usage): void => {
    const before = used.get(keyId);
    used.set(keyId, before === undefined ? usage : addUsage(before, usage));
  };

  return {
    flush,
    note(event) {
      if (closed) return;
      if (waiting.length < most) waiting.push({ event, since: clock() });
      else if (lost++ === 0) log.error({ most }, 'events are missing from the audit log: it cannot be written');
      soon();
    },
    used(keyId, usage) {
      if (closed) return;
      count(keyId, usage);
      soon();
    },
    async close() {
      closed = true;
      await flush();
    },
  };
}
