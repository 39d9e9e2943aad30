import { afterAll, beforeAll, expect, test } from 'vitest';
import { createFolder } from '../imports/folder.ts';
import { createWorkspace, type Workspace } from '../imports/workspace.ts';
import { serveWorld, type World } from './world.ts';

const folder = createFolder();
const ANHAI = '350582103000';
let work: Workspace;
let world: World;

beforeAll(async () => {
  work = await createWorkspace(['3505']);
  world = await serveWorld(work);
});
afterAll(async () => {
  folder.remove();
  await world.close();
});

async function importLines(dataset: string, covers: string | null, ...lines: readonly string[]) {
  const file = folder.file(`${dataset}-${lines.length}.csv`, lines.join('\n'));
  const report = await work.importFile(dataset, file, { region: ANHAI, ...(covers === null ? {} : { covers }) });
  await world.app.refresh();
  return report;
}

async function answer(query: string): Promise<unknown> {
  const { data, errors } = await world.ask(`{ region(code: "${ANHAI}") { ${query} } }`);
  expect(errors).toBeUndefined();
  return data?.region;
}

test('ratings belong to a year as a whole, whose rows say that it was reported', async () => {
  const report = await importLines(
    'ratings',
    null,
    '单位名称,单位类型,评定方案,考评年度,星级,得分,是否达标,一票否决',
    '甲村,村（社区）,六守六无,2021年度,3,95.5,是,否',
    '乙村,社区,六守六无,２０２１,2,88.25分,否,是',
    '丙小区,小区,平安小区,2021年,,,是,',
    '丁村,村,六守六无,二〇二〇年,5,99,是,',
    '戊村,村,六守六无,2021-06,5,99,是,',
  );
  expect(report.counts).toMatchObject({ read: 5, created: 4, rejected: 1 });
  expect(report.issues).toMatchObject([{ code: 'bad_period', field: 'year', found: '2021-06' }]);
  const whole = 'value numerator denominator absence';
  expect(
    await answer(`
      year: indicator(code: "rating.standard_rate", period: "2021") { ${whole} period coverage { expected reported }
        breakdown(by: "unit_kind") { key numerator denominator } records(first: 5) { nodes { ... on Rating { unit } } } }
      latest: indicator(code: "rating.standard_rate", period: "LATEST") { ${whole} period }
      half: indicator(code: "rating.standard_rate", period: "2021-H1") { ${whole} absenceReason }
      stars: indicator(code: "rating.starred_share", period: "2021") { numerator denominator explanation { parts { role label } } }
      ratings(filter: { year: 2021, vetoed: true }) { nodes { unit score stars year } }`),
  ).toEqual({
    year: {
      value: 66.7,
      numerator: 2,
      denominator: 3,
      absence: null,
      period: '2021',
      coverage: { expected: 12, reported: 12 },
      breakdown: [
        { key: 'village', numerator: 1, denominator: 2 },
        { key: 'estate', numerator: 1, denominator: 1 },
      ],
      records: { nodes: [{ unit: '甲村' }, { unit: '丙小区' }] },
    },
    latest: { value: 66.7, numerator: 2, denominator: 3, absence: null, period: '2021' },
    half: {
      value: null,
      numerator: null,
      denominator: null,
      absence: 'NOT_APPLICABLE',
      absenceReason: expect.stringContaining('整年'),
    },
    stars: {
      numerator: 1,
      denominator: expect.any(Number),
      explanation: {
        parts: [
          { role: 'NUMERATOR', label: expect.any(String) },
          { role: 'DENOMINATOR', label: '辖区村（社区）数' },
        ],
      },
    },
    ratings: { nodes: [{ unit: '乙村', score: 88.25, stars: 2, year: 2021 }] },
  });
});

test('a premium is earned by the day, and its parts add up to the cent', async () => {
  await importLines(
    'policies',
    '2021-01/2022-12',
    '保单号,承保户数,保费,起保日期,终保日期',
    'P1,10,100.00,2021-03-15,2022-03-14',
    'P2,20,0.01,2021-12-31,2021-12-31',
    'P3,30,50,2021-05-02,2021-05-01',
  );
  await importLines(
    'claims',
    '2021-01/2022-12',
    '赔案号,事故类型,报案日期,赔付日期,赔付金额,状态',
    'C1,盗抢,2021-04-01,2021-05-01,50,已赔付',
    'C2,火灾,2021-04-02,,,未决',
  );
  const months = Array.from({ length: 13 }, (_, at) => {
    const code = `${2021 + Math.floor((at + 2) / 12)}-${String(((at + 2) % 12) + 1).padStart(2, '0')}`;
    return `m${at}: indicator(code: "insurance.loss_ratio", period: "${code}") { denominator }`;
  });
  const found = (await answer(`${months.join('\n')}
    y: indicator(code: "insurance.loss_ratio", period: "2021/2022") { value numerator denominator }
    last: indicator(code: "insurance.households", period: "2022-03-14") { value }
    next: indicator(code: "insurance.households", period: "2022-03-15") { value absence }
    per: indicator(code: "insurance.premium_per_household", period: "2021") { value numerator denominator }
    settled: indicator(code: "insurance.settlement_rate", period: "2021") { value }`)) as Record<
    string,
    { denominator: number }
  >;
  expect(found.m0).toEqual({ denominator: 4.66 });
  const sum = Object.entries(found)
    .filter(([name]) => /^m\d/.test(name))
    .reduce((all, [, { denominator }]) => all + Math.round(100 * denominator), 0);
  expect(sum).toBe(10_001);
  expect(found).toMatchObject({
    y: { value: 50, numerator: 50, denominator: 100.01 },
    last: { value: 10 },
    next: { value: 0, absence: null },
    per: { value: 3.33, numerator: 100.01, denominator: 30 },
    settled: { value: 50 },
  });
});

test('a grid without a first day holds since ever', async () => {
  await importLines(
    'grids',
    '2021-12/2021-12',
    '网格编码,网格名称,网格类型,网格员人数,专职网格员人数,是否达标,启用日期,停用日期',
    'W1,一网格,综合网格,3,2,是,,',
    'W2,二网格,专属网格,1,0,,2021-12-31,',
    'W3,三网格,综合网格,5,5,否,2020-01-01,2021-12-31',
  );
  const value = 'value numerator denominator';
  expect(
    await answer(`
      grids: indicator(code: "grid.grids", period: "2021") { value breakdown(by: "kind") { key value } }
      share: indicator(code: "grid.full_time_share", period: "2021") { ${value} }
      each: indicator(code: "grid.staff_per_grid", period: "2021") { ${value} }
      met: indicator(code: "grid.standard_rate", period: "2021") { ${value} }
      listed: grids { nodes { code kind { code } staff } }`),
  ).toEqual({
    grids: {
      value: 2,
      breakdown: [
        { key: 'general', value: 1 },
        { key: 'exclusive', value: 1 },
      ],
    },
    share: { value: 50, numerator: 2, denominator: 4 },
    each: { value: 2, numerator: 4, denominator: 2 },
    met: { value: 100, numerator: 1, denominator: 1 },
    listed: {
      nodes: [
        { code: 'W1', kind: { code: 'general' }, staff: 3 },
        { code: 'W2', kind: { code: 'exclusive' }, staff: 1 },
        { code: 'W3', kind: { code: 'general' }, staff: 5 },
      ],
    },
  });
});

test('a word of a tree takes in what lies below it, and groups follow the day of filing', async () => {
  const report = await importLines(
    'cases',
    '2022-01/2022-12',
    '案件编号,类别,案别,报警时间,立案日期',
    'K1,刑事案件,抢劫,2022-08-31 23:50,2022-08-31',
    'K2,刑事案件,抢劫,2022-08-31 23:50,2022-09-01',
    'K3,刑事案件,抢劫致死,2022-08-31 23:50,2022-08-31',
    'K4,刑事案件,养老诈骗,2022-10-01,2022-10-01',
    'K5,刑事案件,不知何案,2022-10-01,2022-10-01',
    'K6,刑事案件,其它,2022-10-01 00:10,2022-09-30',
  );
  expect(report.issues).toMatchObject([
    { code: 'bad_choice', field: 'category', row: 6 },
    { code: 'rule', field: 'filed_on', row: 7 },
  ]);
  expect(
    await answer(`
      august: indicator(code: "case.major_filed", period: "2022-08") { value }
      september: indicator(code: "case.major_filed", period: "2022-09") { value }
      share: indicator(code: "case.theft_robbery_fraud_share", period: "2022") { value }
      cases(filter: { category: ["抢劫"] }) { nodes { serial } }
      property: cases(filter: { category: ["侵财"] }) { totalCount }`),
  ).toEqual({
    august: { value: 1 },
    september: { value: 1 },
    share: { value: 100 },
    cases: { nodes: [{ serial: 'K1' }, { serial: 'K2' }, { serial: 'K3' }] },
    property: { totalCount: 4 },
  });
});

test('rewards count when they are paid, whatever year they are for', async () => {
  await importLines(
    'rewards',
    '2022-01/2022-12',
    '编号,项目,考评年度,发放日期,受益人数,金额（万元）',
    'J1,医保补助,2021,2022-06-30,120,1.5',
    'J2,平安村奖金,2021,2022-12-31,,0.3',
  );
  expect(
    await answer(`indicator(code: "reward.paid", period: "2022") { value breakdown(by: "programme") { key value } }
      rewards(filter: { programme: ["dividend"] }) { nodes { serial beneficiaries amount } }`),
  ).toEqual({
    indicator: {
      value: 18_000,
      breakdown: [
        { key: 'medical', value: 15_000 },
        { key: 'village', value: 3000 },
      ],
    },
    rewards: { nodes: [{ serial: 'J1', beneficiaries: 120, amount: 15_000 }] },
  });
});
