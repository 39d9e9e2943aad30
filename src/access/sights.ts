import { type Kysely, sql } from 'kysely';
import { LRUCache } from 'lru-cache';
import type { Database } from '../db/database.ts';
import { EVERYWHERE, type Sight } from '../db/sight.ts';
import type { RegionTree } from '../regions/tree.ts';
import type { Viewer } from './viewer.ts';

/** What a viewer sees, for the policies of the database. */
export type Sights = (viewer: Pick<Viewer, 'reach'>, tree: RegionTree) => Sight | Promise<Sight>;

interface SightsOptions {
  readonly db: Kysely<Database>;
  /** Of the newest tree. */
  readonly version: () => number;
}

/** The subtrees of a reach as they are and ever were, since the past is read too: looked up once for each tree. */
export function createSights({ db, version }: SightsOptions): Sights {
  const known = new LRUCache<string, Promise<Sight>>({ max: 1000 });
  return ({ reach }, tree) => {
    if (reach === null) return EVERYWHERE;
    const roots = reach.flatMap((code) => tree.find(code)?.id ?? []).sort((a, b) => a - b);
    const key = `${version()}|${roots}`;
    const found = known.get(key) ?? lookUp(db, roots);
    known.set(key, found);
    found.catch(() => known.delete(key));
    return found;
  };
}

async function lookUp(db: Kysely<Database>, roots: readonly number[]): Promise<Sight> {
  const { rows } = await sql<{ readonly sight: string | null }>`
    /* access.sight */ select range_agg(int4range(region_id, region_id, '[]'))::text as sight
    from region_versions where path && ${[...roots]}::int[]`.execute(db);
  return rows[0]?.sight ?? '{}';
}
