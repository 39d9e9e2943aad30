import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
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
  const backends: Backends = new Map();
  setInterval(lowerAll, LOOK_MS, backends).unref();
  pool.on('acquire', (client) => {
    const found = localBackend(client);
    if (found === null) return;
    lowerSession(found.backend);
    backends.set(found.backend, found.port);
  });
}

/** The port that each serves. */
type Backends = Map<number, number>;

/** Workers are no children of the backend, but of its parent, and begin with the usual priority. */
function lowerAll(backends: Backends): void {
  for (const [backend, port] of backends) {
    if (serves(backend, port)) lowerSession(backend);
    else backends.delete(backend);
  }
  for (const parent of new Set([...backends.keys()].map(parentOf))) {
    for (const child of childrenOf(parent)) {
      const helped = /^postgres: parallel worker for PID (\d+)/.exec(textOf(`/proc/${child}/cmdline`))?.[1];
      if (helped !== undefined && backends.has(Number(helped))) lowerSession(child);
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
function localBackend(client: pg.PoolClient) {
  if (!(client instanceof pg.Client)) return null;
  const { stream } = client.connection;
  const backend: unknown = Reflect.get(client, 'processID');
  const port = stream instanceof Socket ? stream.localPort : undefined;
  if (typeof backend !== 'number' || port === undefined || !serves(backend, port)) return null;
  return { backend, port };
}

/** A database in a container counts its processes by itself; the title of a backend tells whom it serves. */
const serves = (backend: number, port: number): boolean => textOf(`/proc/${backend}/cmdline`).includes(`(${port})`);

/**
 * Linux may share the processors between sessions first, and heed priorities only within one (sched(7), autogroup). Every
 * process of PostgreSQL is a session of its own, whose share ends with it. Linux takes one such wish in a tenth of a
 * second from ordinary users: who is refused comes again at the next look.
 */
function lowerSession(id: number): void {
  lower(id);
  const share = `/proc/${id}/autogroup`;
  if (!/nice 0$/.test(textOf(share).trim())) return;
  try {
    writeFileSync(share, String(PRIORITY_BELOW_NORMAL));
  } catch {}
}

/** What belongs to another user is left as it is. */
function lower(id: number): void {
  try {
    setPriority(id, PRIORITY_BELOW_NORMAL);
  } catch {}
}
