import { afterAll, beforeAll, expect, test } from 'vitest';
import { createFolder } from './folder.ts';
import { countsOf, createWorkspace, type Workspace } from './workspace.ts';

const JINJIANG = '350582000000';
const folder = createFolder();
let work: Workspace;
let villages: readonly { readonly code: string; readonly name: string }[];

beforeAll(async () => {
  work = await createWorkspace(['350582']);
  const tree = await work.tree();
  const anhai = tree.find('350582101000');
  villages = anhai === null ? [] : tree.children(anhai).slice(0, 2);
  const [first = '', second = ''] = villages.map(({ code }) => code);
  const report = await work.importFile(
    'regions',
    folder.file(
      '网格.csv',
      [
        '区划代码,区划名称,级别,上级代码',
        `${first}001,第一网格,网格,${first}`,
        `${first}002,滨河网格,网格,${first}`,
        `${second}001,第一网格,网格,${second}`,
      ].join('\n'),
    ),
  );
  expect([report.issues, report.counts.created]).toEqual([[], 3]);
});
afterAll(async () => {
  folder.remove();
  await work.close();
});

test('a grid is found by its name within the village or township of the row', async () => {
  const [first = missing(), second = missing()] = villages;
  const file = folder.file(
    '台账.csv',
    [
      '纠纷编号,乡镇（街道）,村（社区）,网格,受理日期,调解结果',
      `D1,安海镇,${first.name},第一网格,2021-03-01,调处中`,
      `D2,安海镇,${second.name},第 一 网格,2021-03-02,调处中`,
      'D3,安海镇,,滨河网格,2021-03-03,调处中',
      'D4,安海镇,,第一网格,2021-03-04,调处中',
      `D5,安海镇,${first.name},${first.code}002,2021-03-05,调处中`,
      `D6,安海镇,${second.name},滨河网格,2021-03-06,调处中`,
    ].join('\n'),
  );
  const report = await work.importFile('mediations', file, { region: JINJIANG });
  expect(countsOf(report)).toEqual([6, 6, 0, 0, 0, 0]);
  expect(report.issues).toMatchObject([
    {
      severity: 'warning',
      code: 'ambiguous_grid',
      row: 5,
      column: '网格',
      found: '第一网格',
      candidates: [`${first.code}001`, `${second.code}001`],
    },
  ]);
  expect(report.normalisations).toContainEqual(
    expect.objectContaining({ code: 'grid_named', count: 3, found: '第一网格', readAs: `${first.code}001` }),
  );
  const { rows } = await work.pool.query('select serial, grid from mediations order by serial');
  expect(rows.map(({ grid }) => grid)).toEqual([
    `${first.code}001`,
    `${second.code}001`,
    `${first.code}002`,
    '第一网格',
    `${first.code}002`,
    '滨河网格',
  ]);
});

test('a name of several grids rejects its row where that was asked for', async () => {
  const file = folder.file(
    '又一.csv',
    '纠纷编号,乡镇（街道）,网格,受理日期,调解结果\nE1,安海镇,第一网格,2021-03-04,调处中\n',
  );
  const report = await work.importFile('mediations', file, { region: JINJIANG, promote: ['ambiguous_grid'] });
  expect([report.counts.created, report.counts.rejected]).toEqual([0, 1]);
});

const missing = (): never => {
  throw new Error('expected two villages');
};
