import { createTree, type TreeAlias, type TreeRow } from '../../../src/regions/create-tree.ts';
import { readDivisions } from '../../../src/regions/divisions.ts';
import type { Region } from '../../../src/regions/region.ts';
import type { RegionRow } from '../../../src/regions/region-row.ts';
import { shortNameOf } from '../../../src/regions/short-name.ts';
import { codesAbove, levelOfCode } from '../../../src/regions/statutory-code.ts';
import type { RegionTree } from '../../../src/regions/tree.ts';

/** The functional zone with its four townships, three counties that ended, and two misspellings. */
export const ZONE_AND_ENDED: readonly RegionRow[] = [
  {
    code: '350599000000',
    name: '泉州台商投资区',
    parentCode: '350500000000',
    level: 'county',
    kind: 'functional_zone',
    aliases: ['台商投资区', '泉州台投区'],
    validFrom: '2012-01-01',
  },
  ...[
    ['350521104000', '洛阳镇'],
    ['350521105000', '东园镇'],
    ['350521106000', '张坂镇'],
    ['350521200000', '百崎回族乡'],
  ].map(([code = '', name = '']) => ({ code, name, parentCode: '350599000000', validFrom: '2012-01-01' })),
  ...[
    ['350402000000', '梅列区', '350404000000'],
    ['350403000000', '三元区', '350404000000'],
    ['350427000000', '沙县', '350405000000'],
  ].map(([code = '', name = '', successorCode = '']) => ({
    code,
    name,
    parentCode: '350400000000',
    validTo: '2021-02-03',
    successorCode,
  })),
  { code: '350425205000', name: '谢洋乡', aliases: ['谢阳乡'] },
  { code: '350205002000', name: '新阳街道', aliases: ['新垵街道'] },
];

/** A tree of the real divisions, with further rows laid over them. */
export async function realTree(within: readonly string[], more: readonly RegionRow[] = []): Promise<RegionTree> {
  const rows = new Map<string, RegionRow>();
  for await (const row of readDivisions({ within })) rows.set(row.code, row);
  for (const row of more) {
    const before = rows.get(row.code);
    rows.set(row.code, { ...before, ...row, aliases: [...(before?.aliases ?? []), ...(row.aliases ?? [])] });
  }
  const ids = new Map([...rows.keys()].map((code, at) => [code, at + 1]));
  const aliases: TreeAlias[] = [];
  const drafts: TreeRow[] = [];
  for (const row of rows.values()) {
    const id = idOf(ids, row.code);
    const level = row.level ?? levelOfCode(row.code) ?? 'village';
    const parent = row.parentCode ?? codesAbove(row.code)[0] ?? null;
    for (const alias of row.aliases ?? []) aliases.push({ regionId: id, alias });
    drafts.push({
      id,
      code: row.code,
      name: row.name,
      shortName: shortNameOf(row.name, level, row.kind ?? 'statutory'),
      level,
      kind: row.kind ?? 'statutory',
      parentId: parent === null ? null : idOf(ids, parent),
      validFrom: row.validFrom ?? null,
      validTo: row.validTo ?? null,
      successorId: row.successorCode == null ? null : idOf(ids, row.successorCode),
    });
  }
  return createTree(drafts, aliases, 1);
}

export function regionOf(tree: RegionTree, code: string): Region {
  const region = tree.find(code);
  if (region === null) throw new Error(`no region ${code}`);
  return region;
}

function idOf(ids: ReadonlyMap<string, number>, code: string): number {
  const id = ids.get(code);
  if (id === undefined) throw new Error(`no row ${code}`);
  return id;
}
