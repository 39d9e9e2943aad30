import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seed } from '../seed.ts';
import { createWorld, type World } from './world.ts';

let world: World;

beforeAll(async () => {
  world = await createWorld(async (db) => {
    const land = seed(db);
    const province = await land.region('province', '福建省', null, { code: '350000000000' });
    const city = await land.region('city', '泉州市', province, { code: '350500000000' });
    const county = await land.region('county', '晋江市', city, { code: '350582000000' });
    await land.region('county', '石狮市', city, { code: '350581000000' });
    await land.region('county', '泉州台商投资区', city, { code: '350599000000', kind: 'functional_zone' });
    await land.region('township', '安海镇', county, { code: '350582100000' });
  });
});
afterAll(() => world.close());

describe('region', () => {
  test('is found by its code, with its place in the tree', async () => {
    const { data, errors } = await world.ask(`{
      region(code: "350582100000") {
        id name shortName fullName level kind parent { name } ancestors { name } children { name }
      }
      zone: region(code: "350599000000") { kind level parent { children { code } } }
    }`);
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      region: {
        id: 'Region:350582100000',
        name: '安海镇',
        shortName: '安海镇',
        fullName: '福建省泉州市晋江市安海镇',
        level: 'TOWNSHIP',
        kind: 'STATUTORY',
        parent: { name: '晋江市' },
        ancestors: [{ name: '福建省' }, { name: '泉州市' }, { name: '晋江市' }],
        children: [],
      },
      zone: {
        kind: 'FUNCTIONAL_ZONE',
        level: 'COUNTY',
        parent: { children: [{ code: '350581000000' }, { code: '350582000000' }, { code: '350599000000' }] },
      },
    });
  });
});
