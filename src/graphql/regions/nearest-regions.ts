import { canSee, type Viewer } from '../../access/viewer.ts';
import { REGION_LEVELS, type Region, type RegionLevel } from '../../regions/region.ts';
import type { RegionTree } from '../../regions/tree.ts';

const NEAREST = 5;
const LONGEST = 40;
/** Digits of a code that may be wrong. */
const WRONG_DIGITS = 2;
/** Digits that tell a region of a level apart; those below it have the same ones. */
const DIGITS: Readonly<Record<RegionLevel, number>> = {
  province: 2,
  city: 4,
  county: 6,
  township: 9,
  village: 12,
  grid: 12,
};

/**
 * Regions one of whose names holds the text, highest first and as far as townships, or whose codes differ from it in few
 * digits, most alike first. Looks only where one can be: a wrong code costs the same in a province and in the nation.
 */
export function nearestRegions(viewer: Viewer, tree: RegionTree, code: string): readonly Region[] {
  const wanted = code.normalize('NFKC').trim();
  if (wanted === '' || wanted.length > LONGEST) return [];
  const inSight = (region: Region) => canSee(viewer, tree, region);
  return /^\d+$/.test(wanted) ? nearCode(tree, wanted, inSight) : withName(tree, wanted, inSight);
}

type Sight = (region: Region) => boolean;

function withName(tree: RegionTree, wanted: string, inSight: Sight): readonly Region[] {
  const found: Region[] = [];
  const holds = (name: string) => name.includes(wanted);
  for (const level of REGION_LEVELS.slice(0, REGION_LEVELS.indexOf('township') + 1)) {
    for (const region of tree.roots.flatMap((root) =>
      root.level === level ? [root] : tree.descendants(root, level),
    )) {
      if ((holds(region.name) || tree.aliases(region).some(holds)) && inSight(region)) found.push(region);
      if (found.length === NEAREST) return found;
    }
  }
  return found;
}

function nearCode(tree: RegionTree, wanted: string, inSight: Sight): readonly Region[] {
  const found: { readonly region: Region; readonly score: number }[] = [];
  const look = (region: Region): void => {
    const told = DIGITS[region.level];
    if (same(wanted, region.code, told) < Math.min(wanted.length, told) - WRONG_DIGITS) return;
    const score = likeness(wanted, region.code);
    if (score > 0 && inSight(region)) found.push({ region, score });
    if (wanted.length > told) tree.children(region).forEach(look);
  };
  tree.roots.filter(({ code }) => wanted.length >= 2 && code.startsWith(wanted.slice(0, 2))).forEach(look);
  found.sort((a, b) => b.score - a.score || (a.region.code < b.region.code ? -1 : 1));
  return found.slice(0, NEAREST).map(({ region }) => region);
}

/** The digits they share, and among equals the ones that share more of the first; zero where too many differ. */
function likeness(wanted: string, code: string): number {
  const most = Math.min(wanted.length, code.length);
  const digits = same(wanted, code, most);
  let first = 0;
  while (first < most && wanted[first] === code[first]) first++;
  return digits < most - WRONG_DIGITS ? 0 : digits + first / 100;
}

function same(one: string, other: string, most: number): number {
  let count = 0;
  for (let at = 0; at < most && at < one.length; at++) if (one.charCodeAt(at) === other.charCodeAt(at)) count++;
  return count;
}
