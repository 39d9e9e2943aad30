import { execFile } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  chownSync,
  closeSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { accountFor } from '../../src/db/embedded/account.ts';
import { SURROUNDINGS } from '../../src/db/embedded/binaries.ts';
import { isAlive, readPidFile } from '../../src/db/embedded/pid-file.ts';
import { choosePort } from '../../src/db/embedded/port.ts';
import { reachableBinaries } from '../../src/db/embedded/reachable.ts';
import { temporaryPlace } from '../temporary-place.ts';

/** A PostgreSQL that tests may end in any way they like. */
export interface OwnPostgres {
  readonly url: string;
  /** Its data, on whose disk it may run out of space. */
  readonly folder: string;
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Ends whoever is connected, and starts again. */
  restart(): Promise<void>;
  /** All its processes at once, as when the power goes. */
  kill(): Promise<void>;
  /** Lets all its processes stand still, as behind a wire on which packets vanish, or go on. */
  freeze(): void;
  thaw(): void;
  isRunning(): boolean;
  /** Takes all the space that is left on its own disk; what it gives frees it again. */
  fillDisk(): () => void;
  remove(): Promise<void>;
}

/** What another process needs to know to have the same in its hands. */
export interface PostgresPlace {
  readonly programs: string;
  readonly folder: string;
  readonly port: number;
  /** Its folder is on a small disk of its own, which may be filled. */
  readonly ownDisk: boolean;
  /** `name=value`, over those of every server for tests. */
  readonly settings?: readonly string[];
}

const SETTINGS = [
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'max_connections=100',
  'timezone=UTC',
  'fsync=off',
  'jit=off',
  'wal_level=minimal',
  'max_wal_senders=0',
  'min_wal_size=32MB',
  'max_wal_size=96MB',
];

/** Hundreds of rounds leave their sums behind, and in the end all of them are added up again. */
const DISK = '4g';
const STEP_MS = 20;
const PATIENCE_MS = 60_000;

interface NewPostgres {
  /** A folder of programs; that of FAULTS_POSTGRES unless told, else the embedded ones. */
  readonly programs?: string | undefined;
  /** On a small disk of its own, where that can be had. */
  readonly ownDisk?: boolean;
  readonly settings?: readonly string[];
}

/** A new one, not yet started. */
export async function createPostgres(options: NewPostgres = {}) {
  const { programs: given = process.env.FAULTS_POSTGRES, ownDisk: small = false, settings = [] } = options;
  const within = temporaryPlace();
  const account = await accountFor(join(within, 'nothing'));
  const programs = given ?? join((await reachableBinaries(account, () => {})).root, 'bin');
  const home = mkdtempSync(join(within, 'anlan-faults-'));
  const folder = join(home, 'data');
  const ownDisk = small && (await mountDisk(home));
  mkdirSync(folder, { mode: 0o700 });
  for (const place of account ? [home, folder] : []) chownSync(place, account?.uid ?? 0, account?.gid ?? 0);
  await run(
    join(programs, 'initdb'),
    ['-D', folder, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '-N'],
    folder,
  );
  return { programs, folder, port: await choosePort(folder), ownDisk, settings } satisfies PostgresPlace;
}

/** A streaming replica of one that ran before, but does not now. */
export async function replicaOf(primary: PostgresPlace, settings: readonly string[]): Promise<PostgresPlace> {
  const home = mkdtempSync(join(temporaryPlace(), 'anlan-replica-'));
  const folder = join(home, 'data');
  cpSync(primary.folder, folder, { recursive: true });
  rmSync(join(folder, 'postmaster.opts'));
  writeFileSync(join(folder, 'standby.signal'), '');
  appendFileSync(
    join(folder, 'postgresql.auto.conf'),
    `primary_conninfo = 'host=127.0.0.1 port=${primary.port} user=postgres'\n`,
  );
  chmodSync(folder, 0o700);
  const account = await accountFor(primary.folder);
  for (const place of account ? [home, folder, ...contentsOf(folder)] : []) {
    chownSync(place, account?.uid ?? 0, account?.gid ?? 0);
  }
  return {
    programs: primary.programs,
    folder,
    port: await choosePort(folder),
    ownDisk: false,
    settings: [...(primary.settings ?? []), ...settings],
  };
}

const contentsOf = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name));

export function postgresAt({ programs, folder, port, ownDisk, settings = [] }: PostgresPlace): OwnPostgres {
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
  const control = (...args: readonly string[]) => run(join(programs, 'pg_ctl'), ['-D', folder, ...args], folder);
  const log = join(folder, '..', 'postgres.log');
  const options = [...[...SETTINGS, ...settings].map((setting) => `-c ${setting}`), `-p ${port}`].join(' ');
  const stop = () => control('stop', '-m', 'fast', '-w');
  async function start() {
    await control('start', '-l', log, '-w', '-t', '60', '-o', options).catch((error: unknown) => {
      throw new Error(`PostgreSQL does not start: ${readFileSync(log, 'utf8').slice(-1000)}`, { cause: error });
    });
    await answered(url);
  }
  return {
    url,
    folder,
    start,
    stop,
    async restart() {
      await stop();
      await start();
    },
    async kill() {
      const all = processesOf(folder);
      for (const pid of all) signalTo(pid, 'SIGKILL');
      await gone(all);
    },
    freeze: () => signal(folder, 'SIGSTOP'),
    thaw: () => signal(folder, 'SIGCONT'),
    isRunning: () => processesOf(folder).some(isAlive),
    fillDisk: () => fill(join(folder, '..', 'ballast')),
    async remove() {
      const home = join(folder, '..');
      if (readPidFile(folder)) await control('stop', '-m', 'immediate', '-w').catch(() => {});
      if (ownDisk) await promisify(execFile)('umount', ['-l', home]);
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/** Only root may. */
async function mountDisk(folder: string): Promise<boolean> {
  try {
    await promisify(execFile)('mount', ['-t', 'tmpfs', '-o', `size=${DISK}`, 'tmpfs', folder]);
    return true;
  } catch {
    return false;
  }
}

function fill(path: string): () => void {
  const file = openSync(path, 'w');
  for (const size of [2 ** 24, 2 ** 12]) {
    const block = Buffer.alloc(size);
    try {
      while (writeSync(file, block) === size);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
    }
  }
  closeSync(file);
  return () => rmSync(path);
}

async function run(program: string, args: readonly string[], folder: string): Promise<void> {
  const account = await accountFor(folder);
  await promisify(execFile)(program, [...args], { cwd: '/', env: SURROUNDINGS, ...account });
}

function signal(folder: string, name: NodeJS.Signals): void {
  for (const pid of processesOf(folder)) signalTo(pid, name);
}

/** The postmaster first, so that it starts nobody in place of those who end. */
function processesOf(folder: string): readonly number[] {
  const postmaster = readPidFile(folder)?.pid;
  if (postmaster === undefined) return [];
  return [postmaster, ...childrenOf(postmaster)];
}

function childrenOf(parent: number): readonly number[] {
  if (!existsSync('/proc/self/stat')) throw new Error('expected Linux: processes are found in /proc');
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => parentOf(pid) === parent);
}

function parentOf(pid: number): number | undefined {
  try {
    const [, parent] = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /, '')
      .split(' ');
    return Number(parent);
  } catch {
    return undefined;
  }
}

async function gone(pids: readonly number[]): Promise<void> {
  for (const deadline = Date.now() + PATIENCE_MS; Date.now() < deadline; await pause(STEP_MS)) {
    if (!pids.some(isAlive)) return;
  }
  throw new Error('a process of PostgreSQL outlives kill -9');
}

/** Until it lets somebody in, which it does not while it recovers. */
export async function answered(url: string): Promise<void> {
  for (const deadline = Date.now() + PATIENCE_MS; Date.now() < deadline; await pause(STEP_MS)) {
    const client = new pg.Client({ connectionString: url });
    client.on('error', () => {});
    try {
      await client.connect();
      await client.query('select 1');
      return;
    } catch {
      // Not yet.
    } finally {
      await client.end().catch(() => {});
    }
  }
  throw new Error('PostgreSQL does not come back');
}

/** One that ended by itself meanwhile, as those of PostgreSQL do when the first of them is gone, is as good. */
export function signalTo(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}
