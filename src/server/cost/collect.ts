import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLDirective,
  GraphQLIncludeDirective,
  type GraphQLInterfaceType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  GraphQLSkipDirective,
  getDirectiveValues,
  isInterfaceType,
  isObjectType,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
  type VariableValues,
} from 'graphql';

type Fielded = GraphQLObjectType | GraphQLInterfaceType;

/** The fields of one response key, as execution merges them. */
export interface Collected {
  readonly on: Fielded;
  readonly nodes: readonly FieldNode[];
}

interface CollectOptions {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly variableValues: VariableValues;
}

/** Merges selections like execution: by response key, each fragment once. For an interface, all its types are kept. */
export function createCollect({ schema, document, variableValues }: CollectOptions) {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }

  const told = (directive: GraphQLDirective, node: SelectionNode): unknown =>
    getDirectiveValues(directive, node, variableValues)?.if;
  const left = (node: SelectionNode): boolean =>
    node.directives !== undefined &&
    node.directives.length > 0 &&
    (told(GraphQLSkipDirective, node) === true || told(GraphQLIncludeDirective, node) === false);

  return (type: GraphQLNamedType, selections: readonly SelectionSetNode[]): readonly Collected[] => {
    const found = new Map<string, { on: Fielded; nodes: FieldNode[] }>();
    const spread = new Set<string>();
    const typed = (name: string | undefined, otherwise: GraphQLNamedType) =>
      name === undefined ? otherwise : (schema.getType(name) ?? otherwise);

    const gather = (on: GraphQLNamedType, { selections: nodes }: SelectionSetNode): void => {
      for (const node of nodes) {
        if (left(node)) continue;
        if (node.kind === Kind.FIELD) {
          if (!isObjectType(on) && !isInterfaceType(on)) continue;
          const key = `${on.name}.${(node.alias ?? node.name).value}`;
          const same = found.get(key);
          if (same === undefined) found.set(key, { on, nodes: [node] });
          else same.nodes.push(node);
        } else if (node.kind === Kind.INLINE_FRAGMENT) {
          gather(narrower(type, typed(node.typeCondition?.name.value, on)), node.selectionSet);
        } else if (!spread.has(node.name.value)) {
          spread.add(node.name.value);
          const fragment = fragments.get(node.name.value);
          if (fragment) gather(narrower(type, typed(fragment.typeCondition.name.value, on)), fragment.selectionSet);
        }
      }
    };
    for (const selection of selections) gather(type, selection);
    return [...found.values()];
  };
}

/** A fragment on an interface within an object says nothing new of the object. */
const narrower = (type: GraphQLNamedType, condition: GraphQLNamedType): GraphQLNamedType =>
  isObjectType(type) ? type : condition;
