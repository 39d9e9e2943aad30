import { type GraphQLSchema, getOperationAST } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { shanghaiDay } from '../../kernel/day.ts';
import { AnlanError } from '../../kernel/errors.ts';
import type { RegionTree } from '../../regions/tree.ts';
import type { ServerContext } from '../call.ts';
import { createKnownCosts } from '../cost/known-costs.ts';
import { HttpProblem } from '../http-problem.ts';
import { LIMITS } from '../limits.ts';
import type { Meter } from './meter.ts';

interface BudgetOptions {
  readonly schema: GraphQLSchema;
  readonly meter: Meter;
  readonly tree: () => RegionTree;
  readonly clock: () => Date;
}

/** Says what an operation costs before it runs, and takes it from what the key may spend. */
export function useBudget({ schema, meter, tree, clock }: BudgetOptions): Plugin<ServerContext, ServerContext> {
  const costOf = createKnownCosts();
  return {
    async onExecute({ args: { document, operationName, variableValues, contextValue } }) {
      const { call } = contextValue;
      const operation = getOperationAST(document, operationName);
      if (call === undefined || !operation) return;
      const cost = costOf({
        schema,
        document,
        operation,
        variables: variableValues ?? {},
        tree: tree(),
        today: shanghaiDay(clock()),
      });
      if (cost.points > LIMITS.cost) {
        throw new AnlanError(
          'QUERY_TOO_LARGE',
          `expected an operation of at most ${LIMITS.cost} points, got ${cost.points}; ask for less at once`,
          { limit: LIMITS.cost, found: cost.points, what: 'points' },
        );
      }
      const { keyId, budgets } = call.viewer;
      const { allowed, remaining, retryAfter } = await meter.spend(keyId, cost.points, budgets);
      const { costBurst: limit, costPerMinute } = budgets;
      call.cost = { requested: cost.points, objects: cost.objects, remaining, limit, perMinute: costPerMinute };
      if (allowed) return;
      throw new HttpProblem(
        429,
        'RATE_LIMITED',
        `expected at most ${remaining} points now, got ${cost.points}; ${costPerMinute} come back in a minute, try again in ${retryAfter} s`,
        { 'retry-after': String(retryAfter) },
      );
    },
    onResponse({ response, serverContext }) {
      const cost = serverContext.call?.cost;
      if (cost === undefined) return;
      const { requested, remaining, limit, perMinute } = cost;
      response.headers.set('ratelimit-limit', String(limit));
      response.headers.set('ratelimit-remaining', String(remaining));
      response.headers.set('ratelimit-reset', String(Math.ceil(((limit - remaining) * 60) / perMinute)));
      response.headers.set('anlan-cost', String(requested));
    },
  };
}
