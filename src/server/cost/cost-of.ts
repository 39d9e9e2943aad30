import {
  type DocumentNode,
  type GraphQLNamedType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getArgumentValues,
  getNamedType,
  getVariableValues,
  isCompositeType,
  isListType,
  isNonNullType,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import type { Day } from '../../kernel/day.ts';
import { AnlanError } from '../../kernel/errors.ts';
import type { RegionTree } from '../../regions/tree.ts';
import { LIMITS } from '../limits.ts';
import { createCollect } from './collect.ts';
import { type Many, times } from './many.ts';
import { PAGED, RULES, type Rule } from './rules.ts';

/** What an operation will cost, known before anything is fetched. */
export interface Cost {
  /** About a millisecond of the server and its database each. */
  readonly points: number;
  /** Objects of the answer at most. */
  readonly objects: number;
}

export interface CostOptions {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly tree: RegionTree;
  readonly today: Day;
}

const BASE = 1;
const PER_OBJECT = 0.05;
const PER_FIELD = 0.002;
/** Of a list whose length is not known before. */
const LISTED = 8;
/** For each question about the schema. */
const INTROSPECTION = 30;
/** Fields walked: what an operation that is all fragments and aliases may take of the server before it runs. */
const MOST_STEPS = 20_000;

/**
 * Walks the operation as execution will: fields of one key merged, each fragment once for each selection. Every step
 * stands for at least one object, so that the walk ends with the limit of objects.
 * @throws AnlanError QUERY_TOO_LARGE above the limit of objects
 */
export function costOf({ schema, document, operation, variables, tree, today }: CostOptions): Cost {
  const read = getVariableValues(schema, operation.variableDefinitions ?? [], variables, { maxErrors: 1 });
  // Variables that do not fit are refused by the execution, which says where.
  if (read.variableValues === undefined) return { points: BASE, objects: 0 };
  const { variableValues } = read;
  const collect = createCollect({ schema, document, variableValues });
  let points = BASE;
  let objects = 0;
  let steps = 0;

  const walk = (type: GraphQLNamedType, selections: readonly SelectionSetNode[], of: Many): void => {
    for (const { on, nodes } of collect(type, selections)) {
      const [node] = nodes;
      if (node === undefined) continue;
      if (node.name.value.startsWith('__')) {
        points += node.selectionSet === undefined ? 0 : INTROSPECTION;
        continue;
      }
      if (++steps > MOST_STEPS) throw tooMany('fields', MOST_STEPS);
      const field = on.getFields()[node.name.value];
      if (field === undefined) continue;
      const rule = ruleOf(on.name, node.name.value, field.type);
      const asked = { args: argumentsOf(field, node, variableValues), of, tree, today };
      const each = typeof rule.points === 'function' ? rule.points(asked) : (rule.points ?? 0);
      points += of.count * (each + PER_FIELD);
      const inner = getNamedType(field.type);
      if (!isCompositeType(inner)) continue;
      const many = rule.gives?.(asked) ?? given(node.name.value, on.name, field.type, of);
      objects += many.count;
      points += many.count * PER_OBJECT;
      if (objects > LIMITS.objects) throw tooMany('objects', LIMITS.objects);
      if (many.count > 0)
        walk(
          inner,
          nodes.flatMap(({ selectionSet }) => selectionSet ?? []),
          many,
        );
    }
  };

  const root = schema.getRootType(operation.operation);
  if (root) walk(root, [operation.selectionSet], { count: 1, places: null });
  return { points: Math.ceil(points), objects: Math.ceil(objects) };
}

function tooMany(what: string, limit: number): AnlanError {
  return new AnlanError('QUERY_TOO_LARGE', `expected an answer of at most ${limit} ${what}; ask for less at once`, {
    limit,
    what,
  });
}

function ruleOf(type: string, field: string, gives: GraphQLOutputType): Rule {
  const own = RULES[`${type}.${field}`] ?? RULES[`.${field}`];
  if (own !== undefined) return own;
  return getNamedType(gives).name.endsWith('Connection') ? PAGED : {};
}

/** What a field without a rule of its own gives: a page its rows, another list a few, everything else one. */
function given(field: string, on: string, type: GraphQLOutputType, of: Many): Many {
  if (!isListType(isNonNullType(type) ? type.ofType : type)) return times(of, 1);
  const ofPage = on.endsWith('Connection') && (field === 'nodes' || field === 'edges');
  return times(of, ofPage ? (of.rows ?? LISTED) : LISTED);
}

/** Arguments that do not fit are refused by the execution, which says where. */
function argumentsOf(
  ...[field, node, variables]: Parameters<typeof getArgumentValues>
): Readonly<Record<string, unknown>> {
  try {
    return getArgumentValues(field, node, variables);
  } catch {
    return {};
  }
}
