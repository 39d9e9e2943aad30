import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { undoImport } from '../../src/imports/undo/undo-import.ts';
import type { UndoReport } from '../../src/imports/undo/undo-report.ts';
import { isAnlanError } from '../../src/kernel/errors.ts';
import { verifyLedger } from '../../src/ledger/verify.ts';
import { answers, differing } from '../answers.ts';
import { createFolder } from './folder.ts';
import { ALL, createWorkspace, SAMPLES, type Workspace } from './workspace.ts';

const folder = createFolder();
const ZONE = '350599000000';
const JINJIANG = { region: '350582000000' } as const;
const ASKED = {
  regions: ['350500000000', '350582101000', '350521000000', ZONE],
  periods: ['2021', '2021-03-02', 'as-of 2021-06-30'],
  themes: ['mediation', 'patrol', 'survey', 'population'],
  today: '2022-05-20',
} as const;
let work: Workspace;
let files = 0;

beforeAll(async () => {
  work = await createWorkspace(['3505']);
});
afterAll(async () => {
  folder.remove();
  await work.close();
});

const HEADER = '纠纷编号,乡镇（街道）,受理日期,办结日期,调解结果,当事人数,涉及金额';
const csv = (header: string, ...rows: readonly string[]): string => {
  files += 1;
  return folder.file(`${files}.csv`, [header, ...rows].join('\n'));
};
async function disputes(rows: readonly string[], covers?: string): Promise<number> {
  const report = await work.importFile('mediations', csv(HEADER, ...rows), {
    ...JINJIANG,
    ...(covers ? { covers } : {}),
  });
  expect(report.issues).toEqual([]);
  return report.version ?? 0;
}
const undo = (importId: number, commit = true): Promise<UndoReport> =>
  undoImport({ pool: work.pool, datasets: ALL, importId, commit });
async function refusal(importId: number): Promise<unknown> {
  const before = await work.everything();
  const error = await undo(importId).catch((thrown: unknown) => thrown);
  expect(await work.everything()).toBe(before);
  return isAnlanError(error) ? [error.code, error.details] : error;
}
type Answers = Readonly<Record<string, string>>;
const now = (): Promise<Answers> => answers(work.db, ASKED);
const expectAnswers = async (then: Answers) => expect(differing(await now(), then)).toEqual([]);
async function expectSound(): Promise<void> {
  const found = await verifyLedger(work.db, ALL, true);
  expect(found.flatMap(({ differences, coverage }) => [...differences, ...coverage])).toEqual([]);
}
async function last(): Promise<number> {
  const { rows } = await sql<{ id: number }>`select max(id) as id from imports`.execute(work.db);
  return rows[0]?.id ?? 0;
}

const FIRST = [
  'A1,安海镇,2021-01-05,2021-02-03,化解成功,2,15000',
  'A2,陈埭镇,2021-02-07,,调处中,3,',
  'A3,安海镇,2021-03-01,2021-03-20,未化解,2,100',
];

test('after an import and its undo every answer is the one before, and the ledger is that of the rows', async () => {
  await disputes(FIRST, '2021-01/2021-03');
  const before = await now();
  const version = await disputes(
    [
      'A1,安海镇,2021-03-02,2021-03-09,未化解,9,999',
      'A2,陈埭镇,2021-02-07,,调处中,3,',
      'A4,池店镇,2021-05-06,,调处中,4,7',
    ],
    '2021-01/2021-06',
  );
  expect(differing(await now(), before)).not.toEqual([]);

  const untouched = await work.everything();
  const rehearsal = await undo(version, false);
  expect(await work.everything()).toBe(untouched);
  const report = await undo(version);
  expect(report).toMatchObject({
    outcome: 'committed',
    version: version + 1,
    undone: { id: version, kind: 'data', dataset: 'mediations', root: version },
    rows: { removed: 1, reverted: 1, restored: 0 },
    coverage: { withdrawn: 66, restored: 0 },
  });
  expect(rehearsal).toEqual({ ...report, outcome: 'rehearsed', version: null, seconds: rehearsal.seconds });
  await expectAnswers(before);
  await expectSound();

  const again = await undo(version + 1);
  expect(again.rows).toEqual({ removed: 0, reverted: 1, restored: 1 });
  expect(again.coverage).toEqual({ withdrawn: 0, restored: 66 });
  await expectAnswers(await answers(work.db, { ...ASKED, asOf: version }));
  await expectSound();
  await undo(version);
  await expectAnswers(before);
  await expectSound();
});

test('nothing is updated in place: every moment of the past is answered as it was', async () => {
  const moments: { asOf: number; answered: Answers }[] = [];
  const note = async () => moments.push({ asOf: await last(), answered: await now() });
  await note();
  const first = await disputes(['B1,安海镇,2021-01-05,,调处中,2,1', 'B2,安海镇,2021-04-05,,调处中,2,1']);
  await note();
  const second = await disputes(['B1,陈埭镇,2021-01-06,2021-03-02,化解成功,5,1', 'B3,安海镇,2021-01-05,,调处中,2,1']);
  await note();
  await undo(second);
  await note();
  await undo(first);
  await note();
  expect(differing(moments[4]?.answered ?? {}, moments[0]?.answered ?? {})).toEqual([]);
  for (const { asOf, answered } of moments) {
    expect(differing(await answers(work.db, { ...ASKED, asOf }), answered)).toEqual([]);
  }
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from mediations where serial in ('B1', 'B2', 'B3')`.execute(work.db);
  expect(rows[0]?.n).toBe(5);
});

test('is refused with the import that stands in the way, and then nothing has changed', async () => {
  const first = await disputes(['C1,安海镇,2021-01-05,,调处中,2,1', 'C2,安海镇,2021-04-05,,调处中,2,1']);
  const second = await disputes(['C1,陈埭镇,2021-01-06,,撤回,5,1']);
  expect(await refusal(first)).toEqual(['CONFLICT', { import: first, blocking: [{ import: second, count: 1 }] }]);
  expect(await refusal(99_999)).toEqual(['NOT_FOUND', { found: 99_999 }]);
  await undo(second);
  const by = await last();
  expect(await refusal(second)).toEqual(['CONFLICT', { import: second, undoneBy: by }]);
  await undo(first);
  const third = await disputes(['C2,安海镇,2021-04-06,,调处中,2,1']);
  const undoOfFirst = by + 1;
  expect(await refusal(undoOfFirst)).toEqual([
    'CONFLICT',
    { import: undoOfFirst, blocking: [{ import: third, count: 1 }] },
  ]);
  await expectSound();
});

test('a month stays reported while another import stands that reported it', async () => {
  const mine = await disputes(['D1,永和镇,2021-08-05,,调处中,2,1', 'D2,永和镇,2021-09-05,,调处中,2,1']);
  const other = await disputes(['D3,永和镇,2021-08-06,,调处中,2,1']);
  const declared = await disputes([], '2021-09');
  const covered = async () => {
    const { rows } = await sql<{ month: string }>`
      select to_char(month, 'MM') as month from coverage c join current_regions r on r.id = c.region_id
      where c.dataset = 'mediations' and r.name = '永和镇' and c.superseded_in is null and month >= '2021-08-01'
      order by 1`.execute(work.db);
    return rows.map(({ month }) => month);
  };
  expect(await covered()).toEqual(['08', '09']);
  await undo(mine);
  expect(await covered()).toEqual(['08', '09']);
  await undo(other);
  expect(await covered()).toEqual(['09']);
  expect((await undo(declared)).coverage.withdrawn).toBe(22);
  expect(await covered()).toEqual([]);
  await undo((await last()) - 1);
  expect(await covered()).toEqual(['08']);
  await expectSound();
});

test('takes printed figures, surveys and stocks back as well', async () => {
  const figures = (value: string) =>
    csv(
      '地区,统计周期,指标,数值,单位,来源',
      `晋江市,2021,population.resident,${value},人,公报`,
      `晋江市,2021,mediation.resolution_rate,98.27,%,公报`,
    );
  const options = { region: '350500000000' };
  await work.importFile('statistics', figures('2061551'), options);
  await work.importFile('survey_rates', join(SAMPLES, 'a07-survey-rates.xls'), {});
  const before = await now();
  const corrected = await work.importFile('statistics', figures('2070000'), options);
  const teams = await work.importFile('patrol_teams', join(SAMPLES, 'a09-patrol-teams.csv'), options);
  expect(differing(await now(), before)).not.toEqual([]);
  expect((await undo(corrected.version ?? 0)).rows).toEqual({ removed: 0, reverted: 1, restored: 0 });
  await undo(teams.version ?? 0);
  await expectAnswers(before);
  await expectSound();
});

test('takes a change of the tree back: places, names and sums', async () => {
  const options = { region: '350500000000' };
  await work.importFile('mediations', join(SAMPLES, 'a02-mediations-quanzhou.csv'), options);
  await work.importFile('mediations', csv(HEADER, 'T1,洛阳镇,2021-03-02,2021-03-09,化解成功,3,4'), {
    region: '350521000000',
    covers: '2021',
  });
  const before = await now();
  expect(before[ZONE]).toBe('null');
  const merged = await work.importFile('regions', join(SAMPLES, 'a01-regions.csv'));
  const version = merged.version ?? 0;
  const after = await now();
  expect(after[ZONE]).toContain('洛阳镇');
  expect(after[`${ZONE} mediation.found`]).not.toBe(before[`${ZONE} mediation.found`]);
  const report = await undo(version);
  expect(report).toMatchObject({ undone: { kind: 'tree', dataset: 'regions' }, rows: { removed: 1, reverted: 82 } });
  expect(report.cells).toBeGreaterThan(100);
  await expectAnswers(before);
  await expectSound();
  const redone = await undo(report.version ?? 0);
  expect(redone.rows).toEqual({ removed: 0, reverted: 82, restored: 1 });
  await expectAnswers(after);
  await expectSound();

  const hung = csv('区划代码,名称,上级代码,级别,类型', `350521104900,新村,350521104000,村,行政区划`);
  const village = await work.importFile('regions', hung);
  expect(await refusal(version)).toEqual([
    'CONFLICT',
    { import: version, blocking: [{ import: village.version, count: 1 }] },
  ]);
  await undo(village.version ?? 0);
  const rows = await work.importFile('mediations', csv(HEADER, 'T2,,2021-03-02,,调处中,3,4'), { region: ZONE });
  expect(await refusal(version)).toEqual([
    'CONFLICT',
    { import: version, blocking: [{ import: rows.version, count: 1 }] },
  ]);
  await undo(rows.version ?? 0);
  await undo(version);
  await expectAnswers(before);
  await expectSound();
});
