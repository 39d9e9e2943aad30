import { LRUCache } from 'lru-cache';
import type { Budgets } from '../../access/viewer.ts';
import { LIMITS } from '../limits.ts';

export interface Left {
  readonly allowed: boolean;
  /** What can be spent now. */
  readonly remaining: number;
  /** Seconds until what was refused would be allowed; 0 when it was allowed. */
  readonly retryAfter: number;
}

export type Entry = 'entered' | { readonly refused: 'concurrency' | 'requests'; readonly retryAfter: number };

/**
 * Counts what keys spend and what addresses try. Of several server processes one counts for all, so the answers are
 * promises there.
 */
export interface Meter {
  /** Takes one of the key's places in flight and one of its requests. */
  enter(key: string, budgets: Budgets): Entry | Promise<Entry>;
  leave(key: string): void;
  /** Takes points, or none when there are too few. */
  spend(key: string, points: number, budgets: Budgets): Left | Promise<Left>;
  /** Counts a wrong key from an address; seconds for which it is braked, 0 while it may go on. */
  wrong(address: string): number | Promise<number>;
}

interface Bucket {
  left: number;
  at: number;
}

const MINUTE_MS = 60_000;
/** Names remembered of each kind; the ones not seen for longest are full again and forgotten. */
const REMEMBERED = 10_000;

interface MeterOptions {
  /** Milliseconds that only rise. */
  readonly clock?: () => number;
  /** Wrong keys of one address in a minute. */
  readonly wrongKeys?: number;
}

export function createMeter({
  clock = () => performance.now(),
  wrongKeys = LIMITS.wrongKeys,
}: MeterOptions = {}): Meter {
  const points = createBuckets(clock);
  const requests = createBuckets(clock);
  const attempts = createBuckets(clock);
  const places = new Map<string, number>();

  return {
    enter(key, { concurrency, requestsPerMinute }) {
      const taken = places.get(key) ?? 0;
      if (taken >= concurrency) return { refused: 'concurrency', retryAfter: 1 };
      const { allowed, retryAfter } = requests(key, 1, requestsPerMinute, requestsPerMinute);
      if (!allowed) return { refused: 'requests', retryAfter };
      places.set(key, taken + 1);
      return 'entered';
    },
    leave(key) {
      const taken = places.get(key) ?? 0;
      if (taken > 1) places.set(key, taken - 1);
      else places.delete(key);
    },
    spend: (key, wanted, { costBurst, costPerMinute }) => points(key, wanted, costBurst, costPerMinute),
    wrong: (address) => attempts(address, 1, wrongKeys, wrongKeys).retryAfter,
  };
}

/** Takes from the bucket of a name, which holds `most` and fills by `perMinute`. */
function createBuckets(clock: () => number) {
  const buckets = new LRUCache<string, Bucket>({ max: REMEMBERED });
  return (name: string, wanted: number, most: number, perMinute: number): Left => {
    const now = clock();
    const known = buckets.get(name);
    const bucket = known ?? { left: most, at: now };
    if (known === undefined) buckets.set(name, bucket);
    const filled = Math.min(most, bucket.left + ((now - bucket.at) * perMinute) / MINUTE_MS);
    const allowed = filled >= wanted;
    const rest = allowed ? filled - wanted : filled;
    bucket.left = rest;
    bucket.at = now;
    const missing = allowed ? 0 : wanted - filled;
    const retryAfter = allowed ? 0 : Math.max(1, Math.ceil((missing * MINUTE_MS) / perMinute / 1000));
    return { allowed, remaining: Math.floor(rest), retryAfter };
  };
}
