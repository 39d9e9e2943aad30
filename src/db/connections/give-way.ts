import { readdirSync, readFileSync } from 'node:fs';
import { Socket } from 'node:net';
import { constants, setPriority } from 'node:os';
import pg from 'pg';

const { PRIORITY_BELOW_NORMAL } = constants.priority;

/**
 * Lets long work run behind those who wait for an answer: this process and, where the database is on this machine and
 * lets itself be told, the backends of the pool from now on. Where nobody waits, nothing is slower.
 */
export function giveWay(pool: pg.Pool): void {
  for (const thread of threads()) lower(thread);
  pool.on('acquire', (client) => {
    const backend = localBackend(client);
    if (backend !== null) lower(backend);
  });
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
  try {
    // A database in a container counts its processes by itself; the title of a backend tells whom it serves.
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(`(${stream.localPort})`) ? pid : null;
  } catch {
    return null;
  }
}

/** What belongs to another user is left as it is. */
function lower(id: number): void {
  try {
    setPriority(id, PRIORITY_BELOW_NORMAL);
  } catch {}
}
