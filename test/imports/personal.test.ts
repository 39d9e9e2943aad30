import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isPersonal, REDACTED, redact } from '../../src/imports/personal/redact.ts';
import { reportText } from '../../src/imports/reports/report-text.ts';
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

// Numbers that satisfy their check digits and belong to nobody: made up for the test.
const IDENTITY = '11010519491231002X';
const CARD = '6222020000000000000';

test.each([
  [`身份证${IDENTITY}，男`, `身份证${REDACTED}，男`],
  ['证号 110105 19491231 0021', `证号 ${REDACTED}`],
  ['证号１１０１０５１９４９１２３１００２Ｘ', `证号${REDACTED}`],
  ['电话13800138000', `电话${REDACTED}`],
  ['手机 138-0013-8000 或 +86 13800138000', `手机 ${REDACTED} 或 ${REDACTED}`],
  ['座机0595-28880000转8', `座机${REDACTED}`],
  ['(010)62880000', REDACTED],
  [`转账至${CARD}`, `转账至${REDACTED}`],
  ['邮箱 someone@example.invalid。', `邮箱 ${REDACTED}。`],
  ['微信号：abc_12345', REDACTED],
  ['申请人：张某某，与邻居争执', `申请人：${REDACTED}，与邻居争执`],
  ['户主李四', `户主${REDACTED}`],
  ['住某某小区3栋2单元501室', REDACTED],
])('%s loses what names a person', (text, left) => {
  const kept = redact(text);
  expect(kept).toContain(REDACTED);
  if (!text.startsWith('住')) expect(kept).toBe(left);
});

test.each([
  '12345热线转来',
  '110警情',
  '2021年3月5日14时30分',
  '案件350211202101150001号',
  '涉及金额1234567890元',
  '第3网格，12户36人',
  '人民调解委员会',
  '甲方公司与乙方公司',
  '当事人已达成协议',
  '中山路12号',
  '',
])('%s is left as it stands', (text) => {
  expect(redact(text)).toBe(text);
});

test('a cell is personal when nothing else is in it', () => {
  expect([isPersonal(`${IDENTITY}、13800138000`), isPersonal('张三 13800138000'), isPersonal('')]).toEqual([
    true,
    false,
    false,
  ]);
});

const SECRETS = ['13800138000', IDENTITY, '欧阳无名', '5排501室', CARD];

test('what names a person is written nowhere: rows, issues, report, terminal', async () => {
  const file = csv(
    '纠纷编号,乡镇（街道）,受理日期,调解结果,调解组织,当事人数,户主,情况,备忘',
    `P1,安海镇,2021-01-05,在办,某调委会 13800138000,2,欧阳无名,${IDENTITY},随访`,
    `P2,安海镇,2021-01-05,在办,${CARD},2,,13800138000,`,
    `P3,13800138000村,${IDENTITY},在办 13800138000,,${IDENTITY},欧阳无名,${IDENTITY},`,
  );
  const report = await work.importFile('mediations', file, JINJIANG);
  expect(report.counts).toMatchObject({ created: 2, rejected: 1 });
  expect(report.sheets[0]?.personalColumns).toEqual([
    { header: '户主', cells: 2 },
    { header: '情况', cells: 3 },
  ]);
  expect(report.sheets[0]?.unknownColumns).toEqual(['备忘']);
  const warned = report.issues.filter(({ code }) => code === 'personal_content');
  expect(warned.map(({ column, message }) => [column, message.en])).toEqual([
    ['调解组织', 'personal data in 2 cells (numbers, addresses, names); that part was dropped'],
  ]);
  const { rows } = await sql<{ serial: string; organisation: string | null }>`
    select serial, organisation from mediations where superseded_in is null order by serial`.execute(work.db);
  expect(rows).toEqual([
    { serial: 'P1', organisation: `某调委会 ${REDACTED}` },
    { serial: 'P2', organisation: null },
  ]);
  const { rows: stored } = await sql<{ text: string }>`
    select m::text as text from mediations m union all select i::text from import_issues i`.execute(work.db);
  const told = [JSON.stringify(report), reportText(report, 'zh', 100), ...stored.map(({ text }) => text)].join('\n');
  expect(SECRETS.filter((secret) => told.includes(secret))).toEqual([]);
});

test('numbers of things are no persons', async () => {
  const file = csv(
    '保单号,所属地区,承保户数,保费,起保日期,终保日期',
    '13800138000,安海镇,12,100,2021-01-01,2021-12-31',
    `${CARD},安海镇,12,100,2021-01-01,2021-12-31`,
  );
  const report = await work.importFile('policies', file, JINJIANG);
  expect(report.issues).toEqual([]);
  const { rows } = await sql<{ number: string }>`select number from policies order by number`.execute(work.db);
  expect(rows.map(({ number }) => number)).toEqual(['13800138000', CARD]);
});

test('a family is kept under a pseudonym, the same each time and not the same elsewhere', async () => {
  const header = '单位名称,单位类型,所属地区,评定方案,考评年度,星级';
  const file = csv(
    header,
    '欧阳无名,家庭,安海镇,平安家庭,2021,5',
    '欧 阳无名,家庭,陈埭镇,平安家庭,2021,5',
    '某小区,小区,安海镇,平安小区,2021,5',
  );
  const report = await work.importFile('ratings', file, JINJIANG);
  expect(report.counts).toMatchObject({ created: 3, rejected: 0 });
  const { rows } = await sql<{ unit: string }>`select unit from ratings order by unit`.execute(work.db);
  const [first, second, third] = rows.map(({ unit }) => unit);
  expect([first, second].every((unit) => /^户-[0-9a-f]{12}$/.test(unit ?? ''))).toBe(true);
  expect([first === second, third]).toEqual([false, '某小区']);
  expect(report.normalisations.map(({ code, count }) => [code, count])).toEqual([['pseudonym', 2]]);
  expect(JSON.stringify(report)).not.toContain('欧阳');
  expect((await work.importFile('ratings', file, JINJIANG)).outcome).toBe('unchanged');
});
