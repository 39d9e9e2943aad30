import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { wholeHouse } from '../../../src/access/viewer.ts';
import { nearestRegions } from '../../../src/graphql/regions/nearest-regions.ts';
import type { RegionTree } from '../../../src/regions/tree.ts';
import { realTree, ZONE_AND_ENDED } from './real-divisions.ts';

let tree: RegionTree;
beforeAll(async () => {
  tree = await realTree(['35', '33'], ZONE_AND_ENDED);
}, 60_000);

const nearest = (code: string, reach: readonly string[] | null = null) =>
  nearestRegions({ ...wholeHouse(), reach }, tree, code).map((region) => region.code);

test('a county with one wrong digit is among the nearest, with the others that differ as little', () => {
  const counties = [...tree.all()].filter(
    ({ level, validTo, code }) => level === 'county' && validTo === null && /^3[35]/.test(code),
  );
  fc.assert(
    fc.property(fc.constantFrom(...counties), fc.integer({ min: 2, max: 5 }), fc.nat(9), ({ code }, at, digit) => {
      const wrong = `${code.slice(0, at)}${digit}${code.slice(at + 1)}`;
      const differing = (other: string) => [...other].filter((one, n) => one !== wrong[n]).length;
      const found = nearest(wrong);
      expect(found.length).toBeGreaterThan(0);
      expect(Math.max(...found.map(differing))).toBeLessThanOrEqual(2);
      // Brute force over the whole tree finds nobody nearer than the first.
      const least = Math.min(
        ...[...tree.all()].filter(({ validTo }) => validTo === null).map((one) => differing(one.code)),
      );
      expect(differing(found[0] ?? '')).toBe(least);
    }),
    { numRuns: 60 },
  );
});

test('a name is looked for from the top, and not below townships', () => {
  expect(nearest('泉州')[0]).toBe('350500000000');
  expect(nearest('福建省')).toEqual(['350000000000']);
  expect(nearest('梧林社区')).toEqual([]);
});

test('nobody is led beyond the own reach, and no guess is made without two digits of a province', () => {
  expect(nearest('350503000001', ['350200000000']).filter((code) => !code.startsWith('3502'))).toEqual([]);
  expect(nearest('350503000001', ['330000000000'])).toEqual([]);
  expect(nearest('莆田', ['350582000000'])).toEqual([]);
  expect(nearest('990000000000')).toEqual([]);
  expect(nearest('3')).toEqual([]);
  expect(nearest('3'.repeat(41))).toEqual([]);
});
