import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import { inject } from 'vitest';
import type { Workspace } from '../imports/workspace.ts';
import { type Gate, shutGate } from './gate.ts';
import { type Importer, settled, unlocked, writers } from './importer.ts';
import { answered, type OwnPostgres, signalTo } from './own-postgres.ts';
import type { Wire } from './wire.ts';

const STILL_MS = Number(process.env.FAULT_STILL_MS ?? 1000);

/** A database, and all that may be done to it. */
export interface FaultyPlace {
  readonly work: Workspace;
  readonly postgres: OwnPostgres;
  readonly wire: Wire;
}

export const FAULTS = [
  'kill -9 of the importer',
  'SIGTERM of the importer',
  'its backend is terminated',
  'it stands still',
  'kill -9 of its backend',
  'kill -9 of all of PostgreSQL',
  'a fast restart of PostgreSQL',
  'the disk is full',
  'the connection is reset',
  'the answer to COMMIT is lost',
  'packets vanish',
] as const;
export type FaultName = (typeof FAULTS)[number];
export type Faults = Readonly<Record<FaultName, Fault>>;

/** Not everywhere is there a disk that may be filled. */
export const isPossible = (name: FaultName): boolean => name !== 'the disk is full' || inject('ownPostgres').ownDisk;

export interface Fault {
  /** By way of the wire that can be cut. */
  readonly wired?: boolean;
  /** Made ready before the command starts; resolves when it struck. Else it strikes at any moment of the transaction. */
  readonly trap?: () => Promise<void>;
  readonly strike?: (importer: Importer) => Promise<void>;
  /** It comes after all is committed. */
  readonly late?: boolean;
}

export const createFaults = ({ work, postgres, wire }: FaultyPlace): Faults => ({
  'kill -9 of the importer': { strike: async ({ child }) => void child.kill('SIGKILL') },
  'SIGTERM of the importer': { strike: async ({ child }) => void child.kill('SIGTERM') },
  'its backend is terminated': {
    strike: async () => {
      for (const pid of await writers(work)) await sql`select pg_terminate_backend(${pid}::int)`.execute(work.db);
    },
  },
  'it stands still': {
    strike: async ({ child }) => {
      child.kill('SIGSTOP');
      await pause(STILL_MS);
      child.kill('SIGCONT');
    },
  },
  'kill -9 of its backend': {
    strike: async () => {
      for (const pid of await writers(work)) signalTo(pid, 'SIGKILL');
    },
  },
  'kill -9 of all of PostgreSQL': {
    strike: async () => {
      await postgres.kill();
      await postgres.start();
    },
  },
  'a fast restart of PostgreSQL': { strike: () => postgres.restart() },
  'the disk is full': {
    strike: async (importer) => {
      const free = postgres.fillDisk();
      await Promise.race([importer.end(), pause(5000)]);
      free();
      if (!postgres.isRunning()) await postgres.start();
    },
  },
  'the connection is reset': { wired: true, strike: async () => wire.reset() },
  'the answer to COMMIT is lost': { wired: true, trap: () => wire.loseCommit(), late: true },
  'packets vanish': { wired: true, strike: async () => wire.swallow() },
});

interface Struck {
  /** Whether it was in its transaction. */
  readonly hit: boolean;
  readonly code: number | null;
}

/** So many milliseconds into its transaction, or before the sums, where it is held until the fault came. */
export type Moment = number | 'before the sums';

interface Command {
  readonly start: (url: string) => Importer;
  /** Until it is in its transaction. */
  readonly begun: (importer: Importer) => Promise<void>;
  readonly moment: Moment;
}

const STRIKING_MS = 200;

/** Runs a command and lets the fault strike it; when all is over the database answers, and nobody writes. */
export async function struck(
  { work, wire }: FaultyPlace,
  { wired, trap, strike }: Fault,
  { start, begun, moment }: Command,
): Promise<Struck> {
  const gate = moment === 'before the sums' && trap === undefined ? await shutGate(work) : null;
  const importer = start(wired ? wire.url : work.url);
  const sprung = trap?.();
  await (gate === null ? begun(importer) : gate.reached(importer.isAlive));
  let hit: boolean;
  if (sprung === undefined) {
    await pause(typeof moment === 'number' ? moment : 0);
    hit = importer.isAlive() && (await writers(work)).length > 0;
    await openedBy(strike?.(importer), gate);
  } else hit = await Promise.race([sprung.then(() => true), importer.end().then(() => false)]);
  const code = await importer.end();
  await answered(work.url);
  await unlocked(work);
  wire.mend();
  await settled(work);
  return { hit, code };
}

/** What is held goes on once the fault came, also while it lasts. */
async function openedBy(striking: Promise<void> | undefined, gate: Gate | null): Promise<void> {
  await Promise.race([striking, pause(STRIKING_MS)]);
  await gate?.open();
  await striking;
}

/**
 * One round at a random moment of a transaction that takes about `writingMs`. A command that was over before the fault
 * came is struck anew, and in the end held until it comes: whether a round hits is not left to how busy the machine is.
 */
export async function untilHit(writingMs: number, round: (moment: Moment) => Promise<boolean>): Promise<void> {
  const some = [0.8, 0.4].map((share) => Math.random() * share * writingMs);
  for (const moment of [...some, 'before the sums', 'before the sums'] as const) if (await round(moment)) return;
  throw new Error('each time the command was over before the fault came');
}
