import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { exitCode } from '../../src/imports/reports/report.ts';
import { verifyLedger } from '../../src/ledger/verify.ts';
import { ALL, countsOf, createWorkspace, SAMPLES, type Workspace } from './workspace.ts';

let work: Workspace;
const sample = (name: string): string => join(SAMPLES, name);

beforeAll(async () => {
  work = await createWorkspace(['3502', '3504', '3505']);
});
afterAll(() => work.close());

test('a01: regions', async () => {
  const rehearsal = await work.importFile('regions', sample('a01-regions.csv'), { commit: false });
  expect(rehearsal.outcome).toBe('rehearsed');
  const report = await work.importFile('regions', sample('a01-regions.csv'));
  expect(countsOf(report)).toEqual(countsOf(rehearsal));
  expect(report.counts).toMatchObject({ read: 10, unchanged: 0, rejected: 0 });
  expect(report.counts.created + report.counts.updated).toBe(10);
  expect(report.file.encoding).toBe('utf-8-bom');
  const tree = await work.tree();
  const zone = tree.find('350599000000');
  expect(zone).toMatchObject({ name: '泉州台商投资区', level: 'county', kind: 'functional_zone' });
  expect(zone === null ? [] : tree.children(zone).map(({ name }) => name)).toEqual([
    '洛阳镇',
    '东园镇',
    '张坂镇',
    '百崎回族乡',
  ]);
  const again = await work.importFile('regions', sample('a01-regions.csv'));
  expect(again).toMatchObject({ outcome: 'unchanged', version: null, counts: { created: 0, updated: 0, rejected: 0 } });
});

test('a02: mediations of 泉州', async () => {
  const options = { region: '350500000000', covers: '2020-01/2021-12' };
  const file = sample('a02-mediations-quanzhou.csv');
  const before = await work.everything();
  const rehearsal = await work.importFile('mediations', file, { ...options, commit: false });
  expect(rehearsal.outcome).toBe('rehearsed');
  expect(await work.everything()).toBe(before);
  const report = await work.importFile('mediations', file, options);
  expect(countsOf(report)).toEqual([620, 620, 0, 0, 0, 0]);
  expect(countsOf(rehearsal)).toEqual(countsOf(report));
  expect(rehearsal).toMatchObject({ covered: report.covered, cells: report.cells, version: null });
  expect(report.issues).toEqual([]);
  expect(exitCode(report)).toBe(0);
  const after = await work.everything();
  const again = await work.importFile('mediations', file, options);
  expect(countsOf(again)).toEqual([620, 0, 0, 620, 0, 0]);
  expect(again.outcome).toBe('unchanged');
  expect(await work.everything()).toBe(after);
});

test('a09: patrol teams', async () => {
  const options = { region: '350500000000', covers: '2020-01/2021-12' };
  const report = await work.importFile('patrol_teams', sample('a09-patrol-teams.csv'), options);
  expect(countsOf(report)).toEqual([36, 36, 0, 0, 0, 0]);
  expect(report.issues).toEqual([]);
});

test('a09 given to mediations is refused with what is missing and what it looks like', async () => {
  const before = await work.everything();
  await expect(
    work.importFile('mediations', sample('a09-patrol-teams.csv'), { region: '350500000000' }),
  ).rejects.toMatchObject({
    code: 'FILE_WRONG_DATASET',
    details: { missing: ['纠纷编号', '受理日期', '调解结果'], looksLike: 'patrol_teams' },
  });
  expect(await work.everything()).toBe(before);
});

test('a12: an empty file is refused', async () => {
  await expect(work.importFile('mediations', sample('a12-empty.csv'))).rejects.toMatchObject({ code: 'FILE_EMPTY' });
});

test('the ledger is what the rows say', async () => {
  const found = await verifyLedger(work.db, ALL, true);
  expect(found.flatMap(({ differences }) => differences)).toEqual([]);
  expect(found.find(({ dataset }) => dataset === 'mediations')?.cells).toBeGreaterThan(1000);
});
