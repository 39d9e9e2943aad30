import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createFolder } from './folder.ts';
import { createWorkspace, type Workspace } from './workspace.ts';

const folder = createFolder();
const JINJIANG = { region: '350582000000' } as const;
let work: Workspace;

beforeAll(async () => {
  work = await createWorkspace(['3505']);
});
afterAll(async () => {
  folder.remove();
  await work.close();
});

const { csv } = folder;

const HEADER = '纠纷编号,乡镇（街道）,受理日期,办结日期,调解结果,纠纷类型,当事人数,涉及金额（万元）,是否履行';

test('what changed the words of a cell is listed once a kind and column, with a sample and how often', async () => {
  const file = csv(
    HEADER,
    'A1,安海镇,44260,25/12/2021,调解成功,婚姻家庭纠纷,两人,1.5,已履行',
    'A2,安海镇,2021-03-05,,在办,1.邻里,3,5000元,√',
    'A3,安海镇,2021-03-05,,在办,物业,4,1.23456789,否',
  );
  const report = await work.importFile('mediations', file, { ...JINJIANG, commit: false });
  expect(report.counts.rejected).toBe(0);
  expect(
    report.normalisations.map(({ column, code, found, readAs, row, count }) => [
      column,
      code,
      found,
      readAs,
      row,
      count,
    ]),
  ).toEqual([
    ['受理日期', 'serial_day', '44260', '2021-03-05', 2, 1],
    ['办结日期', 'day_order', '25/12/2021', '2021-12-25', 2, 1],
    ['调解结果', 'synonym', '调解成功', '化解成功', 2, 3],
    ['纠纷类型', 'synonym', '婚姻家庭纠纷', '婚姻家庭', 2, 1],
    ['当事人数', 'numeral', '两人', '2', 2, 1],
    ['当事人数', 'unit_dropped', '两人', '2', 2, 1],
    ['涉及金额(万元)', 'header_unit', '1.5', '15000元', 2, 2],
    ['是否履行', 'flag_word', '已履行', '是', 2, 2],
    ['纠纷类型', 'enumerator', '1.邻里', '邻里', 3, 1],
    ['涉及金额(万元)', 'rounded', '1.23456789', '12345.68元', 4, 1],
  ]);
});

test.each([
  ['03/04/2021', 'ambiguous_date', ['2021-03-04', '2021-04-03']],
  ['21年3月5日', 'ambiguous_date', ['2021-03-05']],
  ['5/6/21', 'ambiguous_date', ['2005-06-21', '2021-05-06', '2021-06-05']],
  ['31/04/2021', 'bad_date', []],
  ['2021-03', 'bad_date', []],
])('the day %s is refused as %s with what it may be', async (day, code, candidates) => {
  const file = csv(HEADER, `B1,安海镇,${day},,在办,,,,`);
  const report = await work.importFile('mediations', file, { ...JINJIANG, commit: false });
  expect(report.issues.map((issue) => [issue.code, issue.candidates])).toEqual([[code, candidates]]);
});

test('a date that says “not yet” is none, one that is not known is refused', async () => {
  const file = csv(HEADER, 'N1,安海镇,2021-03-05,未办结,在办,,,,', 'N2,安海镇,2021-03-05,未知,在办,,,,');
  const report = await work.importFile('mediations', file, { ...JINJIANG, commit: false });
  expect(report.normalisations.map(({ code, found, readAs }) => [code, found, readAs])).toContainEqual([
    'not_yet',
    '未办结',
    '（空）',
  ]);
  expect(report.issues.map(({ code, row, field }) => [code, row, field])).toEqual([['bad_date', 3, 'closed_on']]);
  const required = csv(HEADER, 'N3,安海镇,未办结,,在办,,,,');
  const refused = await work.importFile('mediations', required, { ...JINJIANG, commit: false });
  expect(refused.issues.map(({ code, field }) => [code, field])).toEqual([['bad_date', 'accepted_on']]);
});

test('a word that is near to one of a list is told with it, and of a long list not every word', async () => {
  const file = csv(HEADER, 'W1,安海镇,2021-03-05,,在办,邻里琐事类,,,', 'W2,安海镇,2021-03-05,,在办,物业类,,,');
  const report = await work.importFile('mediations', file, { ...JINJIANG, commit: false });
  expect(report.issues.map(({ row, code, candidates }) => [row, code, candidates])).toEqual([
    [2, 'bad_choice', ['邻里']],
  ]);
  expect(report.issues[0]?.expected).toMatch(/^婚姻家庭、.*……（共\d+项）$/);
});

test.each(['所属乡镇', '所在街道', '镇街名称', '所属镇（街道）名称'])('places stand under %s', async (header) => {
  const file = csv(`纠纷编号,${header},受理日期,调解结果`, 'P1,安海镇,2021-03-05,在办');
  const { sheets, issues } = await work.importFile('mediations', file, { ...JINJIANG, commit: false });
  expect(sheets[0]?.columns.map(({ field, part }) => [field, part])).toContainEqual(['region', 'township']);
  expect(issues).toEqual([]);
});

test('a header that nobody knows is told with what it may stand for, by its words and by its contents', async () => {
  const file = csv(
    '纠纷编号,经办部门,受理日期,调解结果,涉及总金额,天气',
    'U1,安海镇,2021-03-05,在办,100,晴',
    'U2,东石镇,2021-03-05,在办,100,阴',
  );
  const report = await work.importFile('mediations', file, { ...JINJIANG, commit: false });
  const unknown = report.issues.filter(({ code }) => code === 'unknown_column');
  expect(unknown.map(({ column, candidates }) => [column, candidates])).toEqual([
    ['经办部门', ['经办部门=region']],
    ['涉及总金额', ['涉及总金额=amount']],
    ['天气', []],
  ]);
  const map = unknown.flatMap(({ candidates }) => candidates);
  const mapped = await work.importFile('mediations', file, { ...JINJIANG, map, commit: false });
  expect(mapped.issues.map(({ column }) => column)).toEqual(['天气']);
});

test.each([
  ['1,5', ['1.5', '15']],
  ['12,34', ['12.34', '1234']],
])('the amount %s is refused with what it may be', async (amount, candidates) => {
  const file = csv(HEADER, `C1,安海镇,2021-03-05,,在办,,,"${amount}",`);
  const report = await work.importFile('mediations', file, { ...JINJIANG, commit: false });
  expect(report.issues.map((issue) => [issue.code, issue.candidates])).toEqual([['ambiguous_number', candidates]]);
});

test('a rate of at most 1 without its sign may be a share: refused with both readings', async () => {
  const rates = csv(
    '测评批次,所属地区,指标,得率(%)',
    '2021年下半年,晋江市,群众安全感率,0.9927',
    '2021年下半年,石狮市,群众安全感率,0.9927%',
    '2021年下半年,南安市,群众安全感率,0',
  );
  const surveyed = await work.importFile('survey_rates', rates, { region: '350500000000', commit: false });
  expect(surveyed.issues.map(({ code, row, candidates }) => [code, row, candidates])).toEqual([
    ['ambiguous_number', 2, ['99.27%', '0.9927%']],
  ]);
  const printed = csv(
    '所属地区,统计周期,指标,数值,单位,来源',
    '晋江市,2021年,矛盾纠纷化解率,0.9927,%,某报',
    '石狮市,2021年,矛盾纠纷化解率,99.27,%,某报',
  );
  const statistics = await work.importFile('statistics', printed, { region: '350500000000', commit: false });
  expect(statistics.issues.map(({ code, row, candidates }) => [code, row, candidates])).toEqual([
    ['ambiguous_number', 2, ['99.27%', '0.9927%']],
  ]);
});

test('ranks in words, and 全市 as the region of the file', async () => {
  const file = csv(
    '测评批次,所属地区,指标,得率,全省排名,全市排名',
    '2021年下半年,全市,群众安全感率,98.5,第3,第三名',
    '2021年下半年,晋江,群众安全感率,98.5,3,3.5',
  );
  const report = await work.importFile('survey_rates', file, { region: '350500000000' });
  expect(report.issues.map(({ code, row, field }) => [code, row, field])).toEqual([['bad_number', 3, 'city_rank']]);
  const { rows } = await sql`
    select r.code, s.province_rank, s.city_rank from survey_rates s join regions r on r.id = s.region_id`.execute(
    work.db,
  );
  expect(rows).toEqual([{ code: '350500000000', provinceRank: 3, cityRank: 3 }]);
  const without = await work.importFile('survey_rates', file, { commit: false });
  expect(without.issues.map(({ code, row }) => [code, row])).toContainEqual(['unknown_region', 2]);
});

test('the unit above a table is that of amounts whose header names none', async () => {
  const lines = ['纠纷编号,受理日期,调解结果,涉及金额', 'D1,2021-03-05,在办,1.5', 'D2,2021-03-05,在办,200元'];
  const amounts = async (...titles: readonly string[]) => {
    const report = await work.importFile('mediations', csv(...titles, ...lines), JINJIANG);
    const { rows } = await sql<{ amount: number }>`
      select amount from mediations where superseded_in is null order by serial`.execute(work.db);
    await sql`truncate mediations`.execute(work.db);
    return [
      rows.map(({ amount }) => amount),
      report.normalisations.map(({ code }) => code).filter((code) => code !== 'synonym'),
    ];
  };
  expect(await amounts('台账', '计量单位：件、万元')).toEqual([[1_500_000, 20_000], ['title_unit']]);
  expect(await amounts('填报单位：万元街道')).toEqual([[150, 20_000], []]);
});

test('the line that numbers the columns is no data', async () => {
  const file = csv(HEADER, '甲,乙,1,2,3,4,5,6,7', 'E1,安海镇,2021-03-05,,在办,,,,');
  const report = await work.importFile('mediations', file, { ...JINJIANG, commit: false });
  expect(report.counts).toMatchObject({ read: 1, created: 1 });
  expect(report.sheets[0]?.notData).toEqual([{ row: 2, what: 'numbering' }]);
});
