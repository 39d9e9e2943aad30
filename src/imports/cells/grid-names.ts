import { normaliseText } from '../../kernel/chinese.ts';
import type { Region } from '../../regions/region.ts';
import type { RegionTree } from '../../regions/tree.ts';

/** Each grid that a wording can mean at or below a place; none where it is a code already, or no grid is called so. */
export type GridNames = (wording: string, regionId: number) => readonly Region[];

export const NO_GRIDS: GridNames = () => [];

/** A grid is looked up by name within the village or township of its row; the names of a place are gathered once. */
export function createGridNames(tree: RegionTree): GridNames {
  const places: (ReadonlyMap<string, readonly Region[]> | undefined)[] = [];
  const namesIn = (regionId: number): ReadonlyMap<string, readonly Region[]> => {
    const known = places[regionId];
    if (known !== undefined) return known;
    const region = tree.known(regionId);
    const below = region === null ? [] : tree.descendants(region, 'grid');
    const named = below.flatMap((grid) =>
      [...new Set([grid.name, grid.shortName, ...tree.aliases(grid)])].map((name) => ({ name: plain(name), grid })),
    );
    const found =
      named.length === 0
        ? NO_NAMES
        : new Map(
            [...Map.groupBy(named, ({ name }) => name)].map(([name, all]) => [name, all.map(({ grid }) => grid)]),
          );
    places[regionId] = found;
    return found;
  };
  return (wording, regionId) => {
    const names = namesIn(regionId);
    if (names.size === 0 || tree.find(wording)?.level === 'grid') return [];
    return names.get(plain(wording)) ?? [];
  };
}

/** One for all places without grids, which are most. */
const NO_NAMES: ReadonlyMap<string, readonly Region[]> = new Map();

const plain = (text: string): string => normaliseText(text).replaceAll(' ', '');
