/** What a key may spend: `bucket` points at once, `refill` points come back each second, `inFlight` requests at a time. */
export interface Allowance {
  readonly bucket: number;
  readonly refill: number;
  readonly inFlight: number;
}

export interface Left {
  readonly allowed: boolean;
  /** Points that can be spent now. */
  readonly remaining: number;
  /** Seconds until what was refused would be allowed; 0 when it was allowed. */
  readonly retryAfter: number;
}

/**
 * Points, places and wrong keys, counted. Of several server processes one counts for all, so the answers are promises
 * there.
 */
export interface Budgets {
  /** Takes one of the key's places in flight, unless all are taken. */
  enter(key: string, allowance: Allowance): boolean | Promise<boolean>;
  leave(key: string): void;
  /** Takes points, or none when there are too few. */
  spend(key: string, points: number, allowance: Allowance): Left | Promise<Left>;
  /** Counts a wrong key from an address; seconds for which it is braked, 0 while it may go on. */
  wrong(address: string): number | Promise<number>;
}

interface Bucket {
  points: number;
  at: number;
}

const MINUTE_MS = 60_000;
/** Keys and addresses remembered. What is full again is forgotten first, so that nobody gains by being forgotten. */
const REMEMBERED = 10_000;

interface BudgetsOptions {
  /** Milliseconds that only rise. */
  readonly clock: () => number;
  /** Wrong keys of one address in a minute. */
  readonly wrongKeys: number;
}

export function createBudgets({ clock, wrongKeys }: BudgetsOptions): Budgets {
  const buckets = new Map<string, Bucket>();
  const places = new Map<string, number>();
  const brakes = new Map<string, Bucket>();

  const filled = (all: Map<string, Bucket>, name: string, most: number, perMs: number): Bucket => {
    const now = clock();
    const bucket = all.get(name) ?? { points: most, at: now };
    bucket.points = Math.min(most, bucket.points + (now - bucket.at) * perMs);
    bucket.at = now;
    all.delete(name);
    all.set(name, bucket);
    for (const oldest of all.keys()) {
      if (all.size <= REMEMBERED) break;
      all.delete(oldest);
    }
    return bucket;
  };

  return {
    enter(key, { inFlight }) {
      const taken = places.get(key) ?? 0;
      if (taken >= inFlight) return false;
      places.set(key, taken + 1);
      return true;
    },
    leave(key) {
      const taken = places.get(key) ?? 0;
      if (taken > 1) places.set(key, taken - 1);
      else places.delete(key);
    },
    spend(key, points, { bucket: most, refill }) {
      const bucket = filled(buckets, key, most, refill / 1000);
      const allowed = bucket.points >= points;
      if (allowed) bucket.points -= points;
      const retryAfter = allowed ? 0 : Math.max(1, Math.ceil((points - bucket.points) / refill));
      return { allowed, remaining: Math.floor(bucket.points), retryAfter };
    },
    wrong(address) {
      const brake = filled(brakes, address, wrongKeys, wrongKeys / MINUTE_MS);
      if (brake.points >= 1) {
        brake.points--;
        return 0;
      }
      return Math.max(1, Math.ceil(((1 - brake.points) * MINUTE_MS) / wrongKeys / 1000));
    },
  };
}
