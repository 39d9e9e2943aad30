import { timingSafeEqual } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import type { Database } from '../db/database.ts';
import type { Log } from '../db/log.ts';
import { readKey } from './key.ts';
import { type Budgets, SCOPES, type Scope, type Viewer } from './viewer.ts';

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

export interface KeyCheck {
  /** The viewer behind a key, or null when the key is wrong, expired, revoked or none. */
  (text: string): Promise<Viewer | null>;
  /**
   * The viewer behind a key that was looked up within the last second; null for all others, also those in force.
   * @param peer the connection that it came by, which brings the same again and again
   */
  readonly recent: (text: string, peer?: object) => Viewer | null;
}

export function createKeyCheck({ db, clock, log }: KeyCheckOptions): KeyCheck {
  const cache = new Map<string, Cached>();
  const noted = new Map<string, number>();

  const renewing = new Set<string>();
  /** The last key of each connection that is open. */
  const spoken = new WeakMap<object, { readonly text: string; readonly given: ReadKey }>();

  const cached = (id: string): Cached | undefined => {
    const hit = cache.get(id);
    return hit !== undefined && hit.until > clock() ? hit : undefined;
  };

  const fetched = async (id: string): Promise<StoredKey | null> => {
    const now = clock();
    const key = await fetchKey(db, id);
    if (cache.size >= CACHE_SIZE) cache.clear();
    cache.set(id, { key, until: now + CACHE_MS });
    return key;
  };
  const lookUp = async (id: string): Promise<StoredKey | null> => {
    const hit = cached(id);
    return hit === undefined ? fetched(id) : hit.key;
  };

  /** A key that is in use is looked up again before it has to be, so that nobody waits for that. */
  const renew = (id: string, { until }: Cached): void => {
    if (until - clock() > CACHE_MS / 2 || renewing.has(id)) return;
    renewing.add(id);
    // A database that is away is met by the next request.
    fetched(id)
      .catch(() => {})
      .finally(() => renewing.delete(id));
  };

  const noteUse = (id: string): void => {
    const now = clock();
    if (now - (noted.get(id) ?? Number.NEGATIVE_INFINITY) < USED_EVERY_MS) return;
    noted.set(id, now);
    sql`/* access.key_used */ update api_keys set last_used_at = now() where id = ${id}`
      .execute(db)
      .catch((error: unknown) => log?.warn({ err: error }, 'the last use of a key was not noted'));
  };

  const opened = (given: ReadKey, stored: StoredKey | null): Viewer | null => {
    const same = timingSafeEqual(given?.secretHash ?? NOBODY, stored?.secretHash ?? NOBODY);
    if (given === null || stored === null || !same) return null;
    noteUse(given.id);
    return stored.viewer;
  };

  const check = async (text: string): Promise<Viewer | null> => {
    const given = readKey(text);
    return opened(given, given === null ? null : await lookUp(given.id));
  };
  const readFrom = (peer: object, text: string): ReadKey => {
    const before = spoken.get(peer);
    if (before?.text === text) return before.given;
    const given = readKey(text);
    spoken.set(peer, { text, given });
    return given;
  };
  const recent = (text: string, peer?: object): Viewer | null => {
    const given = peer === undefined ? readKey(text) : readFrom(peer, text);
    const hit = given === null ? undefined : cached(given.id);
    const viewer = opened(given, hit?.key ?? null);
    if (viewer !== null && hit !== undefined) renew(viewer.keyId, hit);
    return viewer;
  };
  return Object.assign(check, { recent });
}

type ReadKey = ReturnType<typeof readKey>;

/** The viewer of a key in force, by its id; null for others. */
export async function viewerOfKey(db: Kysely<Database>, id: string): Promise<Viewer | null> {
  return (await fetchKey(db, id))?.viewer ?? null;
}

interface KeyRow extends Omit<Viewer, 'keyId' | 'scopes' | 'budgets'>, Budgets {
  readonly secretHash: Buffer;
  readonly scopes: readonly string[];
}

async function fetchKey(db: Kysely<Database>, id: string): Promise<StoredKey | null> {
  const { rows } = await sql<KeyRow>`
    /* access.key */
    select secret_hash, agency, scopes, reach, datasets, disclosure, trusted_only, expires_at,
      floor(extract(epoch from expires_at - now()) / 86400)::int as days_left,
      cost_per_minute, cost_burst, requests_per_minute, concurrency
    from api_keys where id = ${id} and revoked_at is null and expires_at > now()`.execute(db);
  const [row] = rows;
  if (row === undefined) return null;
  const { secretHash, scopes, costPerMinute, costBurst, requestsPerMinute, concurrency, ...viewer } = row;
  const budgets = { costPerMinute, costBurst, requestsPerMinute, concurrency };
  return { secretHash, viewer: { ...viewer, keyId: id, scopes: scopes.filter(isScope), budgets } };
}

function isScope(text: string): text is Scope {
  const scopes: readonly string[] = SCOPES;
  return scopes.includes(text);
}
