import type { Budgets } from '../../access/viewer.ts';
import type { RateLimit } from '../../graphql/limits/allowances.ts';

/** What a key can spend before anything is asked of it. */
export const unspent = ({ costBurst: limit, costPerMinute: perMinute }: Budgets): RateLimit => ({
  limit,
  perMinute,
  requested: 0,
  remaining: limit,
});
