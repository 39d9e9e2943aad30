import { AnlanError } from '../kernel/errors.ts';
import { REGION_LEVELS, type Region, type RegionLevel } from './region.ts';
import type { RegionTree } from './tree.ts';

/** One region as it is stored; `parentId` is the place above it while it was in force. */
export type TreeRow = Omit<Region, 'path'>;

export interface TreeAlias {
  readonly regionId: number;
  readonly alias: string;
}

type Draft = Omit<Region, 'path' | 'parentId'> & { path: readonly number[]; parentId: number | null };

/**
 * The tree of these rows, whose parents and successors must be among them.
 * The path of a region that ended runs through its successor, and so does that of what was left below it.
 */
export function createTree(rows: Iterable<TreeRow>, aliases: Iterable<TreeAlias>, version: number): RegionTree {
  // By id: ids are given out one after the other, and an array is a third of the size of a map.
  const regions: (Draft | undefined)[] = [];
  const all: Draft[] = [];
  const codes = new Map<string, Region>();
  for (const row of rows) {
    const region = draftOf(row);
    regions[row.id] = region;
    all.push(region);
    codes.set(row.code, region);
  }
  const byId = (id: number): Draft => regions[id] ?? missing(id);
  for (const region of all) walk(region, byId, 0);

  const roots: Region[] = [];
  const ended: Region[] = [];
  const children = new Map<number, Region[]>();
  const townships = new Map<number, number>();
  for (const region of all) {
    if (region.validTo !== null) {
      ended.push(region);
      continue;
    }
    region.parentId = region.path.at(-2) ?? null;
    (region.parentId === null ? roots : listOf(children, region.parentId)).push(region);
    if (region.level === 'township') for (const id of region.path) townships.set(id, (townships.get(id) ?? 0) + 1);
  }

  for (const list of [roots, ended, ...children.values()]) sortByCode(list);

  const names = new Map<number, string[]>();
  const oldCodes = new Map<string, Region | null>();
  for (const { regionId, alias } of aliases) {
    const region = regions[regionId];
    if (region === undefined) continue;
    listOf(names, regionId).push(alias);
    if (/^\d{12}$/.test(alias)) oldCodes.set(alias, oldCodes.has(alias) ? null : region);
  }

  const inForce = (region: Region): Region => {
    let at = region;
    while (at.validTo !== null && at.successorId !== null) at = byId(at.successorId);
    return at;
  };
  const childrenOf = (region: Region): readonly Region[] => children.get(region.id) ?? NONE;
  const below = createBelow(childrenOf);
  return {
    version,
    byId,
    known: (id) => regions[id] ?? null,
    find: (code) => codes.get(code) ?? oldCodes.get(code) ?? null,
    inForce,
    roots,
    ended,
    children: childrenOf,
    descendants: below,
    ancestors: (region) => region.path.slice(0, -1).map(byId),
    ancestorAt(region, level) {
      const id = region.path.findLast((step) => byId(step).level === level);
      return id === undefined ? null : byId(id);
    },
    contains: (ancestor, region) => region.path.includes(ancestor.id),
    townshipCount: (region) => townships.get(region.id) ?? (isBelowTownship(region, byId) ? 1 : 0),
    fullName: (region) => fullName(region, byId),
    aliases: (region) => names.get(region.id) ?? NO_NAMES,
    all: () => all.values(),
  };
}

/** Written out, since a spread takes far longer for some 600,000 regions. */
const draftOf = (row: TreeRow): Draft => ({
  id: row.id,
  code: row.code,
  name: row.name,
  shortName: row.shortName === row.name ? row.name : row.shortName,
  level: row.level,
  kind: row.kind,
  parentId: row.parentId,
  path: NOT_YET,
  validFrom: row.validFrom,
  validTo: row.validTo,
  successorId: row.successorId,
});

const NOT_YET: readonly number[] = [];
const NONE: readonly Region[] = [];
const NO_NAMES: readonly string[] = [];
const DEEPEST = 64;

function walk(region: Draft, byId: (id: number) => Draft, depth: number): readonly number[] {
  if (depth > DEEPEST) throw new AnlanError('INTERNAL', `what lies above region ${region.code} forms a circle`);
  if (region.path === NOT_YET) {
    const passedInto = region.validTo === null ? null : region.successorId;
    const above = passedInto ?? region.parentId;
    const parent = above === null ? null : byId(above);
    const upper = parent === null ? NOT_YET : walk(parent, byId, depth + 1);
    region.path = [...(parent === null || parent.validTo === null ? upper : upper.slice(0, -1)), region.id];
  }
  return region.path;
}

function createBelow(childrenOf: (region: Region) => readonly Region[]): RegionTree['descendants'] {
  const kept = new Map<string, readonly Region[]>();
  const collect = (region: Region, level: RegionLevel | undefined): readonly Region[] => {
    const found: Region[] = [];
    const depth = level === undefined ? REGION_LEVELS.length : REGION_LEVELS.indexOf(level);
    const visit = (from: Region) => {
      for (const child of childrenOf(from)) {
        if (level === undefined || child.level === level) found.push(child);
        if (REGION_LEVELS.indexOf(child.level) < depth) visit(child);
      }
    };
    visit(region);
    return sortByCode(found);
  };
  return (region, level) => {
    if (level === undefined || level === 'village' || level === 'grid') return collect(region, level);
    const key = `${region.id} ${level}`;
    const known = kept.get(key);
    if (known !== undefined) return known;
    const found = collect(region, level);
    kept.set(key, found);
    return found;
  };
}

function sortByCode(regions: Region[]): readonly Region[] {
  const sorted = regions.every(({ code }, at) => at === 0 || (regions[at - 1]?.code ?? '') < code);
  return sorted ? regions : regions.sort((a, b) => (a.code < b.code ? -1 : 1));
}

function isBelowTownship(region: Region, byId: (id: number) => Region): boolean {
  return region.validTo === null && region.path.some((id) => byId(id).level === 'township');
}

function fullName(region: Region, byId: (id: number) => Region): string {
  return (region.parentId === null ? '' : fullName(byId(region.parentId), byId)) + region.name;
}

function listOf<Item>(lists: Map<number, Item[]>, id: number): Item[] {
  const known = lists.get(id);
  if (known !== undefined) return known;
  const list: Item[] = [];
  lists.set(id, list);
  return list;
}

function missing(id: number): never {
  throw new AnlanError('INTERNAL', `the tree has no region with id ${id}`);
}
