import type { DocumentNode } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { RegionTree } from '../../regions/tree.ts';
import { type Cost, type CostOptions, costOf } from './cost-of.ts';

/** Variables of one document whose costs are remembered. */
const KEPT = 50;
/** Longer variables are counted each time. */
const LONGEST = 2000;

/** Counts an operation once for the same variables, tree and day. */
export function createKnownCosts(): (asked: CostOptions) => Cost {
  let known = new WeakMap<DocumentNode, LRUCache<string, Cost>>();
  let counted: { tree: RegionTree; today: string } | null = null;
  return (asked) => {
    const { document, operation, variables, tree, today } = asked;
    if (counted?.tree !== tree || counted.today !== today) {
      known = new WeakMap();
      counted = { tree, today };
    }
    const costs = known.get(document) ?? new LRUCache<string, Cost>({ max: KEPT });
    known.set(document, costs);
    const key = `${operation.name?.value ?? ''} ${JSON.stringify(variables)}`;
    const cost = costs.get(key) ?? costOf(asked);
    if (key.length <= LONGEST) costs.set(key, cost);
    return cost;
  };
}
