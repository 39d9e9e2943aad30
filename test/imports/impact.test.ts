import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ImpactReport } from '../../src/imports/reports/impact-report.ts';
import { impactLines } from '../../src/imports/reports/impact-text.ts';
import { undoImport } from '../../src/imports/undo/undo-import.ts';
import { indicators } from '../../src/indicators/index.ts';
import { addMonths, firstOfMonth, shanghaiDay } from '../../src/kernel/day.ts';
import { createFolder } from './folder.ts';
import { ALL, createWorkspace, SAMPLES, type Workspace } from './workspace.ts';

const folder = createFolder();
let work: Workspace;
const names = new Map<string, string>();

beforeAll(async () => {
  work = await createWorkspace(['3505']);
  await bring(['X1,陈埭镇,2021-02-05,2021-02-07,化解成功', 'X2,安海镇,2021-02-05,2021-02-06,未化解'], {
    covers: '2021',
    commit: true,
  });
});
afterAll(async () => {
  folder.remove();
  await work.close();
});

async function bring(rows: readonly string[], { covers, commit }: { covers?: string; commit: boolean }) {
  const text = rows.join('\n');
  const name = names.get(text) ?? `${names.size}.csv`;
  names.set(text, name);
  const file = folder.file(name, `纠纷编号,乡镇（街道）,受理日期,办结日期,调解结果\n${text}`);
  return work.importFile('mediations', file, {
    region: '350582000000',
    commit,
    impact: true,
    ...(covers === undefined ? {} : { covers }),
  });
}
const told = (impact: ImpactReport | null, region: string, indicator: string, period: string) => {
  const found = impact?.values.find(
    (one) => one.region.name === region && one.indicator === indicator && one.period === period,
  );
  return found && [found.before.formatted.zh, found.after.formatted.zh, found.before.rank, found.after.rank];
};

test('the rehearsal tells what the import then does: values, places and coverage, old and new', async () => {
  const rows = ['X2,安海镇,2021-02-05,2021-02-06,化解成功', 'X3,安海镇,2021-03-01,2021-03-04,化解成功'];
  const rehearsal = await bring(rows, { commit: false });
  const { impact, ...report } = await bring(rows, { commit: true });
  expect(rehearsal).toEqual({ ...report, impact, outcome: 'rehearsed', version: null, seconds: rehearsal.seconds });
  expect(told(impact, '晋江市', 'mediation.resolution_rate', '2021')).toEqual(['50.00%', '100.00%', 1, 1]);
  expect(told(impact, '安海镇', 'mediation.found', '2021')).toEqual(['1', '2', null, null]);
  expect(told(impact, '安海镇', 'mediation.resolution_rate', '2021')).toEqual(['0.00%', '100.00%', 2, 1]);
  expect(told(impact, '安海镇', 'mediation.median_days', '2021')).toEqual(['—', '2.0天', null, 1]);
  expect(told(impact, '陈埭镇', 'mediation.found', '2021')).toBeUndefined();
  expect(impact?.coverage).toEqual([]);
  expect(impact?.left).toBe(0);
  const sizes = impact?.values.map(({ before, after }) =>
    before.value === null || after.value === null
      ? 1
      : Math.abs(after.value - before.value) / Math.max(before.value, after.value),
  );
  expect(sizes).toEqual(sizes?.toSorted((a, b) => b - a));

  const undone = await undoImport({
    pool: work.pool,
    datasets: ALL,
    indicators: indicators.values(),
    importId: report.version ?? 0,
    commit: true,
  });
  const turned = (one: ImpactReport | null) =>
    one?.values.map(({ before, after, ...what }) => ({ ...what, before: after, after: before }));
  expect(undone.impact?.values).toEqual(turned(impact));
});

test('months that count as reported change coverage, and what was missing becomes zero', async () => {
  const { impact } = await bring([], { covers: '2022-01/2022-06', commit: false });
  expect(impact?.coverage[1]).toEqual({
    dataset: 'mediations',
    region: { code: '350500000000', name: '泉州市' },
    period: '2022',
    before: { expected: 174 * 12, reported: 0 },
    after: { expected: 174 * 12, reported: 22 * 6 },
  });
  expect(told(impact, '晋江市', 'mediation.found', '2022')).toEqual(['—', '0', null, null]);
  const text = impactLines(impact ?? { values: [], coverage: [], compared: 0, left: 0 }, 'zh').join('\n');
  expect(text).toContain('— → 0');
  expect(text).toContain('0/2088 → 132/2088');
});

test('a survey changes what is rolled up from it, a change of the tree moves sums', async () => {
  const rates = '测评批次,地区,指标,有效样本数,满意数\n2021年下半年,晋江市,群众安全感率,500,490\n';
  const survey = await work.importFile('survey_rates', folder.file('rates.csv', rates), {
    region: '350500000000',
    commit: false,
    impact: true,
  });
  expect(survey.issues).toEqual([]);
  expect(told(survey.impact, '晋江市', 'survey.safety_rate', '2021-H2')).toEqual(['—', '98.000%', null, 1]);
  expect(told(survey.impact, '晋江市', 'survey.safety_rate', '2021')).toEqual(['—', '98.000%', null, 1]);
  expect(survey.impact?.values.filter(({ region }) => region.name !== '晋江市')).toEqual([]);

  const one = folder.file(
    'one.csv',
    '纠纷编号,乡镇（街道）,受理日期,调解结果\nZ1,洛阳镇,2021-02-05,调处中\nZ2,螺城镇,2021-02-05,调处中',
  );
  await work.importFile('mediations', one, { region: '350521000000', covers: '2021' });
  const moved = await work.importFile('regions', join(SAMPLES, 'a01-regions.csv'), { commit: false, impact: true });
  const zone = moved.impact?.values.filter(({ region }) => region.name === '泉州台商投资区') ?? [];
  expect(zone.length).toBeGreaterThan(3);
  expect(zone.every(({ before }) => before.absence === 'NOT_APPLICABLE')).toBe(true);
  expect(told(moved.impact, '泉州台商投资区', 'mediation.found', '2021')).toEqual(['—', '1', null, null]);
  expect(told(moved.impact, '惠安县', 'mediation.found', '2021')).toEqual(['2', '1', null, null]);
});

test('grids that hold since ever, or for good, show in the newest month that is over and in this year', async () => {
  const today = shanghaiDay(new Date());
  const month = addMonths(firstOfMonth(today), -1).slice(0, 7);
  const tree = await work.tree();
  const anhai = tree.find('350582101000');
  const [village] = anhai === null ? [] : tree.children(anhai);
  const bringGrids = (commit: boolean) =>
    work.importFile(
      'grids',
      folder.file(
        `网格${commit}.csv`,
        [
          '网格编码,网格名称,镇街,所属村（社区）,网格员人数,启用日期,停用日期',
          `A1,一,安海镇,${village?.name},2,,`,
          `A2,二,安海镇,${village?.name},3,,2021-05-01`,
          `A3,三,安海镇,${village?.name},4,2021-03-01,9999-12-31`,
        ].join('\n'),
      ),
      { region: '350582000000', commit, impact: true, covers: `2021-01/${today.slice(0, 7)}` },
    );
  const report = await bringGrids(true);
  expect(report.issues.filter(({ severity }) => severity === 'error')).toEqual([]);
  const staff = (period: string) => told(report.impact, '安海镇', 'grid.staff', period)?.slice(0, 2);
  expect([month, today.slice(0, 4), '2021'].map(staff)).toEqual(Array(3).fill(['—', '6人']));
  expect(report.impact?.values.filter(({ period }) => period < '1900' || period > '2199')).toEqual([]);
});
