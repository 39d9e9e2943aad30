import { afterAll, beforeAll, expect, test } from 'vitest';
import { SHORE } from './shore.ts';
import { createSite, type Site } from './visit.ts';

let site: Site;

beforeAll(async () => {
  site = await createSite();
});
afterAll(() => site?.close());

test('data that comes in while one looks are told of, and shown when wanted, in the same view', async () => {
  const { page, complaints } = await site.visit(
    `?region=${SHORE.county}&period=2021&lang=zh&indicator=mediation.found&grain=QUARTER`,
  );
  const found = page.locator('.card', { hasText: '排查发现矛盾纠纷数' }).locator('.figure');
  await found.waitFor();
  expect(await found.innerText()).toBe('120');
  const notice = page.getByRole('status').filter({ hasText: '有新数据' });
  expect(await notice.count()).toBe(0);
  await site.lateDispute('late-1.xlsx');
  await notice.waitFor();
  expect(await notice.innerText()).toContain('late-1.xlsx');
  expect(await found.innerText()).toBe('120');
  const address = page.url();
  await page.getByRole('button', { name: '显示新数据' }).click();
  await page.locator('.card .figure', { hasText: '121' }).waitFor();
  await notice.waitFor({ state: 'detached' });
  expect(page.url()).toBe(address);
  expect(complaints).toEqual([]);
});

test('what came in while the server was away is told when it is back, once', async () => {
  const { page } = await site.visit(`?region=${SHORE.county}&period=2021&lang=zh`);
  await page.locator('.card .figure').first().waitFor();
  const notice = page.getByRole('status').filter({ hasText: '有新数据' });
  await site.lateDispute('late-2.xlsx');
  await notice.waitFor();
  await site.stop();
  await site.lateDispute('late-3.xlsx');
  await site.start();
  await page.getByText('late-3.xlsx').waitFor();
  expect((await notice.innerText()).match(/late-\d/g)).toEqual(['late-2', 'late-3']);
});
