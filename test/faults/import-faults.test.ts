import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { verifyLedger } from '../../src/ledger/verify.ts';
import { createFolder } from '../imports/folder.ts';
import { ALL, createWorkspace, type Workspace } from '../imports/workspace.ts';
import { begun, type Importer, settled, startImport, unlocked, writers } from './importer.ts';
import { answered, postgresAt } from './own-postgres.ts';
import { createTwoFiles, stateOf, type TwoFiles } from './two-files.ts';
import { createWire, type Wire } from './wire.ts';

const ROUNDS = Number(process.env.FAULT_ROUNDS ?? 2);
const ROWS = Number(process.env.FAULT_ROWS ?? 2000);
/** Of fewer rounds, chance has too large a part. */
const MANY = 100;
const STILL_MS = Number(process.env.FAULT_STILL_MS ?? 1000);

const folder = createFolder();
const postgres = postgresAt(inject('ownPostgres'));
const met = { rounds: 0, hits: 0 };
let work: Workspace;
let files: TwoFiles;
let wire: Wire;
let writingMs = Number.POSITIVE_INFINITY;

beforeAll(async () => {
  work = await createWorkspace(['3505']);
  wire = await createWire(work.url);
  files = await createTwoFiles(work, folder, ROWS, async (path) => {
    const importer = startImport(work.url, path);
    await begun(work, importer);
    const since = Date.now();
    await settled(work);
    writingMs = Math.min(writingMs, Date.now() - since);
    expect(await importer.end()).toBe(0);
  });
});

afterAll(async () => {
  console.log(`${met.hits} of ${met.rounds} faults hit an import in its transaction`);
  folder.remove();
  await work.close();
  await wire.close();
});

interface Fault {
  /** By way of the wire that can be cut. */
  readonly wired?: boolean;
  /** Made ready before the import starts; resolves when it struck. Else it strikes at any moment of the transaction. */
  readonly trap?: () => Promise<void>;
  readonly strike?: (importer: Importer) => Promise<void>;
  /** Not everywhere is there a disk that may be filled. */
  readonly possible?: boolean;
  /** It comes after all is committed. */
  readonly late?: boolean;
}

const faults: Readonly<Record<string, Fault>> = {
  'kill -9 of the importer': { strike: async ({ child }) => void child.kill('SIGKILL') },
  'SIGTERM of the importer': { strike: async ({ child }) => void child.kill('SIGTERM') },
  'its backend is terminated': {
    strike: async () => {
      for (const pid of await writers(work)) await sql`select pg_terminate_backend(${pid}::int)`.execute(work.db);
    },
  },
  'it stands still': {
    strike: async ({ child }) => {
      child.kill('SIGSTOP');
      await pause(STILL_MS);
      child.kill('SIGCONT');
    },
  },
  'kill -9 of its backend': {
    strike: async () => {
      for (const pid of await writers(work)) process.kill(pid, 'SIGKILL');
    },
  },
  'kill -9 of all of PostgreSQL': {
    strike: async () => {
      await postgres.kill();
      await postgres.start();
    },
  },
  'a fast restart of PostgreSQL': { strike: () => postgres.restart() },
  'the disk is full': {
    possible: inject('ownPostgres').ownDisk,
    strike: async (importer) => {
      const free = postgres.fillDisk();
      await Promise.race([importer.end(), pause(5000)]);
      free();
      if (!postgres.isRunning()) await postgres.start();
    },
  },
  'the connection is reset': { wired: true, strike: async () => wire.reset() },
  'the answer to COMMIT is lost': { wired: true, trap: () => wire.loseCommit(), late: true },
  'packets vanish': { wired: true, strike: async () => wire.swallow() },
};

async function endsOf(importer: Importer, { trap, strike }: Fault): Promise<boolean> {
  const sprung = trap?.();
  await begun(work, importer);
  if (sprung !== undefined) return Promise.race([sprung.then(() => true), importer.end().then(() => false)]);
  await pause(Math.random() * writingMs * 0.8);
  const hit = importer.isAlive() && (await writers(work)).length > 0;
  await strike?.(importer);
  return hit;
}

describe.each(Object.entries(faults))('%s', (_, fault) => {
  test.skipIf(fault.possible === false).each(Array.from({ length: ROUNDS }, (_, at) => at + 1))(
    'round %i: all or nothing, and the file again makes it whole',
    async () => {
      const { standing, next } = files;
      const importer = startImport(fault.wired ? wire.url : work.url, next.path);
      const hit = await endsOf(importer, fault);
      const code = await importer.end();
      await answered(work.url);
      await unlocked(work);
      wire.mend();
      await settled(work);
      met.rounds += 1;
      if (hit) met.hits += 1;

      const state = await stateOf(work);
      if (fault.late && hit) expect([code, state]).toEqual([2, next.state]);
      else expect([standing.state, next.state]).toContain(state);
      if (code === 0) expect(state).toBe(next.state);
      for (const again of ['whole', 'unchanged']) {
        expect(await startImport(work.url, next.path).end(), again).toBe(0);
        expect(await stateOf(work), again).toBe(next.state);
      }
      files.turn();
    },
  );
});

const versions = async () => {
  const { rows } = await sql<{ id: number }>`select max(id) as id from imports`.execute(work.db);
  return rows[0]?.id ?? 0;
};

test('three copies of one file at once: one of them commits, the others find nothing to do', async () => {
  const before = await versions();
  const copies = [1, 2, 3].map(() => startImport(work.url, files.next.path).end());
  expect(await Promise.all(copies)).toEqual([0, 0, 0]);
  expect(await versions()).toBe(before + 1);
  expect(await stateOf(work)).toBe(files.next.state);
  files.turn();
});

test('two files of the same records at once: both commit, one after the other, and the last one stands', async () => {
  const before = await versions();
  const both = [files.next, files.standing].map(({ path }) => startImport(work.url, path).end());
  expect(await Promise.all(both)).toEqual([0, 0]);
  const state = await stateOf(work);
  expect([files.standing.state, files.next.state]).toContain(state);
  // Of the file that already stands, nothing is new if it comes first.
  expect((await versions()) - before).toBe(state === files.next.state ? 1 : 2);
  if (state === files.next.state) files.turn();
});

test('the ledger is what the rows say, and the faults did hit', async () => {
  const found = await verifyLedger(work.db, ALL, true);
  expect(found.flatMap(({ differences, coverage }) => [...differences, ...coverage])).toEqual([]);
  expect(met.hits / met.rounds).toBeGreaterThanOrEqual(met.rounds < MANY ? 0.6 : 0.9);
});
