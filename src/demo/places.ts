import type { Region } from '../regions/region.ts';
import type { RegionTree } from '../regions/tree.ts';
import type { Unit } from './units.ts';

/** A unit of the tree with the places where its records may lie: its villages, and its townships themselves. */
export function unitOf(tree: RegionTree, code: string, without: readonly string[] = []): Unit {
  const region = found(tree, code);
  const left = without.map((one) => found(tree, one));
  const places = [...tree.descendants(region, 'village'), ...tree.descendants(region, 'township')];
  if (region.level === 'township') places.push(region);
  const within = places.filter((place) => !left.some((one) => tree.contains(one, place)));
  return { code, villages: within.map((place) => place.code) };
}

/** Codes of the regions right below one, those without a village left out. */
export function unitsBelow(tree: RegionTree, code: string): readonly string[] {
  return tree
    .children(found(tree, code))
    .filter((child) => tree.descendants(child, 'village').length > 0)
    .map((child) => child.code);
}

function found(tree: RegionTree, code: string): Region {
  const region = tree.find(code);
  if (region === null) throw new Error(`the demo expects region ${code} in the tree`);
  return region;
}
