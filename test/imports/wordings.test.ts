import { utils } from '@e965/xlsx';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createFolder } from './folder.ts';
import { createWorkspace, type ImportOptions, type Workspace } from './workspace.ts';

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

async function read(dataset: string, file: string, options: ImportOptions = JINJIANG) {
  const { normalisations, issues, counts } = await work.importFile(dataset, file, { ...options, commit: false });
  return {
    counts,
    issues: issues.map(({ code, row, field }) => [code, row, field]),
    notes: normalisations.map(({ field, code, readAs }) => [field, code, readAs]),
  };
}

const MEDIATIONS = '纠纷编号,乡镇（街道）,受理日期,调解结果';
const ROW = '安海镇,2021-03-05';

test('无 where a number is asked for is a stated zero, and 3元 are no three people', async () => {
  const file = csv(
    `${MEDIATIONS},当事人数,涉及金额`,
    `A1,${ROW},调处中,无,没有`,
    `A2,${ROW},调处中,3元,1`,
    `A3,${ROW},在办,3万元,1`,
    `A4,${ROW},在办,3天,1`,
    `A5,${ROW},调处中,3户,1`,
  );
  const { issues, notes } = await read('mediations', file);
  expect(issues).toEqual([2, 3, 4].map((at) => ['bad_number', at + 1, 'parties']));
  expect(notes).toEqual([
    ['parties', 'stated_zero', '0'],
    ['amount', 'stated_zero', '0元'],
    ['parties', 'unit_dropped', '3'],
  ]);
});

test('a rank is never none', async () => {
  const file = csv('测评批次,乡镇,指标,得率(%),全市排名', '2021年上半年,安海镇,安全感率,98.5,无');
  expect((await read('survey_rates', file)).issues).toEqual([['bad_number', 2, 'city_rank']]);
});

test.each([
  ['调解成功（已履行）', '化解成功'],
  ['成功化解', '化解成功'],
  ['调解中。', '调处中'],
  ['未达成协议', '调解不成功'],
])('the outcome %s is %s', async (outcome, readAs) => {
  const { issues, notes } = await read('mediations', csv(MEDIATIONS, `A1,${ROW},${outcome}`));
  expect(issues).toEqual([]);
  expect(notes).toEqual([['outcome', expect.any(String), readAs]]);
});

test.each(['调解成功（未履行）', '调处中（撤回）', '部分化解', '调解成功/撤回', '已办结', '不详'])(
  'the outcome %s is asked about',
  async (outcome) => {
    expect((await read('mediations', csv(MEDIATIONS, `A1,${ROW},${outcome}`))).issues).toEqual([
      ['bad_choice', 2, 'outcome'],
    ]);
  },
);

test('a word that its brackets make another one is asked about, twice the same is one', async () => {
  const file = csv(
    '案件编号,类别,案别,乡镇,报警时间',
    'C1,刑事案件,诈骗（电信网络）,安海镇,2021-03-05 10:00',
    'C2,刑事案件,盗窃（店铺）,安海镇,2021-03-05 10:00',
    'C3,刑事案件,电信诈骗/网络诈骗,安海镇,2021-03-05 10:00',
    'C4,刑事案件,盗窃/诈骗,安海镇,2021-03-05 10:00',
  );
  expect((await read('cases', file)).issues).toEqual([
    ['bad_choice', 2, 'category'],
    ['bad_choice', 5, 'category'],
  ]);
});

test('codes of which a spreadsheet has cut the end are refused, its marks for texts are no part of them', async () => {
  const file = csv(MEDIATIONS, `3.50102E+17,${ROW},在办`, `"=""00123""",${ROW},在办`, `'00124,${ROW},在办`);
  const { issues, notes } = await read('mediations', file);
  expect(issues).toEqual([['lost_digits', 2, 'serial']]);
  expect(notes).toEqual([
    ['serial', 'text_marks', '00123'],
    ['outcome', 'synonym', '调处中'],
  ]);
  const sheet = utils.aoa_to_sheet([
    MEDIATIONS.split(','),
    ...[Number('350102202201010001'), 1_234_567_890_123_450, 1_234_567_890_123_456, 20_220_101_001].map((serial) => [
      serial,
      ...ROW.split(','),
      '调处中',
    ]),
  ]);
  expect((await read('mediations', folder.workbook('long.xlsx', { 表: sheet }))).issues).toEqual([
    ['lost_digits', 2, 'serial'],
    ['lost_digits', 3, 'serial'],
  ]);
});

test('stars are counted', async () => {
  const file = csv('单位名称,单位类型,乡镇,评定方案,考评年度,星级', '甲村,行政村,安海镇,六守六无,2021,★★★★☆');
  expect((await read('ratings', file)).notes).toContainEqual(['stars', 'stars', '4']);
});

test('a deadline without a clock is the end of its day, other times its beginning', async () => {
  const file = csv(
    '事件编号,事件类别,乡镇,来源,上报时间,办理时限',
    'T1,消防,安海镇,窗口,2021-03-05,2021-03-07',
    'T2,消防,安海镇,窗口,2021-03-05 10:00,2021-03-07 12:00',
  );
  expect((await read('tickets', file)).notes).toEqual([
    ['reported_at', 'midnight', '2021-03-05 00:00:00'],
    ['due_at', 'day_end', '2021-03-07 23:59:59'],
  ]);
});

test('a village that stands in a column of its own lies in the county and township beside it', async () => {
  const tree = await work.tree();
  const names = new Map<string, string[]>();
  for (const { code, name, level } of tree.all())
    if (level === 'village') names.set(name, [...(names.get(name) ?? []), code]);
  const [name = '', codes = []] = [...names].find(([, all]) => all.length > 1) ?? [];
  const rows = codes.map((code) => {
    const [county, township] = [code.slice(0, 6), code.slice(0, 9)].map(
      (start) => tree.find(start.padEnd(12, '0'))?.name,
    );
    return `${code}001,第一网格,${county},${township},${name},2020-01-01`;
  });
  const file = csv('网格编码,网格名称,县（市、区）,乡镇,所属村（社区）,启用日期', ...rows);
  const { issues, counts } = await read('grids', file, { region: '350500000000' });
  expect({ issues, created: counts.created }).toEqual({ issues: [], created: codes.length });
});

test.each([
  ['所属县市', '晋江市'],
  ['所属地区', '晋江市本级'],
  ['所属地区', '晋江市（本级）'],
  ['所属地区', '安海镇直属'],
])('%s %s is found', async (header, place) => {
  const file = csv(`纠纷编号,${header},受理日期,调解结果`, `P1,${place},2021-03-05,调处中`);
  expect((await read('mediations', file, { region: '350500000000' })).issues).toEqual([]);
});

test('a day before there was anything to report is doubted', async () => {
  const { issues } = await read('mediations', csv(MEDIATIONS, 'A1,安海镇,1921-03-05,调处中'));
  expect(issues).toEqual([['past_day', 2, 'accepted_on']]);
});

test('a broken rule is told with what the row says', async () => {
  const file = csv(`${MEDIATIONS},办结日期`, `A1,${ROW},调解成功,2021-03-01`);
  const { issues } = await work.importFile('mediations', file, { ...JINJIANG, commit: false });
  expect(issues[0]?.message.zh).toBe('办结日期（2021-03-01）早于受理日期（2021-03-05）');
});

test('a table with periods or words side by side is refused as one', async () => {
  const months = csv('2021年各乡镇立案数', '地区,1月,2月,3月', '安海镇,1,2,3');
  await expect(work.importFile('statistics', months, JINJIANG)).rejects.toMatchObject({
    label: { zh: expect.stringContaining('各期排成了列') },
  });
  const rates = csv('乡镇,群众安全感率,执法工作满意率（%）', '安海镇,98.1,97.2');
  await expect(work.importFile('survey_rates', rates, JINJIANG)).rejects.toMatchObject({
    label: { zh: expect.stringContaining('“指标”的各项排成了列') },
  });
});

test.each([
  ['数值（万元）', '5.8', ''],
  ['数值', '5.8', '万元'],
  ['数值', '5.8万元', ''],
])('a figure under %s, printed %s with the unit %s, is so many yuan', async (header, value, unit) => {
  const file = csv(`地区,统计周期,指标,${header},单位,来源`, `晋江市,2021年,电诈损失,${value},${unit},公报`);
  await work.importFile('statistics', file, { region: '350500000000' });
  const { rows } = await work.pool.query(
    `select printed, value::float8 as value, unit from statistics where superseded_in is null`,
  );
  expect(rows).toEqual([{ printed: '5.8万元', value: 58_000, unit: 'yuan' }]);
});

test('an identity number is no key, and is kept nowhere', async () => {
  const file = csv(MEDIATIONS, `11010119900307803X,${ROW},调处中`, `350582202103050017,${ROW},调处中`);
  const { issues } = await work.importFile('mediations', file, { ...JINJIANG, commit: false });
  expect(issues.map(({ code, row, found }) => [code, row, found])).toEqual([['personal_key', 2, '［个人信息］']]);
});

test('a key in full-width signs is the same key', async () => {
  const file = csv(MEDIATIONS, `A-001,${ROW},调处中`, `Ａ－００１,${ROW},调处中`, `晋综（2021）1号,${ROW},调处中`);
  const { issues, notes, counts } = await read('mediations', file);
  expect(issues).toEqual([['duplicate_identical', 3, null]]);
  expect(notes).toEqual([['serial', 'full_width', 'A-001']]);
  expect(counts.created).toBe(2);
});

test.each([
  ['350582101000 安海镇', '安海镇'],
  ['安海镇（350582101000）', '安海镇'],
  ['晋江市（安海镇）', '安海镇'],
])('the place %s is found', async (place, name) => {
  const file = csv('纠纷编号,所属地区,受理日期,调解结果', `P1,${place},2021-03-05,调处中`);
  const { issues, notes } = await read('mediations', file, { region: '350500000000' });
  expect({ issues, notes }).toEqual({ issues: [], notes: [['region', 'place_joined', name]] });
});

test('a code and a name in one cell that contradict each other are asked about', async () => {
  const file = csv('纠纷编号,所属地区,受理日期,调解结果', 'P1,350582101000 东石镇,2021-03-05,调处中');
  const { issues } = await read('mediations', file, { region: '350500000000' });
  expect(issues.map(([, row, field]) => [row, field])).toEqual([[2, 'region']]);
});

test('rows that name no place are told to count for the region of the file', async () => {
  const { issues, notes } = await read('mediations', csv(MEDIATIONS, `A1,${ROW},调处中`, 'A2,,2021-03-05,调处中'));
  expect(issues).toEqual([]);
  expect(notes).toEqual([['region', 'place_empty', '晋江市']]);
});

test('a place that only the title or the name of the sheet says is told', async () => {
  const rows = [
    ['纠纷编号', '受理日期', '调解结果'],
    ['A1', '2021-03-05', '调处中'],
  ];
  const title = csv('晋江市安海镇2021年矛盾纠纷台账', ...rows.map((row) => row.join(',')));
  const sheet = folder.workbook('towns.xlsx', { 安海镇: utils.aoa_to_sheet(rows) });
  for (const file of [title, sheet]) {
    const { issues } = await work.importFile('mediations', file, { ...JINJIANG, commit: false });
    expect(issues.map(({ code, candidates }) => [code, candidates])).toEqual([['region_in_title', ['350582101000']]]);
    const own = { region: '350582101000', commit: false };
    expect((await work.importFile('mediations', file, own)).issues).toEqual([]);
  }
  const placed = csv('安海镇台账', MEDIATIONS, `A1,${ROW},调处中`);
  expect((await read('mediations', placed)).issues).toEqual([]);
});

test('totals are totals in many words, also merged across the columns that are required', async () => {
  const words = ['安海镇小计', '累计', '本月合计：', '合计（件）', '合计6人', '总　　计'];
  const file = csv(
    `乡镇,${'纠纷编号,受理日期,调解结果,当事人数'}`,
    '安海镇,A1,2021-03-05,调处中,6',
    ...words.map((one) => `${one},1,,,6`),
  );
  expect(await read('mediations', file)).toMatchObject({ issues: [], counts: { read: 1 } });
  const sheet = utils.aoa_to_sheet([
    ['事故编号', '事故类型', '乡镇', '发生时间', '死亡人数'],
    ['S1', '火灾', '安海镇', '2021-03-05 10:00', 1],
    ['合　计', null, null, null, 2],
  ]);
  sheet['!merges'] = [utils.decode_range('A3:D3')];
  const merged = await read('incidents', folder.workbook('total.xlsx', { 表: sheet }));
  expect(merged.issues).toEqual([['total_differs', 3, 'deaths']]);
});

test('headers with numbers are headers', async () => {
  const file = csv('1.纠纷编号,（二）乡镇,③受理日期,四、调解结果,(5)涉及金额（万元）', `A1,${ROW},调处中,1.5`);
  const { issues, notes } = await read('mediations', file);
  expect({ issues, notes }).toEqual({ issues: [], notes: [['amount', 'header_unit', '15000元']] });
});

test('nobody asked is neither satisfied nor not', async () => {
  const rows = ['非常满意', '未评价', '不满意', '基本满意'].map(
    (word, at) => `T${at},消防,安海镇,窗口,2021-03-05 10:00,${word}`,
  );
  const { issues, notes } = await read('tickets', csv('事件编号,事件类别,乡镇,来源,上报时间,是否满意', ...rows));
  expect(issues).toEqual([['bad_flag', 5, 'satisfied']]);
  expect(notes).toEqual([
    ['satisfied', 'flag_word', '是'],
    ['satisfied', 'flag_unknown', '（空）'],
  ]);
});

test('a printed change says against what, and a share of a rate is asked about', async () => {
  const file = csv(
    '地区,统计周期,指标,数值,来源',
    '晋江市,2021年,刑事案件立案数,同比下降5.2%,公报',
    '晋江市,2021年,矛盾纠纷化解率,0.985,公报',
    '晋江市,2021年,矛盾纠纷,0.985,公报',
  );
  const { issues } = await read('statistics', file, { region: '350500000000' });
  expect(issues).toEqual([
    ['ambiguous_number', 3, 'value'],
    ['unknown_measure', 4, 'measure'],
  ]);
  await work.importFile('statistics', file, { region: '350500000000' });
  const { rows } = await work.pool.query(
    `select comparison from statistics where superseded_in is null and indicator = 'case.criminal_filed'`,
  );
  expect(rows).toEqual([{ comparison: 'yoy' }]);
});
