import { type DocumentNode, type FragmentDefinitionNode, Kind, type SelectionSetNode, visit } from 'graphql';
import { AnlanError } from '../../kernel/errors.ts';
import { LIMITS } from '../limits.ts';

/**
 * Refuses what is too large before it is validated, in time linear in the document.
 * @throws AnlanError QUERY_TOO_LARGE, or BAD_USER_INPUT unless there is exactly one operation
 */
export function checkDocument(document: DocumentNode): void {
  countAll(document);
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const depthOf = createDepth(fragments);
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    const { depth, introspection } = depthOf(definition.selectionSet);
    refuseAbove(LIMITS.depth, depth, 'levels of nested fields');
    refuseAbove(LIMITS.introspectionDepth, introspection, 'levels of introspection');
  }
}

function countAll(document: DocumentNode): void {
  const counts = { fields: 0, aliases: 0, directives: 0, schemas: 0, operations: 0, values: 0 };
  visit(document, {
    OperationDefinition() {
      counts.operations++;
    },
    Field(node) {
      counts.fields++;
      if (node.alias !== undefined) counts.aliases++;
      if (node.name.value === '__schema') counts.schemas++;
    },
    StringValue({ value }) {
      if (value.includes('\0')) throw new AnlanError('BAD_USER_INPUT', 'expected text without the character NUL');
    },
    Directive() {
      counts.directives++;
    },
    ListValue: {
      enter(node) {
        refuseAbove(LIMITS.listItems, node.values.length, 'items in a list');
        refuseAbove(LIMITS.valueDepth, ++counts.values, 'levels of nested values');
      },
      leave() {
        counts.values--;
      },
    },
    ObjectValue: {
      enter() {
        refuseAbove(LIMITS.valueDepth, ++counts.values, 'levels of nested values');
      },
      leave() {
        counts.values--;
      },
    },
  });
  refuseAbove(LIMITS.aliases, counts.aliases, 'aliases');
  refuseAbove(LIMITS.fields, counts.fields, 'fields');
  refuseAbove(LIMITS.directives, counts.directives, 'directives');
  refuseAbove(1, counts.schemas, 'times `__schema`');
  refuseAbove(LIMITS.tokens, document.tokenCount ?? 0, 'words and signs');
  if (counts.operations !== 1) {
    throw new AnlanError('BAD_USER_INPUT', `expected a document with one operation, got ${counts.operations}`, {
      found: counts.operations,
    });
  }
}

interface Depth {
  readonly depth: number;
  readonly introspection: number;
}

/** Each fragment is measured once; one that spreads itself counts as flat here and fails validation. */
function createDepth(fragments: ReadonlyMap<string, FragmentDefinitionNode>): (selections: SelectionSetNode) => Depth {
  const known = new Map<string, Depth>();
  const flat: Depth = { depth: 0, introspection: 0 };

  const ofFragment = (name: string): Depth => {
    const measured = known.get(name);
    if (measured !== undefined) return measured;
    known.set(name, flat);
    const fragment = fragments.get(name);
    const depth = fragment === undefined ? flat : ofSelections(fragment.selectionSet);
    known.set(name, depth);
    return depth;
  };

  const ofSelections = ({ selections }: SelectionSetNode): Depth => {
    let depth = 0;
    let introspection = 0;
    for (const selection of selections) {
      const inner =
        selection.kind === Kind.FRAGMENT_SPREAD
          ? ofFragment(selection.name.value)
          : selection.selectionSet === undefined
            ? flat
            : ofSelections(selection.selectionSet);
      const level = selection.kind === Kind.FIELD ? 1 : 0;
      const meta = selection.kind === Kind.FIELD && selection.name.value.startsWith('__');
      depth = Math.max(depth, meta ? 1 : inner.depth + level);
      introspection = Math.max(introspection, meta ? inner.depth + 1 : inner.introspection);
    }
    return { depth, introspection };
  };

  return ofSelections;
}

function refuseAbove(limit: number, found: number, what: string): void {
  if (found > limit) {
    throw new AnlanError('QUERY_TOO_LARGE', `expected at most ${limit} ${what}, got ${found}`, { limit, found, what });
  }
}
