import type { Kysely } from 'kysely';
import type { Database } from '../db/database.ts';
import { AnlanError } from '../kernel/errors.ts';
import { loadTree, treeVersion } from './load-tree.ts';
import type { RegionTree } from './tree.ts';

export interface TreeHolder {
  /** The tree as of the last refresh. @throws AnlanError INTERNAL before the first one */
  current(): RegionTree;
  /** Reads the tree again if an import changed it. */
  refresh(): Promise<void>;
  /** The tree as it was after an import. */
  at(importId: number): Promise<RegionTree>;
}

/** Keeps the current tree and the `kept` trees of the past that were asked for last. */
export function createTreeHolder({ db, kept = 4 }: { db: Kysely<Database>; kept?: number }): TreeHolder {
  let current: RegionTree | null = null;
  let refreshing: Promise<void> | null = null;
  const past = new Map<number, Promise<RegionTree>>();

  const reload = async () => {
    const version = await treeVersion(db);
    if (current?.version !== version) current = await loadTree(db, version);
  };

  const remember = (version: number): Promise<RegionTree> => {
    const tree = past.get(version) ?? loadTree(db, version);
    past.delete(version);
    past.set(version, tree);
    tree.catch(() => past.delete(version));
    for (const oldest of past.keys()) if (past.size > kept) past.delete(oldest);
    return tree;
  };

  return {
    current() {
      if (current === null) throw new AnlanError('INTERNAL', 'the region tree was asked for before it was read');
      return current;
    },
    refresh() {
      refreshing = (refreshing ?? Promise.resolve()).catch(() => {}).then(reload);
      return refreshing;
    },
    async at(importId) {
      const version = await treeVersion(db, importId);
      return current?.version === version ? current : remember(version);
    },
  };
}
