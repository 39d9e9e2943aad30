import type { Day } from '../../kernel/day.ts';
import type { Region } from '../../regions/region.ts';
import type { RegionTree } from '../../regions/tree.ts';

/** Whether a region itself became another one, or only its parts did. */
export type Redrawn = 'itself' | 'parts';

/**
 * What happened to a region after one day and before another; null: nothing. It is another region where it was founded,
 * or took in or gave away a region that ended; mergers of two of its parts leave it as it was.
 */
export function redrawn(tree: RegionTree, region: Region, after: Day, before: Day): Redrawn | null {
  const between = (day: Day | null): boolean => day !== null && day > after && day < before;
  if (between(region.validFrom)) return 'itself';
  let parts = false;
  for (const one of tree.ended) {
    if (one.id === region.id || !between(one.validTo)) continue;
    // The path of a region that ended runs through its successor; its parent is the one it had.
    const was = one.parentId !== null && tree.contains(region, tree.byId(one.parentId));
    if (was !== tree.contains(region, one)) return 'itself';
    parts ||= was;
  }
  return parts || tree.children(region).some(({ validFrom }) => between(validFrom)) ? 'parts' : null;
}
