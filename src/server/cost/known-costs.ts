import type { DocumentNode, GraphQLSchema } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { Day } from '../../kernel/day.ts';
import type { RegionTree } from '../../regions/tree.ts';
import { type Cost, type CostOptions, costOf } from './cost-of.ts';

type Asked = Pick<CostOptions, 'document' | 'operation' | 'variables'>;

/** Variables of one document whose costs are remembered. */
const KEPT = 50;
/** Longer variables are counted each time. */
const LONGEST = 2000;

/** Counts an operation once for the same variables, tree and day. */
export function createKnownCosts(schema: GraphQLSchema): (asked: Asked, tree: RegionTree, today: Day) => Cost {
  let known = new WeakMap<DocumentNode, LRUCache<string, Cost>>();
  /** Of questions that were read once for all who ask them. */
  let ofQuestions = new WeakMap<Asked, Cost>();
  let counted: { tree: RegionTree; today: Day } | null = null;
  return (asked, tree, today) => {
    if (counted?.tree !== tree || counted.today !== today) {
      known = new WeakMap();
      ofQuestions = new WeakMap();
      counted = { tree, today };
    }
    const before = ofQuestions.get(asked);
    if (before !== undefined) return before;
    const { document, operation, variables } = asked;
    const costs = known.get(document) ?? new LRUCache<string, Cost>({ max: KEPT });
    known.set(document, costs);
    const key = `${operation.name?.value ?? ''} ${JSON.stringify(variables)}`;
    const cost = costs.get(key) ?? costOf({ schema, document, operation, variables, tree, today });
    if (key.length <= LONGEST) costs.set(key, cost);
    ofQuestions.set(asked, cost);
    return cost;
  };
}
