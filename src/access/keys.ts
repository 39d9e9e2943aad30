import { type Kysely, sql } from 'kysely';
import type { Database } from '../db/database.ts';
import { AnlanError } from '../kernel/errors.ts';
import { mintKey } from './key.ts';
import { SCOPES, type Scope } from './viewer.ts';

export const LONGEST_LIFE_DAYS = 365;

export interface NewKey {
  readonly agency: string;
  readonly scopes: readonly Scope[];
  /** Codes of the subtrees that may be read; null: all. */
  readonly reach: readonly string[] | null;
  /** 1 to 365. */
  readonly days: number;
}

/** What is known of a key; never its secret. */
export interface KeyRecord {
  readonly id: string;
  readonly agency: string;
  readonly scopes: readonly string[];
  readonly reach: readonly string[] | null;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly revokedAt: Date | null;
  readonly lastUsedAt: Date | null;
}

/**
 * Creates a key; its text is given once and cannot be had again.
 * @throws AnlanError BAD_USER_INPUT for an empty agency, unknown scopes or a life out of bounds; UNKNOWN_REGION for reach
 */
export async function createKey(
  db: Kysely<Database>,
  wanted: NewKey,
): Promise<{ id: string; text: string; expiresAt: Date }> {
  check(wanted);
  await checkReach(db, wanted.reach);
  const key = mintKey();
  const { rows } = await sql<{ expiresAt: Date }>`
    /* access.create_key */
    insert into api_keys (id, secret_hash, agency, scopes, reach, expires_at)
    values (${key.id}, ${key.secretHash}, ${wanted.agency.trim()}, ${[...wanted.scopes]}::text[],
      ${wanted.reach === null ? null : [...wanted.reach]}::text[], now() + ${wanted.days} * interval '1 day')
    returning expires_at`.execute(db);
  const expiresAt = rows[0]?.expiresAt;
  if (expiresAt === undefined) throw new AnlanError('INTERNAL', 'expected the new key back from the database');
  return { id: key.id, text: key.text, expiresAt };
}

/** All keys, newest first. */
export async function listKeys(db: Kysely<Database>): Promise<readonly KeyRecord[]> {
  const { rows } = await sql<KeyRecord>`
    /* access.list_keys */
    select id, agency, scopes, reach, created_at, expires_at, revoked_at, last_used_at
    from api_keys order by created_at desc, id`.execute(db);
  return rows;
}

/** From a second later on the key opens nothing. @throws AnlanError NOT_FOUND */
export async function revokeKey(db: Kysely<Database>, id: string): Promise<{ id: string; revokedAt: Date }> {
  const { rows } = await sql<{ id: string; revokedAt: Date }>`
    /* access.revoke_key */
    update api_keys set revoked_at = coalesce(revoked_at, now()) where id = ${id} returning id, revoked_at`.execute(db);
  const [revoked] = rows;
  if (revoked === undefined) {
    throw new AnlanError(
      'NOT_FOUND',
      `expected the id of a key (the eight letters after anlan_), got ${JSON.stringify(id)}`,
    );
  }
  return revoked;
}

function check({ agency, scopes, days }: NewKey): void {
  if (agency.trim() === '') throw new AnlanError('BAD_USER_INPUT', 'expected the name of an agency, got an empty text');
  const unknown = scopes.filter((scope) => !SCOPES.includes(scope));
  if (scopes.length === 0 || unknown.length > 0) {
    const found = unknown.join(', ') || 'none';
    throw new AnlanError('BAD_USER_INPUT', `expected scopes among ${SCOPES.join(', ')}; got ${found}`, { found });
  }
  if (!Number.isInteger(days) || days < 1 || days > LONGEST_LIFE_DAYS) {
    throw new AnlanError('BAD_USER_INPUT', `expected a life of 1 to ${LONGEST_LIFE_DAYS} days, got ${days}`);
  }
}

async function checkReach(db: Kysely<Database>, reach: readonly string[] | null): Promise<void> {
  if (reach === null) return;
  if (reach.length === 0) throw new AnlanError('BAD_USER_INPUT', 'expected region codes to reach, got none');
  const { rows } = await sql<{ code: string }>`
    /* access.reach_codes */ select code from regions where code = any(${[...reach]}::text[])`.execute(db);
  const known = new Set(rows.map(({ code }) => code));
  const unknown = reach.filter((code) => !known.has(code));
  if (unknown.length > 0) {
    throw new AnlanError(
      'UNKNOWN_REGION',
      `expected 12-digit region codes for the reach; unknown: ${unknown.join(', ')}`,
      {
        found: unknown,
      },
    );
  }
}
