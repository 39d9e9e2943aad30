import { afterAll, beforeAll, expect, test } from 'vitest';
import { readDivisions } from '../../src/regions/divisions.ts';
import { loadTree } from '../../src/regions/load-tree.ts';
import type { RegionRow } from '../../src/regions/region-row.ts';
import { createTreeHolder } from '../../src/regions/tree-holder.ts';
import { createTestDatabase, type TestDatabase } from '../database.ts';
import { ZONE_AND_ENDED } from '../unit/regions/real-divisions.ts';
import { counts, importRegions } from './regions-import.ts';

let database: TestDatabase;
const fujian: RegionRow[] = [];
beforeAll(async () => {
  database = await createTestDatabase();
  for await (const row of readDivisions({ within: ['35'] })) fujian.push(row);
});
afterAll(() => database.close());

test('福建 goes in, then a zone and ended counties; each again changes nothing, and the past stays readable', async () => {
  const { db } = database;
  const holder = createTreeHolder({ db });
  expect(() => holder.current()).toThrow('before it was read');
  await holder.refresh();
  expect(holder.current().roots).toEqual([]);

  expect(counts(await importRegions(db, fujian))).toEqual({
    created: fujian.length,
    updated: 0,
    unchanged: 0,
    rejected: 0,
  });
  await holder.refresh();
  const first = holder.current();
  expect([...first.all()]).toHaveLength(fujian.length);
  expect(first.descendants(first.find('350400000000') ?? expect.fail(), 'township')).toHaveLength(147);
  expect(first.inForce(first.find('350402000000') ?? expect.fail()).name).toBe('三元区');

  expect(counts(await importRegions(db, ZONE_AND_ENDED))).toEqual({
    created: 4,
    updated: 6,
    unchanged: 0,
    rejected: 0,
  });
  expect(counts(await importRegions(db, ZONE_AND_ENDED))).toEqual({
    created: 0,
    updated: 0,
    unchanged: 10,
    rejected: 0,
  });
  expect(counts(await importRegions(db, fujian))).toMatchObject({ created: 0, updated: 0, rejected: 0 });

  expect(holder.current()).toBe(first);
  await holder.refresh();
  const now = holder.current();
  const zone = now.find('350599000000') ?? expect.fail();
  expect(now.version).toBe(4);
  expect(now.children(zone).map(({ code }) => code)).toEqual([
    '350521104000',
    '350521105000',
    '350521106000',
    '350521200000',
  ]);
  expect(now.fullName(now.find('350521104211') ?? expect.fail())).toBe('福建省泉州市泉州台商投资区洛阳镇洛安村委会');
  expect(now.townshipCount(zone)).toBe(4);
  expect(now.find('350402000000')).toMatchObject({ name: '梅列区', validTo: '2021-02-03' });

  database.statements.length = 0;
  const then = await holder.at(1);
  expect(then.version).toBe(1);
  expect(then.find('350599000000')).toBeNull();
  expect(await holder.at(1)).toBe(then);
  expect(await holder.at(4)).toBe(now);
  expect(database.statements.filter((statement) => statement.includes('regions.tree */'))).toHaveLength(1);
  expect((await loadTree(db, 0)).roots).toEqual([]);
});
