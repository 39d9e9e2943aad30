import { afterAll, beforeAll, expect, test } from 'vitest';
import { reportText } from '../../src/imports/reports/report-text.ts';
import { createIssueLog, KEPT_ISSUES } from '../../src/imports/rows/issue-log.ts';
import { createFolder } from './folder.ts';
import { countsOf, createWorkspace, type Workspace } from './workspace.ts';

const folder = createFolder();
const JINJIANG = { region: '350582000000' } as const;
const HEADER = '纠纷编号,乡镇（街道）,受理日期,调解结果';
const MANY = 2 * KEPT_ISSUES + 500;
let work: Workspace;

beforeAll(async () => {
  work = await createWorkspace(['3505']);
});
afterAll(async () => {
  folder.remove();
  await work.close();
});

const csv = (name: string, row: (at: number) => string): string =>
  folder.file(name, [HEADER, ...Array.from({ length: MANY }, (_, at) => row(at))].join('\n'));

test('a million issues are counted, the first of each severity kept', () => {
  const log = createIssueLog();
  const issue = { sheet: null, line: null, column: null, field: null, message: { zh: '错', en: 'wrong' } } as const;
  for (let row = 1; row <= 1_000_000; row += 1) {
    const severity = row % 4 === 0 ? 'error' : 'warning';
    log.add({ ...issue, severity, code: 'bad_number', row, found: null, expected: null, candidates: [] });
  }
  expect(log.counts().map(({ severity, count }) => [severity, count])).toEqual([
    ['error', 250_000],
    ['warning', 750_000],
  ]);
  const errors = log.kept.filter(({ severity }) => severity === 'error');
  expect(log.kept).toHaveLength(2 * KEPT_ISSUES);
  expect(errors.map(({ row }) => row)).toEqual(Array.from({ length: KEPT_ISSUES }, (_, at) => 4 * (at + 1)));
});

test('all rejected rows are counted, the first thousand named and stored', async () => {
  const file = csv('bad.csv', (at) => `B${at},安海镇,2021-02-30,在办`);
  const report = await work.importFile('mediations', file, { ...JINJIANG, commit: false });
  expect(countsOf(report)).toEqual([MANY, 0, 0, 0, MANY, 0]);
  expect(report.issueCounts).toEqual([{ severity: 'error', code: 'bad_date', count: MANY }]);
  expect(report.issues.map(({ row }) => row)).toEqual(Array.from({ length: KEPT_ISSUES }, (_, at) => at + 2));
  expect(reportText(report, 'zh', 20)).toContain(`共${MANY}条，--json 列出前${KEPT_ISSUES}条`);
});

test('rows that repeat others are all counted', async () => {
  const file = csv('repeats.csv', (at) => `R${at % 2},安海镇,2021-01-05,${at < 1000 ? '在办' : '化解成功'}`);
  const report = await work.importFile('mediations', file, { ...JINJIANG, commit: false });
  expect(countsOf(report)).toEqual([MANY, 2, 0, 0, 0, MANY - 2]);
  expect(report.issueCounts).toEqual([
    { severity: 'warning', code: 'duplicate_identical', count: MANY - 4 },
    { severity: 'warning', code: 'duplicate_conflict', count: 2 },
  ]);
});

test('conflicting rows are all rejected, however many have one key', async () => {
  const file = csv('conflicts.csv', (at) => `C,安海镇,2021-01-05,${at % 2 === 0 ? '在办' : '化解成功'}`);
  const strict = { ...JINJIANG, commit: false, promote: ['duplicate_conflict'] } as const;
  const report = await work.importFile('mediations', file, strict);
  expect(countsOf(report)).toEqual([MANY, 0, 0, 0, MANY, 0]);
  expect(report.issueCounts).toEqual([{ severity: 'error', code: 'duplicate_conflict', count: MANY }]);
  expect(report.issues[0]?.message.zh.length).toBeLessThan(100);
});
