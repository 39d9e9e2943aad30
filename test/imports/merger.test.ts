import { afterAll, beforeAll, expect, test } from 'vitest';
import { undoImport } from '../../src/imports/undo/undo-import.ts';
import { indicators } from '../../src/indicators/index.ts';
import { toNumber } from '../../src/kernel/exact.ts';
import { parsePeriod } from '../../src/kernel/period.ts';
import { verifyLedger } from '../../src/ledger/verify.ts';
import { loadTree } from '../../src/regions/load-tree.ts';
import { seed } from '../seed.ts';
import { createFolder } from './folder.ts';
import { ALL, createWorkspace, type Workspace } from './workspace.ts';

/*
 * 三明 2021: 梅列区 (350402) and 三元区 (350403) became the 三元区 of today (350404), 沙县 (350427) became 沙县区 (350405).
 */
const MEILIE = '350402000000';
const OLD_SANYUAN = '350403000000';
const SANYUAN = '350404000000';
const SANMING = '350400000000';
const TODAY = '2022-05-20';
const folder = createFolder();
let work: Workspace;
let merger = 0;

beforeAll(async () => {
  work = await createWorkspace(['3504']);
});
afterAll(async () => {
  folder.remove();
  await work.close();
});

const regions = (name: string, ...rows: readonly string[]): string =>
  folder.file(name, ['区划代码,名称,上级代码,级别,类型,启用日期,停用日期,并入代码', ...rows].join('\n'));
const disputes = (name: string, ...rows: readonly string[]): string =>
  folder.file(name, ['纠纷编号,区划代码,受理日期,办结日期,调解结果', ...rows].join('\n'));

async function found(code: string, periods: readonly string[], asOf: number | null = null) {
  const reader = await seed(work.db).reader({ today: TODAY, asOf });
  const region = reader.tree.find(code);
  const indicator = indicators.get('mediation.found');
  if (region === null || indicator === undefined) return null;
  const values = await Promise.all(
    periods.map((period) => reader.value({ indicator, region, period: parsePeriod(period, TODAY) })),
  );
  return values.map(({ value, absence }) => (value === null ? absence : toNumber(value)));
}
async function expectSound(): Promise<void> {
  const differing = (await verifyLedger(work.db, ALL, true)).flatMap((one) => [...one.differences, ...one.coverage]);
  expect(differing).toEqual([]);
}
const undo = (importId: number) => undoImport({ pool: work.pool, datasets: ALL, importId, commit: true });

test('a merger: today one series, as of the day before two', async () => {
  const tree = await work.tree();
  // The divisions of 2023 know the new district only; the townships of then lay in two.
  const towns = tree.children(tree.byId(tree.find(SANYUAN)?.id ?? 0));
  const [first, second] = [towns[0], towns[1]];
  await work.importFile(
    'regions',
    regions(
      'before.csv',
      `${MEILIE},梅列区,${SANMING},county,行政区划,,,`,
      `${OLD_SANYUAN},三元区,${SANMING},county,行政区划,,,`,
      ...towns.map(({ code, name }, at) => `${code},${name},${at === 0 ? MEILIE : OLD_SANYUAN},township,行政区划,,,`),
    ),
  );
  const covers = { region: SANMING, covers: '2020-01/2021-12' };
  await work.importFile(
    'mediations',
    disputes(
      'd.csv',
      `M1,${first?.code},2020-05-03,2020-05-09,化解成功`,
      `M2,${first?.code},2021-05-03,,调处中`,
      `M3,${second?.code},2020-06-03,2020-06-09,化解成功`,
      `M4,${second?.code},2021-06-03,2021-06-09,化解成功`,
      `M5,${MEILIE},2020-07-03,2020-07-09,化解成功`,
    ),
    covers,
  );
  expect(await found(MEILIE, ['2020', '2021'])).toEqual([2, 1]);
  expect(await found(OLD_SANYUAN, ['2020', '2021'])).toEqual([1, 1]);
  const report = await work.importFile(
    'regions',
    regions(
      'merger.csv',
      `${MEILIE},梅列区,${SANMING},county,行政区划,,2021-02-03,${SANYUAN}`,
      `${OLD_SANYUAN},三元区,${SANMING},county,行政区划,,2021-02-03,${SANYUAN}`,
    ),
  );
  expect(report.issues).toEqual([]);
  merger = report.version ?? 0;
  expect(await found(SANYUAN, ['2020', '2021'])).toEqual([3, 2]);
  expect(await found(SANMING, ['2020', '2021'])).toEqual([3, 2]);
  expect(await found(MEILIE, ['2020', '2021'], merger - 1)).toEqual([2, 1]);
  expect(await found(OLD_SANYUAN, ['2020', '2021'], merger - 1)).toEqual([1, 1]);
  expect(await found(SANYUAN, ['2020', '2021'], merger - 1)).toEqual(['NOT_APPLICABLE', 'NOT_APPLICABLE']);
  const today = await loadTree(work.db);
  const ended = today.find(MEILIE);
  expect(ended === null ? null : today.inForce(ended).code).toBe(SANYUAN);
  await expectSound();
});

test('records of after the merger join the series, and a correction of an old one reaches it', async () => {
  const town = (await work.tree()).find(SANYUAN);
  const places = town === null ? [] : (await work.tree()).descendants(town, 'township');
  await work.importFile(
    'mediations',
    disputes('e.csv', `M6,${places[0]?.code},2021-09-03,,调处中`, `M1,${places[0]?.code},2021-05-03,,调处中`),
    {},
  );
  expect(await found(SANYUAN, ['2020', '2021'])).toEqual([2, 4]);
  expect(await found(MEILIE, ['2020'], merger - 1)).toEqual([2]);
  await expectSound();
});

test('a functional zone is made of townships and unmade again', async () => {
  const tree = await work.tree();
  const county = tree.find(SANYUAN);
  const [one, two] = county === null ? [] : tree.descendants(county, 'township');
  const before = [await found(SANYUAN, ['2020', '2021']), await found(SANMING, ['2020', '2021'])];
  const made = await work.importFile(
    'regions',
    regions(
      'zone.csv',
      `350499000000,三明经济开发区,${SANMING},county,功能区,2021-03-01,,`,
      `${one?.code},${one?.name},350499000000,township,行政区划,,,`,
      `${two?.code},${two?.name},350499000000,township,行政区划,,,`,
    ),
  );
  expect(made.issues).toEqual([]);
  expect(await found('350499000000', ['2020', '2021'])).toEqual([1, 4]);
  expect(await found(SANYUAN, ['2020', '2021'])).toEqual([1, 0]);
  expect(await found(SANMING, ['2020', '2021'])).toEqual(before[1]);
  await expectSound();
  await undo(made.version ?? 0);
  expect(await found('350499000000', ['2020'])).toBeNull();
  expect([await found(SANYUAN, ['2020', '2021']), await found(SANMING, ['2020', '2021'])]).toEqual(before);
  expect(await found('350499000000', ['2020', '2021'], made.version)).toEqual([1, 4]);
  await expectSound();
});
