import { normaliseText } from '../../kernel/chinese.ts';
import type { Region } from '../../regions/region.ts';
import type { RegionTree } from '../../regions/tree.ts';

/** The place below the region of a file that its sheet or its titles name; null where they name none, or several. */
export type NamedPlace = (sheet: string | null, titles: readonly string[]) => Region | null;

const LEVELS = ['county', 'township'] as const;
const SHORTEST = 3;

export const createNamedPlace =
  (tree: RegionTree, scope: Region | null): NamedPlace =>
  (sheet, titles) => {
    if (scope === null) return null;
    const name = plain(sheet ?? '');
    const texts = titles.map(plain);
    for (const level of LEVELS) {
      const found = tree
        .descendants(scope, level)
        .filter(
          (region) =>
            name === region.name ||
            name === region.shortName ||
            (region.name.length >= SHORTEST && texts.some((text) => text.includes(region.name))),
        );
      const [one, ...more] = found;
      if (one !== undefined) return more.length === 0 ? one : null;
    }
    return null;
  };

const plain = (text: string): string => normaliseText(text).replaceAll(' ', '');
