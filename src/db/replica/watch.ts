import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import type { Log } from '../log.ts';
import { createLook, ReplicaLost } from './look.ts';
import { createStanding, type Trouble } from './standing.ts';

const BEAT_MS = 1000;
/** While statements wait for it. */
const CLOSE_MS = 10;
/** While it is behind, and statements do not wait. */
const NEAR_MS = 100;
/** Refused, unknown or still starting: no need to look twice. */
const AWAY = /^(ECONNREFUSED|ENOENT|ENOTFOUND|EHOSTUNREACH|ENETUNREACH|57P03)$/;

interface WatchOptions {
  readonly primary: pg.Pool;
  readonly replicaUrl: string;
  readonly behindMs: number;
  readonly waitMs: number;
  readonly log?: Log | undefined;
}

export interface ReplicaState {
  /** Null while it is read from. */
  readonly trouble: Trouble | null;
  /** Seconds since it had all that the primary had; null before it ever had. */
  readonly behindSeconds: number | null;
  /** Statements so far by where they were answered. */
  readonly read: { readonly replica: number; readonly primary: number };
}

export type Watch = ReturnType<typeof watchReplica>;

/** Keeps looking at a replica, and tells whether it may be read from. */
export function watchReplica({ primary, replicaUrl, behindMs, waitMs, log }: WatchOptions) {
  const look = createLook({ primary, replicaUrl });
  const standing = createStanding({ clock: () => performance.now(), behindMs, waitMs });
  const inFlight = new Set<(error: Error) => void>();
  const read = { replica: 0, primary: 0 };
  let told: Trouble | null | undefined;
  let looked = Promise.withResolvers<void>();
  let wake = (): void => {};
  let closed = false;

  const tell = (reason?: string): void => {
    const trouble = standing.trouble();
    if (trouble === told) return;
    if (trouble !== null) log?.warn({ trouble, ...(reason && { reason }) }, 'the replica is not read from');
    else if (told !== undefined) log?.info({}, 'the replica is read from again');
    told = trouble;
  };

  const lose = (why: Exclude<Trouble, 'BEHIND'>, reason?: string): void => {
    standing.lose(why);
    tell(reason);
    const error = new ReplicaLost(reason ?? why);
    for (const giveUp of inFlight) giveUp(error);
  };

  const beat = async (): Promise<void> => {
    const begun = standing.begin();
    try {
      const found = await look();
      if ('trouble' in found) lose(found.trouble);
      else standing.found(begun, found);
    } catch (error) {
      // Where it is the primary that is away, nothing is known of the replica, which ages by that.
      if (error instanceof ReplicaLost) lose('UNREACHABLE', error.message);
    }
    tell();
    looked.resolve();
    looked = Promise.withResolvers();
  };

  const most = Math.min(BEAT_MS, behindMs / 4);
  const interval = (): number => {
    if (standing.isReady()) return most;
    if (standing.isWorthWaiting()) return CLOSE_MS;
    return standing.trouble() === null ? NEAR_MS : most;
  };
  const rest = (): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, interval());
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  const run = async (): Promise<void> => {
    while (!closed) {
      await rest();
      if (!closed) await beat();
    }
  };

  const waited = async (): Promise<boolean> => {
    while (standing.isWorthWaiting() && !closed) {
      wake();
      // A look at a server that is silent takes longer than anybody should wait.
      await Promise.race([looked.promise, pause(NEAR_MS, undefined, { ref: false })]);
    }
    return standing.isReady();
  };
  const begun = beat();
  const running = begun.then(run);

  return {
    /** Settles when it was first looked at. */
    begun,
    expected: standing.expected,
    fellBack(version: number): void {
      standing.fellBack(version);
      wake();
    },
    /** From now on no statement may see less than this import. */
    expect(version: number): void {
      standing.expect(version);
      if (!standing.isReady()) wake();
    },
    /** From now on no statement may see less than the primary has by now. */
    hold(): void {
      standing.hold();
      wake();
    },
    /** Whether it may be read from, at once or in a moment. */
    ready: (): boolean | Promise<boolean> => standing.isReady() || waited(),
    /** A statement failed on it. */
    failed(error: unknown): void {
      if (error instanceof ReplicaLost) return;
      const { code, message } =
        error instanceof Error ? { code: '', ...error, message: error.message } : { code: '', message: '' };
      log?.debug({ reason: message }, 'a statement failed on the replica');
      if (AWAY.test(code)) lose('UNREACHABLE', message);
      else wake();
    },
    /** The work of a statement, given up as soon as the replica is lost. */
    unlessLost: <Result>(work: Promise<Result>): Promise<Result> =>
      new Promise((resolve, reject) => {
        inFlight.add(reject);
        work.then(resolve, reject).finally(() => inFlight.delete(reject));
      }),
    count: (from: 'replica' | 'primary'): void => void read[from]++,
    state: (): ReplicaState => ({
      trouble: standing.trouble(),
      behindSeconds: standing.behindSeconds(),
      read: { ...read },
    }),
    async close(): Promise<void> {
      closed = true;
      wake();
      await running;
      await look.close();
    },
  };
}
