import { spawn } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { AnlanError } from '../../kernel/errors.ts';
import type { Account } from './account.ts';
import { type Binaries, program, SURROUNDINGS } from './binaries.ts';
import { dataFolderFor } from './cluster.ts';
import { isAlive, readPidFile } from './pid-file.ts';
import { choosePort } from './port.ts';

export interface Postmaster {
  readonly port: number;
  /** False also when the data folder was removed under it. */
  isServing(): boolean;
  stop(): Promise<void>;
}

interface Start {
  readonly folder: string;
  readonly binaries: Binaries;
  readonly account: Account | undefined;
  readonly throwaway: boolean;
}

const ADOPT_MS = 60_000;
const START_MS = 600_000;
const FAST_STOP_MS = 20_000;
const STEP_MS = 15;
const ATTEMPTS = 3;

const SETTINGS = [
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'max_connections=100',
  'shared_buffers=128MB',
  'timezone=UTC',
  'log_timezone=UTC',
  'log_line_prefix=%m [%p] %a ',
  'log_checkpoints=off',
  'log_error_verbosity=terse',
  // What failed is named in the log of the server; its text stays out of both.
  'log_min_error_statement=panic',
  'jit=off',
];

const THROWAWAY = [
  'fsync=off',
  'synchronous_commit=off',
  'full_page_writes=off',
  'autovacuum=off',
  'wal_level=minimal',
  'max_wal_senders=0',
  'min_wal_size=32MB',
  'max_wal_size=256MB',
];

function argumentsFor({ folder, account, throwaway }: Start, port: number): string[] {
  const settings = throwaway ? [...SETTINGS, ...THROWAWAY] : SETTINGS;
  return ['-D', dataFolderFor(folder, account), '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])];
}

async function until(condition: () => boolean, patienceMs: number): Promise<boolean> {
  for (const deadline = Date.now() + patienceMs; Date.now() < deadline; await pause(STEP_MS)) {
    if (condition()) return true;
  }
  return false;
}

/** Of a child we learn its end; the pid of an adopted one may be anybody's once its pid file is gone. */
function supervise({ folder, binaries }: Start, pid: number, port: number, hasEnded?: () => boolean): Postmaster {
  const isServing = () => readPidFile(folder)?.pid === pid && isAlive(pid);
  const isRunning = () => (hasEnded ? !hasEnded() : isServing());
  return {
    port,
    isServing,
    async stop() {
      if (!isRunning()) return;
      if (process.platform === 'win32') spawn(program(binaries, 'pg_ctl'), ['stop', '-D', folder, '-m', 'fast']);
      else process.kill(pid, 'SIGINT');
      if (await until(() => !isRunning(), FAST_STOP_MS)) return;
      process.kill(pid, 'SIGQUIT');
      await until(() => !isRunning(), FAST_STOP_MS);
    },
  };
}

async function launch(start: Start): Promise<Postmaster | undefined> {
  const port = await choosePort(start.folder);
  const child = spawn(program(start.binaries, 'postgres'), argumentsFor(start, port), {
    cwd: start.folder,
    env: SURROUNDINGS,
    stdio: ['ignore', 'inherit', 'inherit'],
    ...start.account,
  });
  let ended = false;
  child.on('exit', () => {
    ended = true;
  });
  child.on('error', () => {
    ended = true;
  });
  const isReady = () => readPidFile(start.folder)?.pid === child.pid && readPidFile(start.folder)?.ready === true;
  await until(() => ended || isReady(), START_MS);
  return ended || child.pid === undefined ? undefined : supervise(start, child.pid, port, () => ended);
}

export async function startPostmaster(start: Start): Promise<Postmaster> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const postmaster = await launch(start);
    if (postmaster) return postmaster;
    await pause(attempt * 200);
  }
  const log = join(start.folder, '..', 'logs', 'postgres.log');
  throw new AnlanError('DATABASE_UNAVAILABLE', `The embedded PostgreSQL did not start; ${log} says why.`);
}

/**
 * Takes over the PostgreSQL of a keeper that was killed. `answers` proves that the port is ours;
 * a pid file that nobody stands behind is removed.
 */
export async function adoptPostmaster(
  start: Start,
  answers: (port: number) => Promise<boolean>,
): Promise<Postmaster | undefined> {
  const found = readPidFile(start.folder);
  if (!found) return undefined;
  await until(() => readPidFile(start.folder)?.ready !== false || !isAlive(found.pid), ADOPT_MS);
  if (isAlive(found.pid) && (await answers(found.port))) return supervise(start, found.pid, found.port);
  await rm(join(start.folder, 'postmaster.pid'), { force: true });
  return undefined;
}
