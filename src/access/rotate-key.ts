import { type Kysely, sql } from 'kysely';
import type { Database } from '../db/database.ts';
import { AnlanError } from '../kernel/errors.ts';
import { appendAudit } from './audit/append.ts';
import { createKey, type IssuedKey, inTransaction, type KeyGiver, showKey } from './keys.ts';
import { LONGEST_LIFE_DAYS } from './new-key.ts';
import { SCOPES } from './viewer.ts';

export const LONGEST_OVERLAP_DAYS = 7;
const DAY_MS = 86_400_000;

export interface Rotation {
  /** Days that the old key still opens beside the new one: 0 to 7. */
  readonly overlapDays: number;
  /** Life of the new key, 1 to 365; as long as that of the old one when left out. */
  readonly days?: number | undefined;
}

/**
 * A new key with the rights of an old one, which expires after the overlap.
 * @throws AnlanError NOT_FOUND; CONFLICT for a key that is revoked, expired or replaced; BAD_USER_INPUT
 */
export async function rotateKey(
  db: Kysely<Database>,
  id: string,
  { overlapDays, days }: Rotation,
  by: Omit<KeyGiver, 'replaces'> = {},
): Promise<IssuedKey & { readonly oldExpiresAt: Date }> {
  if (!(overlapDays >= 0 && overlapDays <= LONGEST_OVERLAP_DAYS)) {
    throw new AnlanError(
      'BAD_USER_INPUT',
      `expected an overlap of 0 to ${LONGEST_OVERLAP_DAYS} days, got ${overlapDays}`,
    );
  }
  const old = await showKey(db, id);
  if (old.revokedAt !== null || old.daysLeft < 0) {
    throw new AnlanError(
      'CONFLICT',
      `expected a key in force; ${id} is ${old.revokedAt === null ? 'expired' : 'revoked'}`,
    );
  }
  const life = Math.round((old.expiresAt.getTime() - old.createdAt.getTime()) / DAY_MS);
  const { costPerMinute, costBurst, requestsPerMinute, concurrency } = old;
  const wanted = {
    ...old,
    scopes: SCOPES.filter((scope) => old.scopes.includes(scope)),
    budgets: { costPerMinute, costBurst, requestsPerMinute, concurrency },
    days: days ?? Math.min(LONGEST_LIFE_DAYS, Math.max(1, life)),
  };
  return inTransaction(db, async (trx) => {
    const { rows } = await sql<{ expiresAt: Date }>`
      /* access.retire_key */
      update api_keys set expires_at = least(expires_at, now() + ${overlapDays} * interval '1 day')
      where id = ${id} and not exists (select from api_keys newer where newer.replaces = ${id})
      returning expires_at`.execute(trx);
    const oldExpiresAt = rows[0]?.expiresAt;
    if (oldExpiresAt === undefined)
      throw new AnlanError('CONFLICT', `${id} was replaced before; rotate the key that did`);
    const made = await createKey(trx, wanted, { ...by, replaces: id });
    const { giver = null, cause } = by;
    await appendAudit(trx, [
      { ...cause, kind: 'key.rotated', keyId: giver?.keyId ?? null, subject: id, result: 'done' },
    ]);
    return { ...made, oldExpiresAt };
  });
}
