import { type Kysely, sql } from 'kysely';
import type { Database } from '../db/database.ts';
import {
  type Cause,
  createKey,
  type IssuedKey,
  inTransaction,
  type KeyRecord,
  keyColumns,
  noKey,
  revokeKey,
} from './keys.ts';
import type { NewKey } from './new-key.ts';
import { type Rotation, rotateKey } from './rotate-key.ts';
import { type Budgets, DEFAULT_BUDGETS, type Viewer } from './viewer.ts';

interface KeyPage {
  readonly first: number;
  /** The id of the last key of the page before; null from the beginning. */
  readonly after: string | null;
}

/** Keys as one key manages them: those whose reach and datasets lie within its own. Others are not there. */
export interface KeyDesk {
  /** Newest first, one more than asked for where there are more. */
  readonly page: (page: KeyPage) => Promise<readonly KeyRecord[]>;
  readonly count: () => Promise<number>;
  /** @throws AnlanError FORBIDDEN for what the viewer lacks; as `createKey` */
  readonly create: (wanted: NewKey) => Promise<IssuedKey>;
  /** @throws AnlanError as `rotateKey`, FORBIDDEN for what the viewer lacks */
  readonly rotate: (id: string, rotation: Rotation) => Promise<IssuedKey & { readonly oldExpiresAt: Date }>;
  /** @throws AnlanError NOT_FOUND */
  readonly revoke: (id: string) => Promise<{ readonly id: string; readonly revokedAt: Date }>;
}

interface KeyDeskOptions {
  readonly db: Kysely<Database>;
  readonly viewer: Viewer;
  /** Codes of all datasets. */
  readonly datasets: readonly string[];
  /** The request that asks. */
  readonly cause: () => Cause;
}

export function createKeyDesk({ db, viewer, datasets, cause }: KeyDeskOptions): KeyDesk {
  const by = () => ({ giver: viewer, datasets, cause: cause() });
  const managed = managedBy(viewer);
  const usual = lesser(DEFAULT_BUDGETS, viewer.budgets);

  const require = async (trx: Kysely<Database>, id: string): Promise<void> => {
    const { rows } = await sql`/* access.managed_key */
      select from api_keys k where id = ${id} and ${managed} for update`.execute(trx);
    if (rows.length === 0) noKey(id);
  };

  return {
    async page({ first, after }) {
      const { rows } = await sql<KeyRecord>`/* access.keys_page */
        select ${keyColumns} from api_keys k
        where ${managed} and (${after}::text is null
          or (created_at, id) < (select created_at, id from api_keys where id = ${after}))
        order by created_at desc, id desc limit ${first + 1}`.execute(db);
      return rows;
    },
    async count() {
      const { rows } = await sql<{ keys: number }>`/* access.keys_count */
        select count(*)::int as keys from api_keys k where ${managed}`.execute(db);
      return rows[0]?.keys ?? 0;
    },
    create: (wanted) => createKey(db, { ...wanted, budgets: { ...usual, ...wanted.budgets } }, by()),
    rotate: (id, rotation) =>
      inTransaction(db, async (trx) => {
        await require(trx, id);
        return rotateKey(trx, id, rotation, by());
      }),
    revoke: (id) =>
      inTransaction(db, async (trx) => {
        await require(trx, id);
        return revokeKey(trx, id, by());
      }),
  };
}

const lesser = (one: Budgets, other: Budgets): Budgets => ({
  costPerMinute: Math.min(one.costPerMinute, other.costPerMinute),
  costBurst: Math.min(one.costBurst, other.costBurst),
  requestsPerMinute: Math.min(one.requestsPerMinute, other.requestsPerMinute),
  concurrency: Math.min(one.concurrency, other.concurrency),
});

/** A key `k` that reaches no region and no dataset that the viewer does not. */
function managedBy({ reach, datasets }: Viewer) {
  const regions = reach && sql`${[...reach]}::text[]`;
  const ofReach =
    regions === null
      ? sql`true`
      : sql`k.reach is not null and k.reach <@ array(
          select below.code from current_regions below
          where below.path && array(select id from regions where code = any(${regions})) and below.code = any(k.reach))`;
  const ofDatasets = datasets === null ? sql`true` : sql`k.datasets <@ ${[...datasets]}::text[]`;
  return sql`(${ofReach}) and coalesce(${ofDatasets}, false)`;
}
