import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { verifyLedger } from '../../src/ledger/verify.ts';
import { createFolder } from '../imports/folder.ts';
import { ALL, createWorkspace, type Workspace } from '../imports/workspace.ts';
import { type Importer, settled, startCommand, startImport, writers } from './importer.ts';
import { createFaults, FAULTS, type Faults, type FaultyPlace, isPossible, struck, untilHit } from './kinds.ts';
import { postgresAt } from './own-postgres.ts';
import { createTwoFiles, stateOf } from './two-files.ts';
import { createWire } from './wire.ts';

const ROUNDS = Number(process.env.FAULT_ROUNDS ?? 2);
const ROWS = Number(process.env.FAULT_ROWS ?? 2000);
const STEP_MS = 5;

/** 鲤城区 passes into 丰泽区. */
const MERGER = `区划代码,名称,上级代码,级别,类型,启用日期,停用日期,并入代码
350502000000,鲤城区,350500000000,county,行政区划,,2021-07-01,350503000000`;

const folder = createFolder();
const met = { tries: 0, hits: 0 };
let work: Workspace;
let place: FaultyPlace;
let faults: Faults;

/** Something that can be done, and done back, again and again. */
interface Change {
  /** What it is to do now, and whether the same again does nothing, or is refused. */
  readonly next: () => Promise<{ readonly command: readonly [string, ...string[]]; readonly again: number }>;
  standing: string;
  other: string;
  writingMs: number;
}

const changes: Record<'an undo' | 'a change of the tree, or its undo', Change> = {
  'an undo': change(async () => ({ command: ['undo.ts', String(await newest('mediations'))], again: 2 })),
  'a change of the tree, or its undo': change(async () =>
    (await merged())
      ? { command: ['undo.ts', String(await newest('regions'))], again: 2 }
      : { command: ['import.ts', 'regions', folder.file('merger.csv', MERGER)], again: 0 },
  ),
};

function change(next: Change['next']): Change {
  return { next, standing: '', other: '', writingMs: Number.POSITIVE_INFINITY };
}

beforeAll(async () => {
  work = await createWorkspace(['3505']);
  place = { work, postgres: postgresAt(inject('ownPostgres')), wire: await createWire(work.url) };
  faults = createFaults(place);
  await createTwoFiles(work, folder, ROWS, async (path) => {
    expect(await startImport(work.url, path).end()).toBe(0);
  });
});

afterAll(async () => {
  console.log(`${met.hits} of ${met.tries} faults hit an undo or a change of the tree in its transaction`);
  folder.remove();
  await work.close();
  await place.wire.close();
});

async function newest(dataset: string): Promise<number> {
  const { rows } = await sql<{ id: number }>`select max(id) as id from imports where dataset = ${dataset}`.execute(
    work.db,
  );
  return rows[0]?.id ?? 0;
}

async function merged(): Promise<boolean> {
  const { rows } = await sql`
    select from region_versions v join regions r on r.id = v.region_id
    where r.code = '350502000000' and v.superseded_in is null and v.successor_id is not null`.execute(work.db);
  return rows.length > 0;
}

async function wholeState(): Promise<string> {
  const { rows } = await sql<{ tree: string }>`
    select md5(string_agg(concat_ws('|', region_id, name, parent_id, path::text, valid_to, successor_id), ','
      order by region_id)) as tree
    from region_versions where superseded_in is null`.execute(work.db);
  return `${await stateOf(work)} ${rows[0]?.tree ?? ''}`;
}

async function begun(importer: Importer): Promise<void> {
  while (importer.isAlive() && (await writers(work)).length === 0) await pause(STEP_MS);
}

describe.each(Object.entries(changes))('%s', (_, one) => {
  beforeAll(async () => {
    one.standing = await wholeState();
    for (const way of ['there', 'back']) {
      const { command } = await one.next();
      const importer = startCommand(work.url, ...command);
      await begun(importer);
      const since = Date.now();
      await settled(work);
      one.writingMs = Math.min(one.writingMs, Date.now() - since);
      expect(await importer.end(), way).toBe(0);
      if (way === 'there') one.other = await wholeState();
    }
    expect(await wholeState()).toBe(one.standing);
    expect(one.other).not.toBe(one.standing);
  });

  describe.each(FAULTS)('%s', (name) => {
    test.skipIf(!isPossible(name)).each(Array.from({ length: Math.ceil(ROUNDS / 2) }, (_, at) => at + 1))(
      'round %i: all or nothing, and once more makes it whole',
      () =>
        untilHit(one.writingMs, async (moment) => {
          const { command, again } = await one.next();
          const start = (url: string) => startCommand(url, ...command);
          const fault = faults[name];
          const { hit, code } = await struck(place, fault, { start, begun, moment });
          met.tries += 1;
          if (hit) met.hits += 1;

          const state = await wholeState();
          if (fault.late && hit) expect([code, state]).toEqual([2, one.other]);
          else expect([one.standing, one.other]).toContain(state);
          if (code === 0) expect(state).toBe(one.other);
          if (state === one.standing) expect(await start(work.url).end(), 'whole').toBe(0);
          expect(await wholeState(), 'whole').toBe(one.other);
          expect(await start(work.url).end(), 'unchanged').toBe(again);
          expect(await wholeState(), 'unchanged').toBe(one.other);
          [one.standing, one.other] = [one.other, one.standing];
          return hit;
        }),
    );
  });
});

test('packets vanish before it has begun: it ends, and nothing is changed', async () => {
  const before = await wholeState();
  place.wire.swallowAt('server_version_num');
  const importer = startCommand(place.wire.url, 'undo.ts', String(await newest('mediations')));
  expect(await importer.end()).toBe(2);
  expect(importer.said()).toMatch(/^DATABASE_UNAVAILABLE: /m);
  place.wire.mend();
  await settled(work);
  expect(await wholeState()).toBe(before);
});

test('the ledger is what the rows say', async () => {
  const found = await verifyLedger(work.db, ALL, true);
  expect(found.flatMap(({ differences, coverage }) => [...differences, ...coverage])).toEqual([]);
});
