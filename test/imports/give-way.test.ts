import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { constants, getPriority } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { backendsGiveWay } from '../../src/db/connections/give-way.ts';
import { createDatabase } from '../../src/db/connections/pool.ts';
import { createFolder } from './folder.ts';
import { createWorkspace, type Workspace } from './workspace.ts';

const SCRIPT = join(import.meta.dirname, '..', '..', 'scripts', 'import.ts');
const { PRIORITY_BELOW_NORMAL, PRIORITY_NORMAL } = constants.priority;

const folder = createFolder();
let work: Workspace;

beforeAll(async () => {
  work = await createWorkspace(['3502']);
});

afterAll(async () => {
  folder.remove();
  await work.close();
});

/** The backend that waits for a table. */
async function waiting(): Promise<number> {
  for (;;) {
    const { rows } = await sql<{ pid: number }>`
      select pid from pg_locks join pg_stat_activity using (pid)
      where datname = current_database() and locktype = 'relation' and not granted`.execute(work.db);
    if (rows[0] !== undefined) return rows[0].pid;
    await pause(20);
  }
}

const mayTell = (pid: number): boolean =>
  process.getuid?.() === 0 || statSync(`/proc/${pid}`).uid === process.getuid?.();

const AUTOGROUP = '/proc/self/autogroup';

/** Of the whole session among all others; null where Linux does not share by sessions. */
function shareOf(pid: number): number | null {
  if (!existsSync(AUTOGROUP)) return null;
  return Number(/nice (-?\d+)/.exec(readFileSync(`/proc/${pid}/autogroup`, 'utf8'))?.[1]);
}

const share = (priority: number): number | null => (existsSync(AUTOGROUP) ? priority : null);

test.runIf(process.platform === 'linux')('the import command and its backend run behind those of readers', async () => {
  const file = folder.file('a.csv', '纠纷编号,区划代码,受理日期,调解结果\nG1,350211000000,2021-01-15,在办');
  await work.db.connection().execute(async (held) => {
    await sql`begin`.execute(held);
    await sql`lock table cells in share mode`.execute(held);
    const env = { ...process.env, DATABASE_URL: work.url };
    const importer = spawn(process.execPath, [SCRIPT, 'mediations', file, '--commit'], { env, stdio: 'ignore' });
    const ended = once(importer, 'exit');
    const backend = await waiting();
    expect(getPriority(importer.pid)).toBe(PRIORITY_BELOW_NORMAL);
    const expected = mayTell(backend) ? PRIORITY_BELOW_NORMAL : PRIORITY_NORMAL;
    expect(getPriority(backend)).toBe(expected);
    await expect.poll(() => shareOf(backend)).toBe(share(expected));
    await sql`rollback`.execute(held);
    expect(await ended).toEqual([0, null]);
  });
});

test.runIf(process.platform === 'linux')('workers that help a backend run behind readers as it does', async () => {
  const { pool, close } = createDatabase({ url: work.url, max: 1 });
  backendsGiveWay(pool);
  const client = await pool.connect();
  try {
    await client.query('set min_parallel_table_scan_size = 0; set parallel_setup_cost = 0');
    const { rows: own } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
    const backend = own[0]?.pid ?? 0;
    const slow = client.query(
      'select count(*) from region_versions v, generate_series(1, 1000000) g where v.region_id + g <> 1',
    );
    slow.catch(() => {});
    const workers = await workersOf(backend);
    const expected = mayTell(backend) ? PRIORITY_BELOW_NORMAL : PRIORITY_NORMAL;
    const seen = () =>
      workers.filter((pid) => existsSync(`/proc/${pid}`)).map((pid) => [getPriority(pid), shareOf(pid)]);
    await expect.poll(seen).toEqual(workers.map(() => [expected, share(expected)]));
  } finally {
    client.release(true);
    await close();
  }
});

async function workersOf(backend: number): Promise<readonly number[]> {
  for (;;) {
    const { rows } = await sql<{ pid: number }>`
      select pid from pg_stat_activity where leader_pid = ${backend}::int`.execute(work.db);
    if (rows.length > 0) return rows.map(({ pid }) => pid);
    await pause(20);
  }
}
