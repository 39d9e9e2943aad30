import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { verifyLedger } from '../../src/ledger/verify.ts';
import { createFolder } from '../imports/folder.ts';
import { ALL, createWorkspace, type Workspace } from '../imports/workspace.ts';

const ROUNDS = Number(process.env.FAULT_ROUNDS ?? 2);
const ROWS = 2000;
const SCRIPT = join(import.meta.dirname, '..', '..', 'scripts', 'import.ts');
const SETTLED_MS = 30_000;

const folder = createFolder();
let work: Workspace;
let usualMs = 0;
/** Two files of the same keys and other contents, with the state that each leaves. */
const files: { readonly path: string; state: string }[] = [];
let standing = 0;
const rounds = { all: 0, hit: 0 };

beforeAll(async () => {
  work = await createWorkspace(['3505']);
  const villages = [...(await work.tree()).all()].filter(({ level }) => level === 'village').map(({ code }) => code);
  for (const [name, factor] of [
    ['a.csv', 1],
    ['b.csv', 3],
  ] as const) {
    const rows = Array.from({ length: ROWS }, (_, at) => {
      const month = String(1 + ((at * factor) % 12)).padStart(2, '0');
      return `F${at},${villages[(at * 7919) % villages.length]},2021-${month}-15,在办,${at * factor}`;
    });
    const path = folder.file(name, ['纠纷编号,区划代码,受理日期,调解结果,涉及金额', ...rows].join('\n'));
    files.push({ path, state: '' });
  }
  for (const [at, file] of files.entries()) {
    const before = Date.now();
    expect(await endOf(start(file.path))).toBe(0);
    usualMs = Date.now() - before;
    file.state = await stateOf();
    standing = at;
  }
  expect(files[0]?.state).not.toBe(files[1]?.state);
}, 300_000);

afterAll(async () => {
  folder.remove();
  await work.close();
});

/** What rows and sums say, whatever imports they came by. A month once reported stays so, whichever file it was. */
async function stateOf(): Promise<string> {
  const { rows } = await sql<{ state: string }>`
    select
      (select count(*) || ' ' || count(distinct serial) || ' ' || md5(string_agg(concat_ws('|', serial, region_id, accepted_on, amount), ',' order by serial))
        from mediations where superseded_in is null) || ' ' ||
      (select md5(string_agg(concat_ws('|', region_id, measure, member, month, value), ',' order by region_id, measure, member, month))
        from cells where value <> 0 and measure not like '%.covered') as state`.execute(work.db);
  return rows[0]?.state ?? '';
}

function start(path: string): ChildProcess {
  const env = { ...process.env, DATABASE_URL: work.url };
  return spawn(process.execPath, [SCRIPT, 'mediations', path, '--commit'], { env, stdio: 'ignore' });
}

async function endOf(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const [code] = await once(child, 'exit');
  return typeof code === 'number' ? code : null;
}

/** Until no importer is left in a transaction. */
async function settled(): Promise<void> {
  for (const deadline = Date.now() + SETTLED_MS; Date.now() < deadline; await pause(50)) {
    if ((await writers()).length === 0) return;
  }
  throw new Error('a backend of the importer is still there');
}

async function writers(): Promise<readonly number[]> {
  const { rows } = await sql<{ pid: number }>`
    select pid from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid() and xact_start is not null
      and backend_type = 'client backend'`.execute(work.db);
  return rows.map(({ pid }) => pid);
}

const faults: Readonly<Record<string, (child: ChildProcess) => Promise<void>>> = {
  'kill -9 of the importer': async (child) => {
    child.kill('SIGKILL');
  },
  'SIGTERM of the importer': async (child) => {
    child.kill('SIGTERM');
  },
  'its backend is terminated': async () => {
    for (const pid of await writers()) await sql`select pg_terminate_backend(${pid}::int)`.execute(work.db);
  },
  'it stands still for a moment': async (child) => {
    child.kill('SIGSTOP');
    await pause(500);
    child.kill('SIGCONT');
  },
};

for (const [name, strike] of Object.entries(faults)) {
  test.each(Array.from({ length: ROUNDS }, (_, at) => at + 1))(
    `${name}, round %i: all or nothing, and the file again makes it whole`,
    async () => {
      const before = files[standing];
      const after = files[1 - standing];
      if (before === undefined || after === undefined) throw new Error('expected two files');
      const child = start(after.path);
      await pause(60 + Math.random() * usualMs * 1.15);
      const alive = child.exitCode === null;
      await strike(child);
      const code = await endOf(child);
      await settled();
      rounds.all += 1;
      if (alive) rounds.hit += 1;

      const state = await stateOf();
      expect([before.state, after.state]).toContain(state);
      if (code === 0) expect(state).toBe(after.state);
      expect(await endOf(start(after.path))).toBe(0);
      expect(await stateOf()).toBe(after.state);
      standing = 1 - standing;
    },
    120_000,
  );
}

test('three copies of one file at once: one of them commits, the others find nothing to do', async () => {
  const next = files[1 - standing];
  if (next === undefined) throw new Error('expected two files');
  const version = async () => {
    const { rows } = await sql<{ id: number }>`select max(id) as id from imports`.execute(work.db);
    return rows[0]?.id ?? 0;
  };
  const before = await version();
  const codes = await Promise.all([1, 2, 3].map(() => endOf(start(next.path))));
  expect(codes).toEqual([0, 0, 0]);
  expect(await version()).toBe(before + 1);
  expect(await stateOf()).toBe(next.state);
  standing = 1 - standing;
}, 180_000);

test('the ledger is what the rows say, and the faults did hit', async () => {
  const found = await verifyLedger(work.db, ALL, true);
  expect(found.flatMap(({ differences, coverage }) => [...differences, ...coverage])).toEqual([]);
  expect(rounds.hit / rounds.all).toBeGreaterThan(0.5);
}, 120_000);
