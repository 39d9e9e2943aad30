import { execFile } from 'node:child_process';
import { chownSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { accountFor } from '../../src/db/embedded/account.ts';
import { SURROUNDINGS } from '../../src/db/embedded/binaries.ts';
import { choosePort } from '../../src/db/embedded/port.ts';
import { SUPERUSER } from '../../src/db/embedded/role.ts';
import { temporaryPlace } from '../temporary-place.ts';
import { joinNodes } from './join-nodes.ts';

export interface Nodes {
  /** Of the coordinator. */
  readonly url: string;
  remove(): Promise<void>;
}

const SETTINGS = [
  'shared_preload_libraries=citus',
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'max_connections=400',
  'max_prepared_transactions=200',
  'max_worker_processes=100',
  'timezone=UTC',
  'fsync=off',
  'jit=off',
  'citus.shard_count=4',
  // Every database has a daemon that looks for deadlocks between nodes; hundreds of databases need not look each second.
  'citus.distributed_deadlock_detection_factor=20',
  'citus.enable_statistics_collection=off',
].map((setting) => `-c ${setting}`);

/** A coordinator that holds no rows and two workers, on this machine. @param programs folder of a PostgreSQL with Citus */
export async function createNodes(programs: string): Promise<Nodes> {
  const home = mkdtempSync(join(temporaryPlace(), 'anlan-citus-'));
  const account = await accountFor(join(home, 'nothing'));
  if (account) chownSync(home, account.uid, account.gid);
  const run = (program: string, args: readonly string[]) =>
    promisify(execFile)(join(programs, program), [...args], { cwd: '/', env: SURROUNDINGS, ...account });
  const started: string[] = [];

  async function start(folder: string): Promise<string> {
    mkdirSync(folder, { mode: 0o700 });
    if (account) chownSync(folder, account.uid, account.gid);
    await run('initdb', ['-D', folder, '-U', SUPERUSER, '-A', 'trust', '-E', 'UTF8', '--locale=C', '-N']);
    const port = await choosePort(folder);
    const settings = [...SETTINGS, `-p ${port}`].join(' ');
    await run('pg_ctl', ['-D', folder, 'start', '-l', `${folder}.log`, '-w', '-t', '60', '-o', settings]);
    started.push(folder);
    return `postgres://${SUPERUSER}@127.0.0.1:${port}/postgres`;
  }

  async function remove(): Promise<void> {
    for (const folder of started) await run('pg_ctl', ['-D', folder, 'stop', '-m', 'immediate', '-w']).catch(() => {});
    rmSync(home, { recursive: true, force: true });
  }

  try {
    const url = await start(join(home, 'coordinator'));
    const workers = [await start(join(home, 'worker-1')), await start(join(home, 'worker-2'))];
    await joinNodes(url, workers);
    return { url, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}
