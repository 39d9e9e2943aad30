import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import pg from 'pg';
import type { Workspace } from '../imports/workspace.ts';

const STEP_MS = 10;
export const GATE = 'gate of the faults';

/** The sums, shut for whoever writes: a command stands in its transaction before them for as long as one wants. */
export interface Gate {
  /** Until the command stands before it, or has ended. */
  readonly reached: (isAlive: () => boolean) => Promise<void>;
  /** Also where the server that held it is gone. */
  readonly open: () => Promise<void>;
}

export async function shutGate(work: Workspace): Promise<Gate> {
  const client = new pg.Client({ connectionString: work.url, application_name: GATE });
  client.on('error', () => {});
  await client.connect();
  await client.query('begin');
  await client.query('lock table cells in share mode');

  const isReached = async () => {
    const { rows } = await sql`
      select 1 from pg_locks l join pg_stat_activity a using (pid)
      where a.datname = current_database() and l.locktype = 'relation' and not l.granted`.execute(work.db);
    return rows.length > 0;
  };
  return {
    async reached(isAlive) {
      while (isAlive() && !(await isReached())) await pause(STEP_MS);
    },
    open: () => client.end().catch(() => {}),
  };
}
