import { beforeAll, expect, test } from 'vitest';
import { createTree, type TreeRow } from '../../../src/regions/create-tree.ts';
import type { RegionTree } from '../../../src/regions/tree.ts';
import { realTree, regionOf, ZONE_AND_ENDED } from './real-divisions.ts';

let tree: RegionTree;
beforeAll(async () => {
  tree = await realTree(['35'], ZONE_AND_ENDED);
}, 60_000);

const codes = (regions: readonly { code: string }[]) => regions.map(({ code }) => code);

test('children and descendants stand in order of code, also where a zone took some away', () => {
  const quanzhou = regionOf(tree, '350500000000');
  const townships = codes(tree.descendants(quanzhou, 'township'));
  expect(townships).toEqual([...townships].sort());
  expect(townships).toContain('350521104000');
  expect(codes(tree.children(quanzhou))).toHaveLength(13);
  expect(tree.descendants(regionOf(tree, '350521000000'), 'township').map(({ name }) => name)).not.toContain('洛阳镇');
  expect(tree.descendants(quanzhou).length).toBe(
    (['county', 'township', 'village'] as const).reduce(
      (sum, level) => sum + tree.descendants(quanzhou, level).length,
      0,
    ),
  );
});

test('townships are counted from each level, and a village counts on its own', () => {
  expect(tree.townshipCount(regionOf(tree, '350400000000'))).toBe(
    tree.descendants(regionOf(tree, '350400000000'), 'township').length,
  );
  expect(tree.townshipCount(regionOf(tree, '350599000000'))).toBe(4);
  expect(tree.townshipCount(regionOf(tree, '350582101000'))).toBe(1);
  expect(tree.townshipCount(regionOf(tree, '350205002214'))).toBe(1);
  expect(tree.townshipCount(regionOf(tree, '350427000000'))).toBe(0);
});

test('a region that ended is known, and nobody below counts it', () => {
  const ended = regionOf(tree, '350427000000');
  expect(tree.inForce(ended).code).toBe('350405000000');
  expect(tree.fullName(ended)).toBe('福建省三明市沙县');
  expect(codes(tree.descendants(regionOf(tree, '350400000000'), 'county'))).not.toContain(ended.code);
  expect(codes(tree.ended)).toEqual(['350402000000', '350403000000', '350427000000']);
  expect(tree.ancestorAt(ended, 'city')?.code).toBe('350400000000');
});

test('old codes lead to what took their place', () => {
  expect(tree.find('350681000000')?.name).toBe('龙海区');
  expect(tree.find('999999000000')).toBeNull();
});

test('ancestors and levels', () => {
  const village = regionOf(tree, '350205002214');
  expect(tree.ancestors(village).map(({ name }) => name)).toEqual(['福建省', '厦门市', '海沧区', '新阳街道']);
  expect(tree.ancestorAt(village, 'county')?.name).toBe('海沧区');
  expect(tree.ancestorAt(village, 'village')).toBe(village);
  expect(tree.ancestorAt(regionOf(tree, '350000000000'), 'city')).toBeNull();
  expect(tree.contains(regionOf(tree, '350200000000'), village)).toBe(true);
  expect(tree.contains(village, regionOf(tree, '350200000000'))).toBe(false);
});

test('a circle is refused, not followed for ever', () => {
  const row = (id: number, parentId: number): TreeRow => ({
    id,
    code: `${id}`,
    name: '甲',
    shortName: '甲',
    level: 'county',
    kind: 'statutory',
    parentId,
    validFrom: null,
    validTo: null,
    successorId: null,
  });
  expect(() => createTree([row(1, 2), row(2, 1)], [], 1)).toThrow('circle');
  expect(() => createTree([row(1, 7)], [], 1)).toThrow('no region with id 7');
});
