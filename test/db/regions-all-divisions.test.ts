import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { divisionsFolder } from '../../src/regions/division-tables.ts';
import { readDivisions } from '../../src/regions/divisions.ts';
import { REGION_LEVELS } from '../../src/regions/region.ts';
import type { RegionRow } from '../../src/regions/region-row.ts';
import { codesAbove } from '../../src/regions/statutory-code.ts';

const depth = (row: RegionRow | undefined) => (row?.level == null ? -1 : REGION_LEVELS.indexOf(row.level));

test('all divisions make one tree: no code twice, no orphan, every level below that of its parent', async () => {
  const rows = new Map<string, RegionRow>();
  const aliases = new Map<string, string>();
  const orphans: string[] = [];
  const twice: string[] = [];
  let placeholders = 0;
  for await (const row of readDivisions()) {
    if (rows.has(row.code)) twice.push(row.code);
    rows.set(row.code, row);
    for (const alias of row.aliases ?? []) aliases.set(alias, row.code);
    const parent = row.parentCode ?? codesAbove(row.code)[0];
    const above = parent === undefined ? undefined : rows.get(parent);
    if (row.level === 'province' ? parent !== undefined : depth(above) < 0 || depth(above) >= depth(row))
      orphans.push(row.code);
    if (/^(?:市辖区|县|(?:省|自治区)直辖县级行政区划)$/.test(row.name)) placeholders++;
  }
  expect(orphans).toEqual([]);
  expect(twice).toEqual([]);
  expect(placeholders).toBe(0);
  expect(rows.size).toBe(665_261);
  expect([...aliases.keys()].filter((alias) => rows.has(alias))).toEqual([]);

  const lines = ['provinces', 'cities', 'areas', 'streets', 'villages'].map(
    (table) => readFileSync(`${divisionsFolder()}/${table}.csv`, 'utf8').trimEnd().split('\n').length - 1,
  );
  expect(lines.reduce((sum, count) => sum + count)).toBe(665_261 + 9 + 4 + 2);

  const parentOf = (code: string) => rows.get(code)?.parentCode ?? codesAbove(code)[0];
  expect(parentOf('110101000000')).toBe('110000000000');
  expect(parentOf('500229000000')).toBe('500000000000');
  expect(parentOf('419001000000')).toBe('410000000000');
  expect(parentOf('441900003000')).toBe('441900000000');
  expect(parentOf('442000001000')).toBe('442000000000');
  expect(parentOf('460400100000')).toBe('460400000000');
  expect(parentOf('620201100000')).toBe('620200000000');
  expect(parentOf('460321001000')).toBe('460321000000');
  expect(rows.get('350527000000')?.level).toBe('county');
  expect(aliases.get('110100000000')).toBe('110000000000');
  expect(aliases.get('620201000000')).toBe('620200000000');
  expect(aliases.get('330104000000')).toBe('330102000000');
  expect(aliases.get('江干区')).toBe('330102000000');
}, 60_000);
