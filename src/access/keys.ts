import { type Kysely, sql } from 'kysely';
import type { Database } from '../db/database.ts';
import { AnlanError } from '../kernel/errors.ts';
import { appendAudit } from './audit/append.ts';
import { mintKey } from './key.ts';
import { checkGrant, checkNewKey, checkReach, type NewKey, rightsOf } from './new-key.ts';
import type { Budgets, Viewer } from './viewer.ts';

/** What is known of a key; never its secret. */
export interface KeyRecord extends Budgets {
  readonly id: string;
  readonly agency: string;
  readonly scopes: readonly string[];
  readonly reach: readonly string[] | null;
  readonly datasets: readonly string[] | null;
  readonly disclosure: 'exact' | 'restricted';
  readonly trustedOnly: boolean;
  readonly purpose: string | null;
  readonly agreement: string | null;
  readonly createdBy: string | null;
  /** The key that this one took the place of. */
  readonly replaces: string | null;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly revokedAt: Date | null;
  readonly lastUsedAt: Date | null;
  /** Whole days until it expires, by the clock of the database; below 0 when it has. */
  readonly daysLeft: number;
}

/** A key as it is handed over: its text is given once and cannot be had again. */
export interface IssuedKey {
  readonly id: string;
  readonly text: string;
  readonly expiresAt: Date;
}

export interface KeyGiver {
  /** The key that gives; null: whoever can write to the database. */
  readonly giver?: Viewer | null;
  /** Codes of all datasets; where given, others are refused. */
  readonly datasets?: readonly string[] | null;
  readonly replaces?: string | null;
  readonly cause?: Cause | undefined;
}

/** The request that made it happen, or who did it at a terminal. */
export type Cause =
  | {
      readonly requestId: string;
      /** SHA-256 of its document. */
      readonly operation: string;
    }
  | { readonly actor: string };

/** Within a transaction, or in one of its own. */
export const inTransaction = <Result>(
  db: Kysely<Database>,
  work: (trx: Kysely<Database>) => Promise<Result>,
): Promise<Result> => (db.isTransaction ? work(db) : db.transaction().execute(work));

export const keyColumns = sql`id, agency, scopes, reach, datasets, disclosure, trusted_only, purpose, agreement, created_by,
  replaces, created_at, expires_at, revoked_at, last_used_at, cost_per_minute, cost_burst, requests_per_minute, concurrency,
  floor(extract(epoch from expires_at - now()) / 86400)::int as days_left`;

/**
 * @throws AnlanError BAD_USER_INPUT for an empty agency, unknown scopes or a life out of bounds; UNKNOWN_REGION for reach;
 * FORBIDDEN where the giver lacks what it would give
 */
export async function createKey(
  db: Kysely<Database>,
  wanted: NewKey,
  { giver = null, datasets = null, replaces = null, cause }: KeyGiver = {},
): Promise<IssuedKey> {
  checkNewKey(wanted, datasets);
  await checkReach(db, wanted.reach);
  const rights = rightsOf(wanted);
  if (giver !== null) await checkGrant(db, giver, rights);
  const key = mintKey();
  const { budgets } = rights;
  const list = (codes: readonly string[] | null) => sql`${codes === null ? null : [...codes]}::text[]`;
  return inTransaction(db, async (trx) => {
    const { rows } = await sql<{ expiresAt: Date }>`
      /* access.create_key */
      insert into api_keys (id, secret_hash, agency, scopes, reach, datasets, disclosure, trusted_only, purpose, agreement,
        cost_per_minute, cost_burst, requests_per_minute, concurrency, created_by, replaces, expires_at)
      values (${key.id}, ${key.secretHash}, ${wanted.agency.trim()}, ${list(rights.scopes)}, ${list(rights.reach)},
        ${list(rights.datasets)}, ${rights.disclosure}, ${rights.trustedOnly}, ${wanted.purpose ?? null},
        ${wanted.agreement ?? null}, ${budgets.costPerMinute}, ${budgets.costBurst}, ${budgets.requestsPerMinute},
        ${budgets.concurrency}, ${giver?.keyId ?? null}, ${replaces}, now() + ${wanted.days} * interval '1 day')
      returning expires_at`.execute(trx);
    const expiresAt = rows[0]?.expiresAt;
    if (expiresAt === undefined) throw new AnlanError('INTERNAL', 'expected the new key back from the database');
    await appendAudit(trx, [
      {
        ...cause,
        kind: 'key.created',
        keyId: giver?.keyId ?? null,
        subject: key.id,
        regions: rights.reach ?? [],
        result: 'done',
      },
    ]);
    return { id: key.id, text: key.text, expiresAt };
  });
}

/** All keys, newest first. */
export async function listKeys(db: Kysely<Database>): Promise<readonly KeyRecord[]> {
  const { rows } = await sql<KeyRecord>`
    /* access.list_keys */ select ${keyColumns} from api_keys order by created_at desc, id`.execute(db);
  return rows;
}

/** @throws AnlanError NOT_FOUND */
export async function showKey(db: Kysely<Database>, id: string): Promise<KeyRecord> {
  const { rows } = await sql<KeyRecord>`
    /* access.show_key */ select ${keyColumns} from api_keys where id = ${id}`.execute(db);
  return rows[0] ?? noKey(id);
}

/** From a second later on the key opens nothing. Once more changes nothing. @throws AnlanError NOT_FOUND */
export function revokeKey(
  db: Kysely<Database>,
  id: string,
  { giver = null, cause }: Pick<KeyGiver, 'giver' | 'cause'> = {},
): Promise<{ id: string; revokedAt: Date }> {
  return inTransaction(db, async (trx) => {
    const { rows } = await sql<{ id: string; revokedAt: Date }>`
      /* access.revoke_key */
      update api_keys set revoked_at = coalesce(revoked_at, now()) where id = ${id} returning id, revoked_at`.execute(
      trx,
    );
    const revoked = rows[0] ?? noKey(id);
    await appendAudit(trx, [
      { ...cause, kind: 'key.revoked', keyId: giver?.keyId ?? null, subject: id, result: 'done' },
    ]);
    return revoked;
  });
}

/** @throws AnlanError NOT_FOUND */
export function noKey(id: string): never {
  throw new AnlanError(
    'NOT_FOUND',
    `expected the id of a key (the eight letters after anlan_), got ${JSON.stringify(id.slice(0, 20))}`,
  );
}
