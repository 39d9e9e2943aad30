import { timingSafeEqual } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import type { Database } from '../db/database.ts';
import type { Log } from '../db/log.ts';
import { readKey } from './key.ts';
import { SCOPES, type Scope, type Viewer } from './viewer.ts';

/** A revoked key is refused everywhere when this has passed. */
const CACHE_MS = 1000;
const CACHE_SIZE = 1000;
const USED_EVERY_MS = 60_000;
const NOBODY = Buffer.alloc(32);

interface StoredKey {
  readonly secretHash: Buffer;
  readonly viewer: Viewer;
}

interface Cached {
  readonly key: StoredKey | null;
  readonly until: number;
}

interface KeyCheckOptions {
  readonly db: Kysely<Database>;
  /** Milliseconds; only measures the age of cache entries. Expiry follows the clock of the database. */
  readonly clock: () => number;
  readonly log?: Log | undefined;
}

/** The viewer behind a key, or null when the key is wrong, expired, revoked or none. */
export type KeyCheck = (text: string) => Promise<Viewer | null>;

export function createKeyCheck({ db, clock, log }: KeyCheckOptions): KeyCheck {
  const cache = new Map<string, Cached>();
  const noted = new Map<string, number>();

  const lookUp = async (id: string): Promise<StoredKey | null> => {
    const now = clock();
    const hit = cache.get(id);
    if (hit !== undefined && hit.until > now) return hit.key;
    const key = await fetchKey(db, id);
    if (cache.size >= CACHE_SIZE) cache.clear();
    cache.set(id, { key, until: now + CACHE_MS });
    return key;
  };

  const noteUse = (id: string): void => {
    const now = clock();
    if (now - (noted.get(id) ?? Number.NEGATIVE_INFINITY) < USED_EVERY_MS) return;
    noted.set(id, now);
    sql`/* access.key_used */ update api_keys set last_used_at = now() where id = ${id}`
      .execute(db)
      .catch((error: unknown) => log?.warn({ err: error }, 'the last use of a key was not noted'));
  };

  return async (text) => {
    const given = readKey(text);
    const stored = given === null ? null : await lookUp(given.id);
    const same = timingSafeEqual(given?.secretHash ?? NOBODY, stored?.secretHash ?? NOBODY);
    if (given === null || stored === null || !same) return null;
    noteUse(given.id);
    return stored.viewer;
  };
}

async function fetchKey(db: Kysely<Database>, id: string): Promise<StoredKey | null> {
  const { rows } = await sql<{ secretHash: Buffer; agency: string; scopes: string[]; reach: string[] | null }>`
    /* access.key */
    select secret_hash, agency, scopes, reach
    from api_keys where id = ${id} and revoked_at is null and expires_at > now()`.execute(db);
  const [row] = rows;
  if (row === undefined) return null;
  const scopes = row.scopes.filter(isScope);
  return { secretHash: row.secretHash, viewer: { keyId: id, agency: row.agency, scopes, reach: row.reach } };
}

function isScope(text: string): text is Scope {
  const scopes: readonly string[] = SCOPES;
  return scopes.includes(text);
}
