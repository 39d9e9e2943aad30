import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { countsOf, createWorkspace, SAMPLES, type Workspace } from './workspace.ts';

const FIGURES = join(import.meta.dirname, '../../src/demo/data/figures.csv');

let work: Workspace;
beforeAll(async () => {
  work = await createWorkspace(['3502', '3504', '3505', '3310']);
  await work.importFile('regions', join(SAMPLES, 'a01-regions.csv'));
});
afterAll(() => work.close());

interface Figure {
  readonly code: string;
  readonly locality: string;
  readonly period: string;
  readonly indicator: string | null;
  readonly printed: string;
  readonly value: string | null;
  readonly valueLow: string | null;
  readonly valueHigh: string | null;
  readonly qualifier: string;
  readonly unit: string;
  readonly comparison: string;
  readonly rank: number | null;
  readonly rankScope: string | null;
  readonly key: string;
}

async function figure(measure: string): Promise<Figure | undefined> {
  const { rows } = await sql<Figure>`
    select r.code, s.locality, s.period, s.indicator, s.printed, s.value, s.value_low, s.value_high, s.qualifier, s.unit,
      s.comparison, s.rank, s.rank_scope, o.key
    from statistics s join regions r on r.id = s.region_id join sources o on o.id = s.source_id
    where s.measure = ${measure} and s.superseded_in is null`.execute(work.db);
  return rows[0];
}

test('figures.csv imports as it is: labels are skipped, everything else goes in', async () => {
  const report = await work.importFile('statistics', FIGURES);
  expect(countsOf(report)).toEqual([223, 223, 0, 0, 0, 0]);
  expect(report.counts.skipped).toBe(11);
  expect(await work.count('sources')).toBe(5);
  const again = await work.importFile('statistics', FIGURES);
  expect(again).toMatchObject({ outcome: 'unchanged', counts: { unchanged: 223, created: 0 } });
});

test('a rank without a value keeps its scope, and the indicator that it ranks', async () => {
  expect(await figure('群众安全感率全省排名')).toMatchObject({
    code: '350599000000',
    period: '2021-H2',
    indicator: 'survey.safety_rate',
    comparison: 'rank',
    rank: 18,
    rankScope: 'province',
    key: '000_d6f5f2194668b0e2.txt',
  });
});

test('prints are kept as printed with the interval they stand for', async () => {
  expect(await figure('综治保险受益户数')).toMatchObject({
    printed: '5.8万',
    value: '58000',
    valueLow: '58000',
    valueHigh: '59000',
    qualifier: 'at_least',
    unit: 'household',
  });
  expect(await figure('各类矛盾纠纷调解率')).toMatchObject({
    indicator: 'mediation.mediation_rate',
    valueLow: '99',
    valueHigh: null,
    qualifier: 'floor',
  });
});

test('what stood before is not what stands now', async () => {
  expect(await figure('交通拥堵指数（前）')).toMatchObject({ comparison: 'before', value: '1.44' });
  expect(await figure('交通拥堵指数（后）')).toMatchObject({ comparison: 'none', value: '1.31' });
  expect(await figure('交通拥堵指数环比')).toMatchObject({ comparison: 'mom', value: '-9.2' });
});

test('a division code wins over the place, and a place known only in part keeps the rest of its wording', async () => {
  expect(await figure('外来务工人员数')).toMatchObject({ code: '350205002214', locality: '' });
  expect(await figure('五星平安村奖励金')).toMatchObject({ code: '350582101000', locality: '上坡村' });
});
