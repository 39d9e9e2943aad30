import { readdirSync, readFileSync } from 'node:fs';
import { Socket } from 'node:net';
import { constants, setPriority } from 'node:os';
import pg from 'pg';

const { PRIORITY_BELOW_NORMAL } = constants.priority;

/** Workers of a backend are found within so long. */
const LOOK_MS = 100;

/**
 * Lets long work run behind those who wait for an answer: this process and, where the database is on this machine and
 * lets itself be told, the backends of the pool from now on, and the workers that help them. Where nobody waits, nothing
 * is slower.
 */
export function giveWay(pool: pg.Pool): void {
  for (const thread of threads()) lower(thread);
  backendsGiveWay(pool);
}

export function backendsGiveWay(pool: pg.Pool): void {
  const backends = new Set<number>();
  pool.on('acquire', (client) => {
    const backend = localBackend(client);
    if (backend === null) return;
    lower(backend);
    if (backends.size === 0) setInterval(lowerWorkers, LOOK_MS, backends).unref();
    backends.add(backend);
  });
}

/** They are no children of the backend, but of its parent, and begin with the usual priority. */
function lowerWorkers(backends: ReadonlySet<number>): void {
  for (const parent of new Set([...backends].map(parentOf))) {
    for (const child of childrenOf(parent)) {
      const helped = /^postgres: parallel worker for PID (\d+)/.exec(textOf(`/proc/${child}/cmdline`))?.[1];
      if (helped !== undefined && backends.has(Number(helped))) lower(child);
    }
  }
}

const parentOf = (id: number): number => Number(/^PPid:\s+(\d+)/m.exec(textOf(`/proc/${id}/status`))?.[1] ?? 0);

const childrenOf = (id: number): readonly number[] =>
  textOf(`/proc/${id}/task/${id}/children`).split(' ').filter(Boolean).map(Number);

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

/** On Linux each thread has a priority of its own, and those that collect garbage are there from the start. */
function threads(): readonly number[] {
  try {
    return readdirSync('/proc/self/task').map(Number);
  } catch {
    return [process.pid];
  }
}

/** The process at the other end of a connection; null where it is none of this machine that can be seen. */
function localBackend(client: pg.PoolClient): number | null {
  if (!(client instanceof pg.Client)) return null;
  const { stream } = client.connection;
  const pid: unknown = Reflect.get(client, 'processID');
  if (typeof pid !== 'number' || !(stream instanceof Socket)) return null;
  // A database in a container counts its processes by itself; the title of a backend tells whom it serves.
  return textOf(`/proc/${pid}/cmdline`).includes(`(${stream.localPort})`) ? pid : null;
}

/** What belongs to another user is left as it is. */
function lower(id: number): void {
  try {
    setPriority(id, PRIORITY_BELOW_NORMAL);
  } catch {}
}
