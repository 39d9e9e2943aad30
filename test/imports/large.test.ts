import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { takeWriteLock } from '../../src/db/write-lock.ts';
import { verifyLedger } from '../../src/ledger/verify.ts';
import { createFolder } from './folder.ts';
import { ALL, countsOf, createWorkspace, type Workspace } from './workspace.ts';

const ROWS = 20_000;
/** Of them some are made ready for posting while others are read. */
const LARGE = 56_000;

// The planner once took the rows of an import for one, and posting for hours: the test's own time limit is the check.
test('a large file over a table that is known to hold little', async () => {
  const folder = createFolder();
  const work = await createWorkspace(['3505']);
  try {
    const tree = await work.tree();
    const villages = [...tree.all()].filter(({ level }) => level === 'village');
    const rows = Array.from({ length: ROWS }, (_, at) => {
      const village = villages[(at * 7919) % villages.length]?.code;
      return `L${at},${village},2021-${String(1 + (at % 12)).padStart(2, '0')}-15,在办`;
    });
    const header = '纠纷编号,区划代码,受理日期,调解结果';
    const before = rows.slice(0, ROWS / 10).map((row) => `B${row}`);
    await work.importFile('mediations', folder.file('before.csv', [header, ...before].join('\n')));
    await sql`analyze mediations, coverage, cell_years, cell_change_years`.execute(work.db);
    const report = await work.importFile('mediations', folder.file('large.csv', [header, ...rows].join('\n')), {
      impact: true,
    });
    expect(countsOf(report)).toEqual([ROWS, ROWS, 0, 0, 0, 0]);
    expect((await verifyLedger(work.db, ALL, true)).flatMap(({ differences }) => differences)).toEqual([]);
  } finally {
    folder.remove();
    await work.close();
  }
});

/**
 * Many batches: from some row on numbers come again in the same batch, in a later one, and in one that was stored before.
 * Batches of new numbers alone are copied straight into the table.
 */
function repeatingRows(villages: readonly string[], from: number): readonly string[] {
  const row = (serial: string, at: number, amount: number): string =>
    `${serial},${villages[(at * 7919) % villages.length]},2021-${String(1 + (at % 12)).padStart(2, '0')}-15,在办,${amount}`;
  return Array.from({ length: LARGE }, (_, at) => {
    if (at < from) return row(`R${at}`, at, 0);
    if (at % 9000 === 5) return row('again', 5, 1);
    if (at % 20_000 === 19_999) return row(`R${at - 19_000}`, at - 19_000, 2);
    if (at % 30_000 === 29_999) return row(`R${at - 29_000}`, at - 29_000, 0);
    if (at % 11_000 === 10_999) return row(`R${at - 1}`, at, 3);
    if (at % 8000 === 100) return row(`S${at % 3}`, at, at % 16_000 === 100 ? 9 : at);
    return row(`R${at}`, at, 0);
  });
}

/** Imports while another writer holds the lock until all is read, so that nothing is written before. */
async function importAfterAll(work: Workspace, file: string, promote?: readonly 'duplicate_conflict'[]) {
  let letGo = (): void => {};
  const waiting = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  let held = (): void => {};
  const holding = new Promise<void>((resolve) => {
    held = resolve;
  });
  const holder = work.db.transaction().execute(async (trx) => {
    await takeWriteLock(trx, () => {});
    held();
    await waiting;
  });
  await holding;
  const report = await work.importFile('mediations', file, {
    ...(promote === undefined ? {} : { promote }),
    onProgress: ({ phase }) => {
      if (phase === 'waiting') letGo();
    },
  });
  await holder;
  return report;
}

test.each([
  { name: 'the last row of a number counts', promote: undefined, from: 0 },
  { name: 'the last row counts, in whatever batch the first one came', promote: undefined, from: 32_000 },
  { name: 'rows in conflict are rejected', promote: ['duplicate_conflict'] as const, from: 0 },
  { name: 'none comes again', promote: undefined, from: LARGE },
])(
  'rows that are written while others are read end as those that are all compared at once: $name',
  async ({ promote, from }) => {
    const folder = createFolder();
    const [atOnce, after] = [await createWorkspace(['3505']), await createWorkspace(['3505'])];
    try {
      const villages = [...(await atOnce.tree()).all()]
        .filter(({ level }) => level === 'village')
        .map(({ code }) => code);
      const header = '纠纷编号,区划代码,受理日期,调解结果,涉及金额';
      const before = folder.file(
        'before.csv',
        [header, ...['S0', 'S1'].map((serial) => `${serial},${villages[0]},2021-01-15,在办,9`)].join('\n'),
      );
      const file = folder.file('large.csv', [header, ...repeatingRows(villages, from)].join('\n'));
      for (const work of [atOnce, after]) await work.importFile('mediations', before);
      const one = await atOnce.importFile('mediations', file, promote === undefined ? {} : { promote });
      const other = await importAfterAll(after, file, promote);
      if (from === LARGE) expect(one.counts.created).toBe(LARGE);
      else {
        expect(one.counts.repeated + one.counts.rejected).toBeGreaterThan(5);
        expect(one.counts.updated + one.counts.rejected).toBeGreaterThan(0);
      }
      expect({ ...one, seconds: 0, file: null }).toEqual({ ...other, seconds: 0, file: null });
      const [written, compared] = await Promise.all([atOnce, after].map(stateOf));
      expect(written).toEqual(compared);
      expect((await verifyLedger(atOnce.db, ALL, true)).flatMap(({ differences }) => differences)).toEqual([]);
    } finally {
      folder.remove();
      await atOnce.close();
      await after.close();
    }
  },
  300_000,
);

async function stateOf({ db }: Workspace): Promise<string | undefined> {
  const { rows } = await sql<{ state: string }>`
    select
      (select count(*) || md5(string_agg(concat_ws('|', serial, region_id, accepted_on, amount, row_number, imported_in, superseded_in), ',' order by serial, imported_in))
        from mediations) || ' ' ||
      (select count(*) || md5(string_agg(c::text, ',' order by import_id, region_id, measure, member, month)) from cell_changes c) || ' ' ||
      (select md5(string_agg(c::text, ',' order by dataset, region_id, month)) from coverage c) as state`.execute(db);
  return rows[0]?.state;
}
