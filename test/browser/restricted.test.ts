import { afterAll, beforeAll, expect, test } from 'vitest';
import { SHORE } from './shore.ts';
import { createSite, type Site } from './visit.ts';

let site: Site;
let key: string;

beforeAll(async () => {
  site = await createSite();
  key = await site.world.key(['indicators:read'], undefined, { disclosure: 'restricted' });
});
afterAll(() => site?.close());

test('small counts are shown as withheld, with the reason, and no figure can be had in their place', async () => {
  const { page, complaints } = await site.visit(
    `?region=${SHORE.city}&period=2021-03&indicator=mediation.found&lang=zh`,
    {
      key,
    },
  );
  const row = page.locator('.league tr', { hasText: '二县' });
  await row.waitFor();
  // 一县 found 10 in March, 二县 5: below 8.
  expect(await page.locator('.league tr', { hasText: '一县' }).innerText()).toMatch(/10/);
  expect(await row.innerText()).toContain('不予公开');
  expect(await row.innerText()).not.toMatch(/\d/);
  expect(await row.locator('td[title]').getAttribute('title')).toMatch(/不予公开|保护|少于|小于/);
  const cell = page.locator('.heat tr', { hasText: '二县' }).locator('td').first();
  expect(await cell.innerText()).toBe('不予公开');
  await row.getByRole('button', { name: '二县' }).click();
  await page.getByRole('heading', { level: 1, name: /^二县/ }).waitFor();
  await page.locator('.absent').waitFor();
  expect(await page.locator('.absent').innerText()).toMatch(/排查发现矛盾纠纷数\s*不予公开/);
  expect(complaints).toEqual([]);
});

test('the page does not ask to be told of single imports', async () => {
  const { page, complaints } = await site.visit(`?region=${SHORE.county}&period=2021&lang=zh`, { key });
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.postData() ?? ''));
  await page.locator('.card .figure').first().waitFor();
  await page.getByRole('button', { name: '上一时段' }).click();
  await page.getByText('2020年', { exact: true }).waitFor();
  expect(asked.some((body) => body.includes('RegionView'))).toBe(true);
  expect(asked.filter((body) => body.includes('dataChanged'))).toEqual([]);
  const { errors } = await site.world.ask(
    `{ changes(within: "${SHORE.county}", indicators: ["mediation.found"], after: "0") { cursor } }`,
    {},
    key,
  );
  expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  expect(complaints).toEqual([]);
});
