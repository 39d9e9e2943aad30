import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { loadTree } from '../../src/regions/load-tree.ts';
import type { Region } from '../../src/regions/region.ts';
import type { RegionRow } from '../../src/regions/region-row.ts';
import type { RegionTree } from '../../src/regions/tree.ts';
import { treeIssueMessage } from '../../src/regions/tree-issue.ts';
import { createTestDatabase, type TestDatabase } from '../database.ts';
import { counts, importInto, importRegions } from './regions-import.ts';

const BASE: readonly RegionRow[] = [
  { code: '990101001001', name: '上村村委会' },
  { code: '990101001002', name: '下社区居委会' },
  { code: '990101001000', name: '甲镇' },
  { code: '990101002000', name: '乙街道' },
  { code: '990102001000', name: '丙镇' },
  { code: '990101000000', name: '东城区' },
  { code: '990102000000', name: '西城区' },
  { code: '990100000000', name: '中央市' },
  { code: '990000000000', name: '测试省' },
];

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(async () => {
  await sql`/* test.empty */ truncate regions, region_versions, region_aliases, imports restart identity cascade`.execute(
    database.db,
  );
});
afterAll(() => database.close());

const write = (...rows: readonly RegionRow[]) => importRegions(database.db, rows);
const tree = (asOf?: number) => loadTree(database.db, asOf);
const get = (from: RegionTree, code: string): Region => from.find(code) ?? expect.fail(`no region ${code}`);
const above = (from: RegionTree, code: string) => from.ancestors(get(from, code)).map(({ name }) => name);

/** Paths as the database keeps them, by code; they must be those that the tree in memory works out. */
async function storedPaths(): Promise<ReadonlyMap<string, readonly number[]>> {
  const { rows } = await sql<{ code: string; path: number[] }>`/* test.paths */
    select code, path from current_regions order by code`.execute(database.db);
  return new Map(rows.map(({ code, path }) => [code, path]));
}

async function expectSamePaths(): Promise<void> {
  const current = await tree();
  const stored = await storedPaths();
  expect(stored.size).toBe([...current.all()].length);
  for (const region of current.all()) expect(region.path, region.code).toEqual(stored.get(region.code));
}

describe('a first file', () => {
  test('may name regions in any order; levels, parents and short names follow from codes and names', async () => {
    expect(counts(await write(...BASE))).toEqual({ created: 9, updated: 0, unchanged: 0, rejected: 0 });
    const current = await tree();
    expect(above(current, '990101001001')).toEqual(['测试省', '中央市', '东城区', '甲镇']);
    expect(get(current, '990101001001')).toMatchObject({ shortName: '上村', level: 'village', kind: 'statutory' });
    expect(current.fullName(get(current, '990101002000'))).toBe('测试省中央市东城区乙街道');
    expect(current.townshipCount(get(current, '990100000000'))).toBe(3);
    await expectSamePaths();
  });

  test('the same file again changes nothing', async () => {
    await write(...BASE);
    expect(counts(await write(...BASE))).toEqual({ created: 0, updated: 0, unchanged: 9, rejected: 0 });
    expect((await sql`/* test.versions */ select from region_versions`.execute(database.db)).rows).toHaveLength(9);
  });

  test('of rows with one code the last counts', async () => {
    const written = await write(...BASE, { code: '990102001000', name: '丁镇' });
    expect(written.repeated).toEqual([4]);
    expect(get(await tree(), '990102001000').name).toBe('丁镇');
  });
});

describe('a later file', () => {
  test('what it leaves empty stays as it is', async () => {
    await write(...BASE, { code: '990102002000', name: '戊镇', validFrom: '2012-01-01', shortName: '老戊' });
    const again = await write({ code: '990102002000', name: '戊镇', parentCode: '', validFrom: null, aliases: [] });
    expect(counts(again)).toEqual({ created: 0, updated: 0, unchanged: 1, rejected: 0 });
    expect(get(await tree(), '990102002000')).toMatchObject({ validFrom: '2012-01-01', shortName: '老戊' });
  });

  test('a new name and new aliases update, known aliases do not', async () => {
    await write(...BASE);
    expect(counts(await write({ code: '990101000000', name: '新东区', aliases: ['东城区', '城东'] }))).toMatchObject({
      updated: 1,
    });
    expect(counts(await write({ code: '990101000000', name: '新东区', aliases: ['城东'] }))).toMatchObject({
      unchanged: 1,
    });
    expect(counts(await write({ code: '990101000000', name: '新东区', aliases: ['城东', '东边'] }))).toMatchObject({
      updated: 1,
    });
    const current = await tree();
    expect(current.aliases(get(current, '990101000000'))).toEqual(['东城区', '城东', '东边']);
    expect(get(current, '990101000000').shortName).toBe('新东');
    expect(get(await tree(1), '990101000000').name).toBe('东城区');
  });

  test('a functional zone takes townships along with their villages', async () => {
    await write(...BASE);
    const written = await write(
      { code: 'ZONE1', name: '开发区', parentCode: '990100000000', level: 'county', kind: 'functional_zone' },
      { code: '990101001000', name: '甲镇', parentCode: 'ZONE1' },
    );
    expect(counts(written)).toEqual({ created: 1, updated: 1, unchanged: 0, rejected: 0 });
    const current = await tree();
    const ids = (...codes: string[]) => codes.map((code) => get(current, code).id);
    expect(written.moved.map(({ regionId }) => regionId)).toEqual(
      ids('990101001000', '990101001001', '990101001002').sort((a, b) => a - b),
    );
    expect(written.moved.find(({ regionId }) => regionId === ids('990101001001')[0])).toMatchObject({
      oldPath: ids('990000000000', '990100000000', '990101000000', '990101001000', '990101001001'),
      newPath: ids('990000000000', '990100000000', 'ZONE1', '990101001000', '990101001001'),
    });
    expect(above(await tree(1), '990101001001')).toContain('东城区');
    expect(counts(await write(...BASE))).toMatchObject({ unchanged: 9 });
    expect(above(await tree(), '990101001001')).toContain('开发区');
    await expectSamePaths();
  });
});

describe('a merger', () => {
  const MERGED: readonly RegionRow[] = [
    { code: '990103000000', name: '中城区' },
    { code: '990101000000', name: '东城区', validTo: '2021-02-03', successorCode: '990103000000' },
    { code: '990102000000', name: '西城区', validTo: '2021-02-03', successorCode: '990103000000' },
  ];

  test('what ended passes into its successor, with what was left below it', async () => {
    await write(...BASE);
    const written = await write(...MERGED);
    expect(counts(written)).toEqual({ created: 1, updated: 2, unchanged: 0, rejected: 0 });
    expect(written.moved).toHaveLength(7);
    const current = await tree();
    const east = get(current, '990101000000');
    expect(current.inForce(east).name).toBe('中城区');
    expect(current.children(get(current, '990100000000')).map(({ name }) => name)).toEqual(['中城区']);
    expect(current.children(get(current, '990103000000')).map(({ name }) => name)).toEqual(['甲镇', '乙街道', '丙镇']);
    expect(above(current, '990101001001')).toEqual(['测试省', '中央市', '中城区', '甲镇']);
    expect(current.contains(get(current, '990103000000'), east)).toBe(true);
    expect(current.fullName(east)).toBe('测试省中央市东城区');
    expect(current.ended.map(({ name }) => name)).toEqual(['东城区', '西城区']);
    await expectSamePaths();
  });

  test('a successor that passes on in turn takes everything along', async () => {
    await write(...BASE);
    await write(...MERGED);
    const written = await write(
      { code: '990104000000', name: '大城区' },
      { code: '990103000000', name: '中城区', validTo: '2024-01-01', successorCode: '990104000000' },
    );
    expect(written.moved).toHaveLength(8);
    const current = await tree();
    expect(current.inForce(get(current, '990102000000')).name).toBe('大城区');
    expect(above(current, '990102001000')).toEqual(['测试省', '中央市', '大城区']);
    await expectSamePaths();
    await write({ code: '990101000000', name: '东城区', successorCode: '990104000000' });
    await expectSamePaths();
  });

  test('what is new below a region that had ended belongs to its successor', async () => {
    await write(...BASE);
    await write(...MERGED);
    await write({ code: '990101009000', name: '辛镇' });
    expect(above(await tree(), '990101009000')).toEqual(['测试省', '中央市', '中城区']);
    await expectSamePaths();
  });

  test('another successor moves what had been left below', async () => {
    await write(...BASE, { code: '990105000000', name: '南城区' });
    await write(...MERGED);
    await write({ code: '990101000000', name: '东城区', successorCode: '990105000000' });
    expect(above(await tree(), '990101001001')).toEqual(['测试省', '中央市', '南城区', '甲镇']);
    await expectSamePaths();
  });
});

describe('rows that cannot stand', () => {
  const problems = async (...rows: readonly RegionRow[]) =>
    (await write(...rows)).issues.map(({ row, problem, found }) => [row, problem, found]);

  test('are rejected with those that hang on them; the others go in', async () => {
    await write(...BASE);
    const written = await write(
      { code: 'N1', name: '甲', parentCode: 'NOWHERE', level: 'county' },
      { code: 'N2', name: '乙', parentCode: 'N1', level: 'township' },
      { code: '990102003000', name: '好镇' },
    );
    expect(written.outcomes).toEqual(['rejected', 'rejected', 'created']);
    expect(written.issues).toEqual([
      { row: 0, problem: 'unknown_parent', found: 'NOWHERE' },
      { row: 1, problem: 'unknown_parent', found: 'N1' },
    ]);
    expect(written.issues.map((issue) => treeIssueMessage(issue).zh)).toContain('上级代码 NOWHERE 不存在');
    const codes = await sql<{ code: string }>`/* test.codes */ select code from regions`.execute(database.db);
    expect(codes.rows).toHaveLength(10);
  });

  test('each problem has its name', async () => {
    await write(...BASE);
    expect(
      await problems(
        { code: 'ZONE2', name: '无上级', level: 'county' },
        { code: '990101003000', name: '己镇', parentCode: '990101001000' },
        { code: '990102000000', name: '西城区', validTo: '2021-01-01', successorCode: '999999000000' },
        { code: '990101000000', name: '东城区', successorCode: '990102000000' },
        { code: '990102001000', name: '丙镇', validFrom: '2021-01-01', validTo: '2020-01-01' },
      ),
    ).toEqual([
      [0, 'missing_parent', null],
      [1, 'wrong_level', '990101001000'],
      [2, 'unknown_successor', '999999000000'],
      [3, 'successor_without_end', '990102000000'],
      [4, 'wrong_dates', '2020-01-01'],
    ]);
  });

  test('a circle of successors is broken at its rows, and only there', async () => {
    await write(...BASE);
    expect(
      await problems(
        { code: '990101000000', name: '东城区', validTo: '2021-01-01', successorCode: '990102000000' },
        { code: '990102000000', name: '西城区', validTo: '2021-01-01', successorCode: '990101000000' },
        { code: '990102009000', name: '庚镇' },
      ),
    ).toEqual([
      [0, 'circle', '990102000000'],
      [1, 'circle', '990101000000'],
    ]);
    expect(above(await tree(), '990102009000')).toEqual(['测试省', '中央市', '西城区']);
  });

  test('a level that the code does not tell is the one below the parent', async () => {
    await write(...BASE);
    await write(
      { code: 'GRID-1', name: '一格', parentCode: '990101001001' },
      { code: 'X', name: '飞地', parentCode: '990100000000' },
    );
    const current = await tree();
    expect(get(current, 'GRID-1').level).toBe('grid');
    expect(get(current, 'X').level).toBe('county');
    expect(counts(await write({ code: 'X2', name: '新飞地', parentCode: 'X' })).created).toBe(1);
    expect(get(await tree(), 'X2').level).toBe('township');
  });
});

test('a rehearsal that is rolled back leaves nothing', async () => {
  await write(...BASE);
  const rehearsal = database.db.transaction().execute(async (trx) => {
    expect((await importInto(trx, [{ code: '990102003000', name: '好镇' }])).created).toBe(1);
    throw new Error('rehearsed');
  });
  await expect(rehearsal).rejects.toThrow('rehearsed');
  expect((await tree()).find('990102003000')).toBeNull();
});
