import { setTimeout as pause } from 'node:timers/promises';
import type { DocumentNode, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import { shanghaiDay } from '../../kernel/day.ts';
import { AnlanError } from '../../kernel/errors.ts';
import type { RegionTree } from '../../regions/tree.ts';
import type { Call, Spent } from '../call.ts';
import { createKnownCosts } from '../cost/known-costs.ts';
import { HttpProblem } from '../http-problem.ts';
import { LIMITS } from '../limits.ts';
import type { Meter } from './meter.ts';

interface ChargeOptions {
  readonly schema: GraphQLSchema;
  readonly meter: Meter;
  readonly tree: () => RegionTree;
  readonly clock: () => Date;
}

interface Asked {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly variables: Readonly<Record<string, unknown>>;
}

/**
 * Says what an operation costs before it runs, and takes it from what the key may spend.
 * @throws AnlanError QUERY_TOO_LARGE; HttpProblem 429
 */
export type Charge = (call: Call, asked: Asked) => Promise<void>;

export function createCharge({ schema, meter, tree, clock }: ChargeOptions): Charge {
  const costOf = createKnownCosts();
  return async (call, asked) => {
    const { points, objects } = costOf({ schema, ...asked, tree: tree(), today: shanghaiDay(clock()) });
    if (points > LIMITS.cost) {
      throw new AnlanError(
        'QUERY_TOO_LARGE',
        `expected an operation of at most ${LIMITS.cost} points, got ${points}; ask for less at once`,
        { limit: LIMITS.cost, found: points, what: 'points' },
      );
    }
    const { keyId, budgets } = call.viewer;
    const { allowed, remaining, retryAfter } = await meter.spend(keyId, points, budgets);
    const { costBurst: limit, costPerMinute: perMinute } = budgets;
    const spent = { requested: points, objects, limit, perMinute };
    call.cost = { ...spent, remaining };
    call.pay = async () => {
      for (;;) {
        if (!(await call.stillOpen())) throw new AnlanError('UNAUTHENTICATED', 'the key is no longer in force');
        const again = await meter.spend(keyId, points, budgets);
        call.cost = { ...spent, remaining: again.remaining };
        if (again.allowed) return;
        await pause(1000 * again.retryAfter, undefined, { signal: call.left });
      }
    };
    if (allowed) return;
    throw new HttpProblem(
      429,
      'RATE_LIMITED',
      `expected at most ${remaining} points now, got ${points}; ${perMinute} come back in a minute, try again in ${retryAfter} s`,
      { 'retry-after': String(retryAfter) },
    );
  };
}

/** What is told of it beside the answer. */
export const budgetHeaders = ({ requested, remaining, limit, perMinute }: Spent): Readonly<Record<string, string>> => ({
  'ratelimit-limit': String(limit),
  'ratelimit-remaining': String(remaining),
  'ratelimit-reset': String(Math.ceil(((limit - remaining) * 60) / perMinute)),
  'anlan-cost': String(requested),
});
