import { afterAll, beforeAll, expect, test } from 'vitest';
import { createSite, type Site } from './visit.ts';

let site: Site;

beforeAll(async () => {
  site = await createSite({ fill: async () => {} });
});
afterAll(() => site?.close());

test('a platform without regions says what is to be done', async () => {
  const { page, complaints } = await site.visit('?lang=zh');
  await page.getByText('还没有地区和数据').waitFor();
  expect(await page.getByText('正在读取').count()).toBe(0);
  expect(complaints).toEqual([]);
});
