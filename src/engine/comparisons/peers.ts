import { AnlanError } from '../../kernel/errors.ts';
import type { Region, RegionLevel } from '../../regions/region.ts';
import type { RegionTree } from '../../regions/tree.ts';
import type { RankScope } from './rank.ts';

const MOST_PEERS = 3000;
const LEVELS = { COUNTY: 'county', CITY: 'city', PROVINCE: 'province' } as const satisfies Record<
  Exclude<RankScope, 'PARENT'>,
  RegionLevel
>;

/** The region within which a region is ranked; null where nothing of that level lies above it. */
export function scopeOf(tree: RegionTree, region: Region, scope: RankScope): Region | null {
  const above = tree.ancestors(region);
  return (scope === 'PARENT' ? above.at(-1) : above.findLast(({ level }) => level === LEVELS[scope])) ?? null;
}

export interface Peers {
  readonly peers: readonly Region[];
  /** The same for all who are ranked among these. */
  readonly key: string;
}

/**
 * All in force of the region's level within the scope, itself included; functional zones count among their level.
 * @throws AnlanError QUERY_TOO_LARGE above 3000
 */
export function peersOf(tree: RegionTree, region: Region, scope: Region): Peers {
  const peers = tree.descendants(scope, region.level);
  if (peers.length > MOST_PEERS) {
    throw new AnlanError(
      'QUERY_TOO_LARGE',
      `expected a rank among at most ${MOST_PEERS} regions; ${scope.name} has ${peers.length} of this level`,
      { limit: MOST_PEERS, found: peers.length },
    );
  }
  const key = `${scope.id}|${region.level}`;
  const among = region.validTo === null || peers.some(({ id }) => id === region.id);
  return among ? { peers, key } : { peers: [...peers, region], key: `${key}|${region.id}` };
}
