import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { verifyLedger } from '../../src/ledger/verify.ts';
import { createFolder } from './folder.ts';
import { ALL, countsOf, createWorkspace } from './workspace.ts';

const ROWS = 20_000;

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
    await sql`analyze mediations, coverage, cells, cell_changes`.execute(work.db);
    const report = await work.importFile('mediations', folder.file('large.csv', [header, ...rows].join('\n')));
    expect(countsOf(report)).toEqual([ROWS, ROWS, 0, 0, 0, 0]);
    expect((await verifyLedger(work.db, ALL, true)).flatMap(({ differences }) => differences)).toEqual([]);
  } finally {
    folder.remove();
    await work.close();
  }
});
