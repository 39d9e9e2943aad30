import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool, PoolClient } from 'pg';
import { z } from 'zod';
import type { Log } from '../db/log.ts';

const CHANNEL = 'anlan_data';
const RETRY_MS = 1000;

export interface DataChange {
  /** The import that was told of; undefined where none was. */
  readonly version?: number | undefined;
  /** The ledger may have been mended, so that the same version of the data says something else. */
  readonly rebuilt: boolean;
}

/** Imports may have been missed. */
const UNHEARD: DataChange = { rebuilt: true };

interface DataChangesOptions {
  readonly pool: Pool;
  readonly log: Log;
  /**
   * Data may have changed: on each notice, and every second while notices cannot be heard.
   */
  readonly onChange: (change: DataChange) => Promise<void>;
}

export interface DataChanges {
  /** Settles when notices are heard, or when that failed for the first time. */
  readonly begun: Promise<void>;
  close(): Promise<void>;
}

/** Hears of imports as they commit. Holds one connection; finds a new one when it is lost. */
export function listenForChanges({ pool, log, onChange }: DataChangesOptions): DataChanges {
  const stopped = new AbortController();
  const noticed = (change: DataChange) =>
    onChange(change).catch((error: unknown) => log.warn({ err: error }, 'new data was not looked up'));

  const begun = Promise.withResolvers<void>();

  const listen = async (): Promise<void> => {
    const client = await pool.connect();
    const lost = lossOf(client, stopped.signal);
    try {
      client.on('notification', ({ payload = '' }) => void noticed(changeIn(payload)));
      await client.query(`listen ${CHANNEL}`);
      await noticed(UNHEARD);
      begun.resolve();
      await lost;
    } finally {
      client.removeAllListeners('notification');
      client.release(true);
    }
  };

  const run = async (): Promise<void> => {
    while (!stopped.signal.aborted) {
      await listen().catch((error: unknown) => log.warn({ err: error }, 'notices of new data are not heard'));
      begun.resolve();
      if (stopped.signal.aborted) return;
      await sleep(RETRY_MS, undefined, { signal: stopped.signal }).catch(() => {});
      await noticed(UNHEARD);
    }
  };

  const running = run();
  return {
    begun: begun.promise,
    async close() {
      stopped.abort();
      await running;
    },
  };
}

const news = z.object({ version: z.number().int().optional(), rebuilt: z.boolean().default(false) });

function changeIn(payload: string): DataChange {
  try {
    return news.parse(JSON.parse(payload));
  } catch {
    return UNHEARD;
  }
}

/** Settles when the connection ends or listening is to stop. */
function lossOf(client: PoolClient, stop: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    client.once('error', () => resolve());
    client.once('end', () => resolve());
    if (stop.aborted) resolve();
    stop.addEventListener('abort', () => resolve(), { once: true });
  });
}
