import type { Region } from '../regions/region.ts';
import type { RegionTree } from '../regions/tree.ts';

export const SCOPES = ['indicators:read', 'records:read', 'imports:write', 'keys:manage'] as const;
export type Scope = (typeof SCOPES)[number];

/** Who asks, and what may be seen. */
export interface Viewer {
  readonly keyId: string;
  readonly agency: string;
  readonly scopes: readonly Scope[];
  /** Codes of the subtrees that may be read; null: all. */
  readonly reach: readonly string[] | null;
}

export function canSee(viewer: Viewer, tree: RegionTree, region: Region): boolean {
  if (viewer.reach === null) return true;
  return viewer.reach.some((code) => {
    const root = tree.find(code);
    return root !== null && tree.contains(root, region);
  });
}
