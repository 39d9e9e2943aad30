import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SHORE } from './shore.ts';
import { createSite, type Site } from './visit.ts';

let site: Site;

const square = (code: string | number, x: number) => ({
  type: 'Feature',
  properties: { adcode: code },
  geometry: {
    type: 'Polygon',
    coordinates: [
      [
        [x, 24],
        [x + 1, 24],
        [x + 1, 25],
        [x, 25],
        [x, 24],
      ],
    ],
  },
});

beforeAll(async () => {
  const map = join(await mkdtemp(join(tmpdir(), 'anlan-map-')), 'map.geojson');
  const features = [square('350501', 117), square(350502, 118), square('350503000000', 119)];
  await writeFile(map, JSON.stringify({ type: 'FeatureCollection', features }));
  site = await createSite({ map });
});
afterAll(() => site?.close());

test("the operator's map appears where its features carry the codes of the regions, a tile map elsewhere", async () => {
  const { page, complaints } = await site.visit(`?region=${SHORE.city}&period=2021&lang=zh`);
  await page.locator('.chart.map canvas').waitFor();
  await page.locator('.league').getByRole('button', { name: '一县', exact: true }).click();
  await page.locator('.chart.tiles canvas').waitFor();
  expect(complaints).toEqual([]);
});
