import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createFolder } from '../imports/folder.ts';
import { countsOf, createWorkspace, type Workspace } from '../imports/workspace.ts';
import { serveWorld, type World } from './world.ts';

const folder = createFolder();
let work: Workspace;
let world: World;
/** After the first targets, before they were set anew; the clock of the world stands later. */
const FIRST = '2023-02-01T00:00:00Z';

const JINJIANG = '350582000000';
const HEADER = '指标,所属地区,目标周期,目标类型,目标值,下限,上限';

beforeAll(async () => {
  work = await createWorkspace(['3505']);
  const disputes = (year: number, resolved: number, all: number) =>
    Array.from({ length: all }, (_, at) =>
      [
        `${year}-${at}`,
        '安海镇',
        `${year}-03-01`,
        at < resolved ? `${year}-04-01` : '',
        at < resolved ? '化解成功' : '调处中',
      ].join(','),
    );
  const file = folder.file(
    'disputes.csv',
    ['纠纷编号,乡镇（街道）,受理日期,办结日期,调解结果', ...disputes(2020, 40, 50), ...disputes(2021, 47, 60)].join(
      '\n',
    ),
  );
  await work.importFile('mediations', file, { region: JINJIANG, covers: '2020-01/2021-12' });
  world = await serveWorld(work);
});
afterAll(async () => {
  folder.remove();
  await world.close();
});

const importTargets = (name: string, ...rows: readonly string[]) =>
  work.importFile('targets', folder.file(name, [HEADER, ...rows].join('\n')));

const TARGET = `target { kind low high printed outcome distance unit { code } reason regionName inherited region { code } import { dataset } }`;

async function targetOf(indicator: string, period: string, { region = JINJIANG, asOf = '' } = {}) {
  const at = asOf === '' ? '' : `, asOf: "${asOf}"`;
  const { data, errors } = await world.ask(
    `{ region(code: "${region}"${at}) { indicator(code: "${indicator}", period: "${period}") { formatted sentence ${TARGET} } } }`,
  );
  expect(errors).toBeUndefined();
  const answer = data as { region: { indicator: { formatted: string; sentence: string; target: object | null } } };
  return answer.region.indicator;
}

test('rows that set no target are rejected with what is wrong', async () => {
  const report = await importTargets(
    'bad.csv',
    '矛盾纠纷化解率,,2021,不低于,98%,,',
    '幸福率,晋江市,2021,不低于,98,,',
    '矛盾纠纷化解率同比,晋江市,2021,不低于,98,,',
    '矛盾纠纷化解率,晋江市,2021,不低于,,,',
    '矛盾纠纷化解率,晋江市,2021,区间,,90,80',
    '矛盾纠纷化解率,晋江市,2021,,98,,',
  );
  expect(countsOf(report)).toEqual([6, 0, 0, 0, 6, 0]);
  expect(
    report.issues.filter(({ severity }) => severity === 'error').map(({ row, field, code }) => [row, field, code]),
  ).toEqual([
    [2, 'region', 'missing_required'],
    [3, 'indicator', 'unknown_measure'],
    [4, 'indicator', 'unknown_measure'],
    [5, 'value', 'rule'],
    [6, 'low', 'rule'],
    [7, 'kind', 'missing_required'],
  ]);
  expect(await work.count('targets')).toBe(0);
});

test('a target of the region itself, judged by the value as it is printed', async () => {
  expect(await targetOf('mediation.resolution_rate', '2021')).toMatchObject({ formatted: '78.33%', target: null });
  const report = await importTargets(
    'targets.csv',
    '矛盾纠纷化解率,晋江市,2021年,不低于,78.33%,,',
    'mediation.accepted,晋江市,2021,不高于,50,,',
    '调解成功率,晋江市,2021,区间,,80,95',
    '矛盾纠纷化解率,泉州市,2020,不低于,82.5,,',
    '受理矛盾纠纷数,泉州市,2020,不高于,1万,,',
    '民转刑案件数,晋江市,2021,不劣于上年,,,',
    '矛盾纠纷化解率,安海镇,2021,不劣于上年,,,',
    '受理矛盾纠纷数,安海镇,2021,不劣于上年,,,',
  );
  expect(countsOf(report)).toEqual([8, 8, 0, 0, 0, 0]);
  await world.app.refresh();
  await sql`update imports set committed_at = '2023-01-01'`.execute(work.db);
  const own = await targetOf('mediation.resolution_rate', '2021');
  expect(own.target).toEqual({
    kind: 'AT_LEAST',
    low: 78.33,
    high: null,
    printed: '不低于78.33%',
    outcome: 'MET',
    distance: 0,
    unit: { code: 'percentage_point' },
    reason: null,
    regionName: '晋江市',
    inherited: false,
    region: { code: JINJIANG },
    import: { dataset: 'targets' },
  });
  expect(own.sentence).toContain('同比下降1.67个百分点，达到目标（不低于78.33%）');
  expect((await targetOf('mediation.accepted', '2021')).target).toMatchObject({
    outcome: 'MISSED',
    distance: -10,
    high: 50,
  });
  expect((await targetOf('mediation.success_rate', '2021')).target).toMatchObject({
    outcome: 'MISSED',
    distance: -5,
    printed: '80.00%至95.00%',
  });
});

test('a target of the region above holds for rates, and for counts only says whose it is', async () => {
  expect((await targetOf('mediation.resolution_rate', '2020')).target).toMatchObject({
    outcome: 'MISSED',
    distance: -2.5,
    regionName: '泉州市',
    inherited: true,
  });
  expect((await targetOf('mediation.accepted', '2020')).target).toMatchObject({
    outcome: 'NOT_JUDGED',
    inherited: true,
    reason: '目标是对上级整体定的，不能用来评判部分',
  });
});

test('no worse than last year, by the direction of the indicator', async () => {
  expect((await targetOf('mediation.escalations', '2021')).target).toMatchObject({
    kind: 'LAST_YEAR',
    high: 0,
    low: null,
    outcome: 'MET',
    printed: '不劣于上年（0）',
  });
  const town = { region: '350582101000' };
  expect((await targetOf('mediation.resolution_rate', '2021', town)).target).toMatchObject({
    low: 80,
    outcome: 'MISSED',
    distance: -1.67,
    inherited: false,
  });
  expect((await targetOf('mediation.accepted', '2021', town)).target).toMatchObject({
    outcome: 'NOT_JUDGED',
    reason: '该指标没有好坏方向',
  });
});

test('without a value, or before the end of the period, nothing is judged', async () => {
  await importTargets('open.csv', '矛盾纠纷化解率,晋江市,2022,不低于,90,,', '矛盾纠纷化解率,晋江市,2023,不低于,90,,');
  await world.app.refresh();
  expect((await targetOf('mediation.resolution_rate', '2022')).target).toMatchObject({
    outcome: 'NOT_JUDGED',
    distance: null,
    reason: '晋江市2022年未报送矛盾纠纷化解率',
  });
  expect((await targetOf('mediation.resolution_rate', '2023')).target).toMatchObject({ outcome: 'NOT_JUDGED' });
});

test('a target that is set anew replaces the old one, which is still there as of then', async () => {
  const report = await importTargets('again.csv', '矛盾纠纷化解率,晋江市,2021,不低于,78.334,,');
  expect(countsOf(report)).toEqual([1, 0, 1, 0, 0, 0]);
  await world.app.refresh();
  const now = await targetOf('mediation.resolution_rate', '2021');
  expect(now.target).toMatchObject({ outcome: 'MISSED', distance: -0.001, printed: '不低于78.334%' });
  expect(now.sentence).toContain('未达到目标（不低于78.334%）');
  const then = await targetOf('mediation.resolution_rate', '2021', { asOf: FIRST });
  expect(then.target).toMatchObject({ outcome: 'MET', low: 78.33 });
});

test('targets are listed like any dataset', async () => {
  const { data, errors } = await world.ask(
    `{ region(code: "${JINJIANG}") { targets(first: 10) { nodes { indicator { code } period kind { label } value } } } }`,
  );
  expect(errors).toBeUndefined();
  expect(JSON.stringify(data)).toContain(
    '{"indicator":{"code":"mediation.accepted"},"period":"2021","kind":{"label":"不高于"},"value":50}',
  );
});
