import { readFile } from 'node:fs/promises';
import { read, utils } from '@e965/xlsx';
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { revokeKey } from '../../src/access/keys.ts';
import { SHORE } from './shore.ts';
import { createSite, SHOTS, type Site } from './visit.ts';

let site: Site;

beforeAll(async () => {
  site = await createSite();
});
afterAll(() => site?.close());

const COUNTY = `?region=${SHORE.county}&period=2021&lang=zh`;
const card = (page: Page, name: string) =>
  page.locator('.card', { has: page.getByRole('button', { name, exact: true }) });

async function faultsOf(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate<axe.AxeResults>('axe.run()');
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
}

async function formattedBy(region: string, code: string, period: string): Promise<unknown> {
  const { data } = await site.world.ask(
    `query Q($region: ID!, $code: ID!, $period: Period!) { region(code: $region) { indicator(code: $code, period: $period) { formatted } } }`,
    { region, code, period },
  );
  return data;
}

test('asks for the key once, keeps it out of the address, and opens on data', async () => {
  const { page, complaints } = await site.visit('?lang=zh', { key: null });
  await page.getByLabel('访问密钥', { exact: true }).fill(site.key);
  await page.getByRole('button', { name: '进入' }).click();
  await page.locator('.card .figure').first().waitFor();
  expect(page.url()).not.toContain('anlan_');
  await page.reload();
  await page.locator('.card .figure').first().waitFor();
  expect(await page.locator('#key').count()).toBe(0);
  expect(complaints).toEqual([]);
});

test('numbers on the page are those of the API', async () => {
  const { page } = await site.visit(COUNTY);
  const rate = card(page, '矛盾纠纷化解率');
  await rate.waitFor();
  expect(await formattedBy(SHORE.county, 'mediation.resolution_rate', '2021')).toEqual({
    region: { indicator: { formatted: await rate.locator('.figure').innerText() } },
  });
  expect(await rate.innerText()).toContain('向好');
  expect(await rate.innerText()).toMatch(/泉州市第\d位／2/);
});

test('walks from the province to a village, and back by the path', async () => {
  const { page, complaints } = await site.visit(`?region=${SHORE.province}&period=2021&lang=zh`);
  for (const name of ['泉州市', '一县', '一镇', '一村']) {
    await page.locator('.league').getByRole('button', { name, exact: true }).click();
    await page.getByRole('heading', { level: 1, name: new RegExp(`^${name}`) }).waitFor();
  }
  expect(page.url()).toContain(`region=${SHORE.village}`);
  await page.getByText('这里没有下级地区').waitFor();
  expect(await card(page, '排查发现矛盾纠纷数').locator('.figure').innerText()).toBe('120');
  await page.getByRole('navigation', { name: '上级地区' }).getByRole('button', { name: '泉州市' }).click();
  await page.getByRole('heading', { level: 1, name: /^泉州市/ }).waitFor();
  await page.goBack();
  await page.getByRole('heading', { level: 1, name: /^一村/ }).waitFor();
  expect(complaints).toEqual([]);
});

test('finds a region by typing, with the keyboard alone', async () => {
  const { page } = await site.visit(COUNTY);
  const search = page.getByRole('combobox', { name: /查找地区/ });
  await search.fill('二');
  await page.getByRole('option').first().waitFor();
  expect(await search.getAttribute('aria-activedescendant')).toBe('found-0');
  await search.press('Enter');
  await page.getByRole('heading', { level: 1, name: /^二县/ }).waitFor();
});

test('changes the period, and says where nothing was reported', async () => {
  const { page } = await site.visit(COUNTY);
  await card(page, '排查发现矛盾纠纷数').waitFor();
  await page.getByRole('button', { name: '上一时段' }).click();
  await page.getByText('2020年', { exact: true }).waitFor();
  expect(await card(page, '排查发现矛盾纠纷数').locator('.figure').innerText()).toBe('96');
  expect(page.url()).toContain('period=2020');
  await page.getByLabel('年份').selectOption('2022');
  await page.getByText('2022年', { exact: true }).waitFor();
  expect(await card(page, '排查发现矛盾纠纷数').count()).toBe(0);
  expect(await page.locator('.absent').innerText()).toContain('未上报');
});

test('absent is not zero: the county that reported nothing has a reason, no figure and no place', async () => {
  const { page } = await site.visit(`?region=${SHORE.city}&period=2021&lang=zh&indicator=mediation.found`);
  const row = page.locator('.league tr', { hasText: '三县' });
  await row.waitFor();
  expect(await row.innerText()).toContain('未上报');
  expect(await row.innerText()).not.toMatch(/\d/);
  expect(await page.locator('.heat tr', { hasText: '三县' }).locator('td.none').count()).toBeGreaterThan(0);
  expect(await page.locator('.shortfall').innerText()).toMatch(/三县[\s\S]*缺报 12\/12/);
});

test('places that samples cannot tell apart are shown as such', async () => {
  const { page } = await site.visit(`?region=${SHORE.city}&period=2021-H2&lang=zh&indicator=survey.safety_rate`);
  await page.locator('.league tr', { hasText: '三县' }).waitFor();
  expect(await page.locator('.league').innerText()).toContain('≈1–3');
});

test('a value is explained down to imports, quote and reconciliation, and the panel can be shared', async () => {
  const { page, complaints } = await site.visit(COUNTY);
  await page.getByRole('button', { name: '查看数据来历：矛盾纠纷化解率' }).click();
  const panel = page.getByRole('dialog');
  await panel.getByText('÷ 120 × 100%').waitFor();
  for (const text of ['化解率98.33%', '可复算', '350501101201.xlsx', '海岸日报']) {
    expect(await panel.innerText()).toContain(text);
  }
  expect(await faultsOf(page)).toEqual([]);
  expect(page.url()).toContain(`explain=${SHORE.county}/mediation.resolution_rate`);
  await page.keyboard.press('Escape');
  await panel.waitFor({ state: 'detached' });
  await expect.poll(() => page.url()).not.toContain('explain=');
  expect(complaints).toEqual([]);
});

test('without region and period, the first view is where and when there are data', async () => {
  const { page } = await site.visit('?lang=zh');
  await page.locator('.card .figure').first().waitFor();
  expect(await page.locator('.card .figure').count()).toBeGreaterThan(1);
});

test('a day before the first import says so, and leads back', async () => {
  const { page } = await site.visit(`${COUNTY}&asOf=2000-01-01`);
  const refused = page.getByRole('alert');
  await refused.waitFor();
  expect(await refused.innerText()).toContain('这一天还没有这个地区的数据');
  await page.getByRole('button', { name: '看最新数据' }).click();
  await card(page, '矛盾纠纷化解率').waitFor();
  expect(page.url()).not.toContain('asOf');
});

test('a deep link opens the very view, in English', async () => {
  const { page } = await site.visit(
    `?region=${SHORE.county}&period=2021-Q2&theme=mediation&indicator=mediation.resolved&grain=QUARTER&lang=en`,
  );
  await page
    .getByRole('heading', { level: 2, name: 'Disputes resolved' })
    .or(page.locator('#focus-title'))
    .first()
    .waitFor();
  expect(await page.locator('html').getAttribute('lang')).toBe('en');
  expect(await page.locator('h1').innerText()).toContain('2021');
  expect(await page.getByRole('button', { name: 'Quarter' }).getAttribute('aria-pressed')).toBe('true');
  expect(await page.getByRole('button', { name: 'Mediation', exact: true }).getAttribute('aria-current')).toBe('true');
});

test('language and look change in place, and the look is remembered', async () => {
  const { page } = await site.visit(COUNTY);
  await card(page, '矛盾纠纷化解率').waitFor();
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByText('Dispute resolution rate').first().waitFor();
  expect(page.url()).toContain('lang=en');
  await page.getByRole('button', { name: 'Switch to dark' }).click();
  const toLight = page.getByRole('button', { name: 'Switch to light' });
  await toLight.waitFor();
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const dark = await ground();
  await page.reload();
  await page.locator('.card').first().waitFor();
  expect(await ground()).toBe(dark);
  expect(await faultsOf(page)).toEqual([]);
  await toLight.click();
  await page.getByRole('button', { name: 'Switch to dark' }).waitFor();
  expect(await ground()).not.toBe(dark);
});

test('prints figures without the controls', async () => {
  const { page } = await site.visit(COUNTY);
  await card(page, '矛盾纠纷化解率').waitFor();
  await page.emulateMedia({ media: 'print' });
  expect(await page.locator('.tools').isVisible()).toBe(false);
  expect(await page.locator('.period').isVisible()).toBe(false);
  expect(await card(page, '矛盾纠纷化解率').isVisible()).toBe(true);
  expect((await page.pdf({ format: 'A4' })).length).toBeGreaterThan(10_000);
});

test('a key that is revoked is asked for again, and said so', async () => {
  const own = await site.world.key();
  const { page } = await site.visit(COUNTY, { key: own });
  await card(page, '矛盾纠纷化解率').waitFor();
  await revokeKey(site.world.database.db, own.slice(6, 14));
  await new Promise((resolve) => setTimeout(resolve, 1200));
  await page.getByRole('button', { name: '上一时段' }).click();
  await page.getByRole('alert').waitFor();
  expect(await page.getByRole('alert').innerText()).toContain('密钥');
  expect(await page.evaluate(() => localStorage.getItem('anlan.key'))).toBeNull();
});

test('the server goes and comes back: the view stays, says so, and recovers by itself', async () => {
  const { page } = await site.visit(COUNTY);
  await card(page, '矛盾纠纷化解率').waitFor();
  await site.stop();
  await page.getByRole('button', { name: '上一时段' }).click();
  await page.locator('.away').waitFor();
  expect(await card(page, '矛盾纠纷化解率').isVisible()).toBe(true);
  await site.start();
  await page.getByText('2020年', { exact: true }).waitFor();
  await page.locator('.away').waitFor({ state: 'detached' });
});

test('while what was chosen is awaited, every figure stands under its own name', async () => {
  const { page } = await site.visit(COUNTY);
  const found = card(page, '排查发现矛盾纠纷数').locator('.figure');
  await found.waitFor();
  const shown = () => page.locator('.card').evaluateAll((cards) => cards.map((one) => one.textContent));
  const before = await shown();
  await site.stop();
  await page.getByRole('button', { name: '矛盾纠纷', exact: true }).click();
  await page.locator('.away').waitFor();
  expect(await shown()).toEqual(before);
  expect(await page.locator('#cards-title').innerText()).toBe('主要指标');
  await page.locator('.card', { hasText: '矛盾纠纷化解率' }).getByRole('button').first().click();
  expect(await page.locator('#focus-title').innerText()).toBe('排查发现矛盾纠纷数');
  await site.start();
  await page.locator('#cards-title', { hasText: '矛盾纠纷' }).waitFor();
  await page.locator('#focus-title', { hasText: '矛盾纠纷化解率' }).waitFor();
  expect(await found.innerText()).toBe('120');
});

describe('at three sizes', () => {
  test.each([
    ['phone', 390, 844],
    ['laptop', 1440, 900],
    ['wall', 2560, 1440],
  ])('%s: nothing wider than the window, no serious fault, a screenshot to look at', async (name, width, height) => {
    const { page, complaints } = await site.visit(`?region=${SHORE.city}&period=2021&lang=zh`, {
      viewport: { width, height },
    });
    await page.locator('.chart canvas').first().waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    expect(await faultsOf(page)).toEqual([]);
    await page.screenshot({ path: `${SHOTS}/${name}.png`, fullPage: true });
    expect(complaints).toEqual([]);
  });
});

test('the table leaves as a workbook and as text', async () => {
  const { page, complaints } = await site.visit(`?region=${SHORE.city}&period=2021&lang=zh`);
  for (const [button, extension] of [
    ['导出表格 Excel', 'xlsx'],
    ['CSV', 'csv'],
  ] as const) {
    const coming = page.waitForEvent('download');
    await page.getByRole('button', { name: button, exact: true }).click();
    const file = await coming;
    expect(file.suggestedFilename()).toBe(`泉州市-2021.${extension}`);
    const { Sheets } = read(await readFile(await file.path()), { codepage: 65001 });
    const [sheet] = Object.values(Sheets);
    const rows = utils.sheet_to_json<unknown[]>(sheet ?? {}, { header: 1 });
    const at = rows[0]?.findIndex((head) => String(head).startsWith('排查发现矛盾纠纷数')) ?? -1;
    expect(rows.slice(1).map((row) => [row[1], row[at]])).toEqual([
      ['泉州市', expect.anything()],
      ['一县', 120],
      ['二县', expect.anything()],
      ['三县', '未上报'],
    ]);
  }
  expect(complaints).toEqual([]);
});

test('two requests a view, and less than 450 kB of script', async () => {
  const { page } = await site.visit(COUNTY);
  await page.locator('.chart canvas').first().waitFor();
  const scripts = await page.evaluate(() =>
    performance.getEntriesByType('resource').flatMap((entry) => {
      const { name, encodedBodySize } = entry as PerformanceResourceTiming;
      return name.endsWith('.js') ? [encodedBodySize] : [];
    }),
  );
  expect(scripts.length).toBeGreaterThan(1);
  expect(scripts.reduce((all, one) => all + one, 0)).toBeLessThan(450_000);
  const asked: string[] = [];
  page.on('request', (request) => {
    if (request.url().endsWith('/graphql')) asked.push(request.postData() ?? '');
  });
  await page.getByRole('button', { name: '上一时段' }).click();
  await page.getByText('2020年', { exact: true }).waitFor();
  await expect.poll(() => asked.length).toBeGreaterThan(1);
  await new Promise((resolve) => setTimeout(resolve, 500));
  const queries = () => asked.flatMap((body) => /query (\w+)/.exec(body)?.[1] ?? []).sort();
  expect(queries()).toEqual(['FocusView', 'RegionView']);
  asked.length = 0;
  // The first of the headlines has no value here: what is looked at is known once the page is there.
  await page.reload();
  await page.locator('.chart canvas').first().waitFor();
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(queries()).toEqual(['FocusView', 'RegionView', 'Start']);
});

test('the documentation stands beside the dashboard, and leads to it', async () => {
  const { page, complaints } = await site.visit('docs/zh');
  await page.getByRole('link', { name: '矛盾纠纷化解率' }).click();
  await page.getByRole('heading', { name: 'mediation.resolution_rate' }).waitFor();
  expect(await page.locator('main').innerText()).toContain('indicator(code: "mediation.resolution_rate"');
  await page.getByRole('link', { name: '安澜', exact: true }).click();
  await page.locator('.card .figure').first().waitFor();
  expect(complaints).toEqual([]);
});
