import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { verifyLedger } from '../../src/ledger/verify.ts';
import { createFolder } from '../imports/folder.ts';
import { ALL, createWorkspace, type Workspace } from '../imports/workspace.ts';
import { begun, settled, startImport } from './importer.ts';
import { createFaults, FAULTS, type Faults, type FaultyPlace, isPossible, struck, untilHit } from './kinds.ts';
import { postgresAt } from './own-postgres.ts';
import { createTwoFiles, stateOf, type TwoFiles } from './two-files.ts';
import { createWire } from './wire.ts';

const ROUNDS = Number(process.env.FAULT_ROUNDS ?? 2);
const ROWS = Number(process.env.FAULT_ROWS ?? 2000);

const folder = createFolder();
const postgres = postgresAt(inject('ownPostgres'));
const met = { tries: 0, hits: 0 };
let work: Workspace;
let files: TwoFiles;
let place: FaultyPlace;
let faults: Faults;
let writingMs = Number.POSITIVE_INFINITY;

beforeAll(async () => {
  work = await createWorkspace(['3505']);
  place = { work, postgres, wire: await createWire(work.url) };
  faults = createFaults(place);
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
  console.log(`${met.hits} of ${met.tries} faults hit an import in its transaction`);
  folder.remove();
  await work.close();
  await place.wire.close();
});

describe.each(FAULTS)('%s', (name) => {
  test.skipIf(!isPossible(name)).each(Array.from({ length: ROUNDS }, (_, at) => at + 1))(
    'round %i: all or nothing, and the file again makes it whole',
    () =>
      untilHit(writingMs, async (moment) => {
        const { standing, next } = files;
        const fault = faults[name];
        const { hit, code } = await struck(place, fault, {
          start: (url) => startImport(url, next.path),
          begun: (importer) => begun(work, importer),
          moment,
        });
        met.tries += 1;
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
        return hit;
      }),
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

test('the ledger is what the rows say', async () => {
  const found = await verifyLedger(work.db, ALL, true);
  expect(found.flatMap(({ differences, coverage }) => [...differences, ...coverage])).toEqual([]);
});
