import { type Kysely, sql } from 'kysely';
import { canSee, mayRead, type Viewer } from '../../access/viewer.ts';
import type { Database } from '../../db/database.ts';
import { AnlanError } from '../../kernel/errors.ts';
import type { RegionTree } from '../../regions/tree.ts';

/** How an import over the API names who made it. */
export const actorOf = ({ agency, keyId }: Pick<Viewer, 'agency' | 'keyId'>): string => `${agency} (${keyId})`;

const agencyOf = (actor: string): string => actor.slice(0, Math.max(0, actor.lastIndexOf(' (')));

/**
 * A key takes back imports of its datasets, none of the tree; a key of limited reach those of its own agency alone, for
 * regions within its reach: what others brought may have moved rows across.
 * @throws AnlanError NOT_FOUND, FORBIDDEN or OUT_OF_REACH
 */
export async function refuseForeign(
  db: Kysely<Database>,
  viewer: Viewer,
  tree: RegionTree,
  importId: number,
): Promise<void> {
  const { rows } = await sql<{ dataset: string; regionId: number | null; actor: string | null }>`
    /* imports.undoable */ select dataset, region_id, actor from imports where id = ${importId}::int`.execute(db);
  const [found] = rows;
  if (found === undefined || (found.dataset !== 'regions' && !mayRead(viewer, found.dataset))) {
    throw new AnlanError('NOT_FOUND', `expected the number of an import, got ${importId}`, { found: importId });
  }
  if (found.dataset === 'regions') {
    throw new AnlanError('FORBIDDEN', 'changes of the region tree are taken back by `npm run undo` only');
  }
  if (viewer.reach === null) return;
  const region = found.regionId === null ? null : tree.known(found.regionId);
  const own = found.actor !== null && agencyOf(found.actor) === viewer.agency;
  if (region !== null && own && canSee(viewer, tree, region)) return;
  throw new AnlanError('OUT_OF_REACH', 'expected an import that this agency made for a region within its reach', {
    found: importId,
  });
}
