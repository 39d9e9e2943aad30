import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Workspace } from '../imports/workspace.ts';
import { GATE } from './gate.ts';

const SCRIPTS = join(import.meta.dirname, '..', '..', 'scripts');
const STEP_MS = 15;
const SETTLED_MS = 65_000;

/** A command that writes, as a process of its own. */
export interface Importer {
  readonly child: ChildProcess;
  isAlive(): boolean;
  /** Its exit code; null when a signal ended it. */
  end(): Promise<number | null>;
  /** What it has said of errors. */
  said(): string;
}

export const startImport = (url: string, path: string): Importer => startCommand(url, 'import.ts', 'mediations', path);

export function startCommand(url: string, script: string, ...args: readonly string[]): Importer {
  const env = { ...process.env, DATABASE_URL: url };
  const child = spawn(process.execPath, [join(SCRIPTS, script), ...args, '--commit'], {
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = once(child, 'close').then(([code]) => (typeof code === 'number' ? code : null));
  let said = '';
  child.stderr.on('data', (part) => {
    said += part;
  });
  return {
    child,
    isAlive: () => child.exitCode === null && child.signalCode === null,
    end: () => ended,
    said: () => said,
  };
}

/** The backends that stand in a transaction of an importer. */
export async function writers(work: Workspace): Promise<readonly number[]> {
  const { rows } = await sql<{ pid: number }>`
    select pid from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid() and xact_start is not null
      and backend_type = 'client backend' and application_name <> ${GATE}`.execute(work.db);
  return rows.map(({ pid }) => pid);
}

/** Until it is in the transaction of its import, or has ended before anybody saw it there. What it reads before is short. */
export async function begun(work: Workspace, importer: Importer): Promise<void> {
  const importing = async () => {
    const { rows } = await sql`
      select 1 from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid() and xact_start is not null
        and query ~ '/\\* imports\\.(staging|copy)'`.execute(work.db);
    return rows.length > 0;
  };
  while (importer.isAlive() && !(await importing())) await pause(STEP_MS);
}

/** Until the lock of writers can be had. */
export async function unlocked(work: Workspace): Promise<void> {
  const held = async () => {
    const { rows } = await sql`
      select 1 from pg_locks l join pg_database d on d.oid = l.database
      where d.datname = current_database() and l.locktype = 'advisory'`.execute(work.db);
    return rows.length > 0;
  };
  await until(async () => !(await held()), 'the lock is still held');
}

/** Until no importer is left in a transaction. */
export async function settled(work: Workspace): Promise<void> {
  await until(async () => (await writers(work)).length === 0, 'a backend of the importer is still there');
}

async function until(condition: () => Promise<boolean>, what: string): Promise<void> {
  for (const deadline = Date.now() + SETTLED_MS; Date.now() < deadline; await pause(STEP_MS)) {
    if (await condition()) return;
  }
  throw new Error(what);
}
