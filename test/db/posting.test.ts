import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { passes } from '../../src/ledger/posting/passes.ts';
import { changedRows, createRowStage } from '../../src/ledger/posting/stage-rows.ts';
import { hasPostings } from '../../src/ledger/postings.ts';
import { createFolder } from '../imports/folder.ts';
import { ALL, createWorkspace, type Workspace } from '../imports/workspace.ts';

let work: Workspace;
const folder = createFolder();

beforeAll(async () => {
  work = await createWorkspace(['350504']);
});
afterAll(async () => {
  folder.remove();
  await work.close();
});

async function tables(): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`
    select relnamespace::regnamespace || '.' || relname as name from pg_class
    where relkind = 'r' and relnamespace::regnamespace::text not in ('pg_catalog', 'information_schema') order by 1`.execute(
    work.db,
  );
  return rows.map(({ name }) => name);
}

test('an import leaves no table behind, rehearsed or real', async () => {
  const before = await tables();
  const tree = await work.tree();
  const village = [...tree.all()].find(({ level }) => level === 'village')?.code;
  const file = folder.file('one.csv', `纠纷编号,区划代码,受理日期,调解结果\nP1,${village},2021-03-15,在办\n`);
  const rehearsed = await work.importFile('mediations', file, { commit: false, impact: true });
  const real = await work.importFile('mediations', file, { impact: true });
  expect([rehearsed.cells, real.cells, real.outcome]).toEqual([real.cells, rehearsed.cells, 'committed']);
  expect(real.cells).toBeGreaterThan(0);
  expect(await tables()).toEqual(before);
});

test('the passes over the rows of a dataset may be given to workers', async () => {
  const { rows: settings } = await sql<{ name: string }>`
    select name from pg_settings where name in ('debug_parallel_query', 'force_parallel_mode')`.execute(work.db);
  for (const dataset of ALL.filter(hasPostings)) {
    const plans = await work.db.transaction().execute(async (trx) => {
      const stage = createRowStage(trx, dataset, 1);
      await stage.finish();
      await sql`select set_config(${settings[0]?.name}, 'on', true)`.execute(trx);
      const found: string[] = [];
      for (const { reach, deltasOf } of passes(dataset)) {
        const { rows } = await sql<Record<string, string>>`
          explain (costs off) ${deltasOf(changedRows(dataset, reach))}`.execute(trx);
        found.push(rows.flatMap((row) => Object.values(row)).join('\n'));
      }
      await stage.forget();
      return found;
    });
    expect(plans.length, dataset.code).toBeGreaterThan(0);
    for (const plan of plans) expect(plan, dataset.code).toContain('Gather');
  }
});

test('sums that change stand where they stood', async () => {
  const tree = await work.tree();
  const villages = [...tree.all()].filter(({ level }) => level === 'village');
  const years = Array.from({ length: 15 }, (_, at) => 2007 + at);
  const lines = (prefix: string) =>
    villages.flatMap(({ code }) => years.map((year) => `${prefix}${code}-${year},${code},${year}-05-10,在办`));
  const importLines = (prefix: string) =>
    work.importFile(
      'mediations',
      folder.file(`${prefix}.csv`, ['纠纷编号,区划代码,受理日期,调解结果', ...lines(prefix)].join('\n')),
    );
  await importLines('A');
  const before = await blocksOfSums();
  const second = await importLines('B');
  expect([second.outcome, second.cells > 100]).toEqual(['committed', true]);
  expect(await blocksOfSums()).toBeLessThan(1.1 * before);
});

/** On how many blocks the sums of a region stand, for all regions together. */
async function blocksOfSums(): Promise<number> {
  const { rows } = await sql<{ blocks: number }>`
    select sum(blocks)::int as blocks from (
      select region_id, count(distinct (ctid::text::point)[0]) as blocks from cell_years group by region_id
    ) r`.execute(work.db);
  return rows[0]?.blocks ?? 0;
}
