import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  isAbstractType,
  Kind,
  type NamedTypeNode,
  type SelectionSetNode,
} from 'graphql';

export type Fragments = Readonly<Record<string, FragmentDefinitionNode>>;

/** The nodes of each field of an answer, by its name there; null where directives have a say. */
export type Selected = ReadonlyMap<string, readonly FieldNode[]> | null;

export const fragmentsOf = ({ definitions }: DocumentNode): Fragments =>
  Object.fromEntries(
    definitions.flatMap((one) => (one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one]] : [])),
  );

/** The fields that selections ask of one type, in the order of the answer (GraphQL, 6.3.2). */
export function selectedOf(
  schema: GraphQLSchema,
  fragments: Fragments,
  type: GraphQLObjectType,
  sets: readonly SelectionSetNode[],
): Selected {
  const fields = new Map<string, FieldNode[]>();
  const spread = new Set<string>();
  const applies = (condition: NamedTypeNode | undefined): boolean => {
    if (condition === undefined || condition.name.value === type.name) return true;
    const wanted = schema.getType(condition.name.value);
    return isAbstractType(wanted) && schema.isSubType(wanted, type);
  };
  /** Whether all of it could be collected. */
  const collect = ({ selections }: SelectionSetNode): boolean =>
    selections.every((selection) => {
      if ((selection.directives ?? []).length > 0) return false;
      if (selection.kind === Kind.FIELD) {
        const name = (selection.alias ?? selection.name).value;
        const nodes = fields.get(name) ?? [];
        fields.set(name, nodes);
        nodes.push(selection);
        return true;
      }
      if (selection.kind === Kind.INLINE_FRAGMENT)
        return !applies(selection.typeCondition) || collect(selection.selectionSet);
      const { value: name } = selection.name;
      const fragment = fragments[name];
      if (fragment === undefined || (fragment.directives ?? []).length > 0) return false;
      if (spread.has(name) || !applies(fragment.typeCondition)) return true;
      spread.add(name);
      return collect(fragment.selectionSet);
    });
  return sets.every(collect) ? fields : null;
}
