import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { createFolder } from './folder.ts';
import { createWorkspace } from './workspace.ts';

const ROWS = 20_000;

test('a large file takes no longer for what the table held before', async () => {
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
    const large = folder.file('large.csv', [header, ...rows].join('\n'));
    const rehearse = async () => (await work.importFile('mediations', large, { commit: false })).seconds;
    const empty = await rehearse();
    const before = rows.slice(0, ROWS / 10).map((row) => `B${row}`);
    await work.importFile('mediations', folder.file('before.csv', [header, ...before].join('\n')));
    await sql`analyze mediations, coverage, cells, cell_changes`.execute(work.db);
    expect(await rehearse()).toBeLessThan(2 + 2 * empty);
  } finally {
    folder.remove();
    await work.close();
  }
});
