import { setTimeout as pause } from 'node:timers/promises';
import type { DocumentNode, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import type { Viewer } from '../../access/viewer.ts';
import type { Day } from '../../kernel/day.ts';
import { AnlanError } from '../../kernel/errors.ts';
import { after, type Eventual } from '../../kernel/eventual.ts';
import type { RegionTree } from '../../regions/tree.ts';
import type { Call, Spent } from '../calls/call.ts';
import { createKnownCosts } from '../cost/known-costs.ts';
import { HttpProblem } from '../errors/http-problem.ts';
import { LIMITS } from '../limits.ts';
import type { Meter } from './meter.ts';

interface ChargeOptions {
  readonly schema: GraphQLSchema;
  readonly meter: Meter;
  readonly tree: () => RegionTree;
  readonly today: () => Day;
}

interface Asked {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** What an operation takes, and why it may not run where the key cannot pay. */
export interface Bill {
  readonly cost: Spent;
  readonly refused: HttpProblem | null;
}

export interface Charge {
  /**
   * Says what an operation costs before it runs, and takes it from what the key may spend.
   * @throws AnlanError QUERY_TOO_LARGE
   */
  readonly bill: (viewer: Viewer, asked: Asked) => Eventual<Bill>;
  /** Notes with a call what it took. @throws HttpProblem 429 where the key cannot pay */
  readonly note: (call: Call, bill: Bill) => void;
}

export function createCharge({ schema, meter, tree, today }: ChargeOptions): Charge {
  const costOf = createKnownCosts(schema);
  const bill = ({ keyId, budgets }: Viewer, asked: Asked): Eventual<Bill> => {
    const { points, objects } = costOf(asked, tree(), today());
    if (points > LIMITS.cost) {
      throw new AnlanError(
        'QUERY_TOO_LARGE',
        `expected an operation of at most ${LIMITS.cost} points, got ${points}; ask for less at once`,
        { limit: LIMITS.cost, found: points, what: 'points' },
      );
    }
    return after(meter.spend(keyId, points, budgets), (left) => {
      const { costBurst: limit, costPerMinute: perMinute } = budgets;
      const cost = { requested: points, objects, remaining: left.remaining, limit, perMinute };
      return { cost, refused: left.allowed ? null : tooDear(cost, left.retryAfter) };
    });
  };
  return {
    bill,
    note(call, { cost, refused }) {
      const { keyId, budgets } = call.viewer;
      call.cost = cost;
      call.pay = async () => {
        for (;;) {
          if (!(await call.stillOpen())) throw new AnlanError('UNAUTHENTICATED', 'the key is no longer in force');
          const again = await meter.spend(keyId, cost.requested, budgets);
          call.cost = { ...cost, remaining: again.remaining };
          if (again.allowed) return;
          await pause(1000 * again.retryAfter, undefined, { signal: call.left() });
        }
      };
      if (refused !== null) throw refused;
    },
  };
}

const tooDear = ({ requested, remaining, perMinute }: Spent, retryAfter: number): HttpProblem =>
  new HttpProblem(
    429,
    'RATE_LIMITED',
    `expected at most ${remaining} points now, got ${requested}; ${perMinute} come back in a minute, try again in ${retryAfter} s`,
    { 'retry-after': String(retryAfter) },
  );

/** What is told of it beside the answer. */
export function tellBudget({ requested, remaining, limit, perMinute }: Spent, tell: TellHeader): void {
  tell('ratelimit-limit', String(limit));
  tell('ratelimit-remaining', String(remaining));
  tell('ratelimit-reset', String(Math.ceil(((limit - remaining) * 60) / perMinute)));
  tell('anlan-cost', String(requested));
}

/** Sets a header of an answer. */
export type TellHeader = (name: string, text: string) => void;
