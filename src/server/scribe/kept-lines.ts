import {
  type GraphQLObjectType,
  type GraphQLSchema,
  getArgumentValues,
  getNamedType,
  isLeafType,
  isObjectType,
} from 'graphql';
import type { Given } from './given.ts';
import { type Fragments, type Selected, selectedOf } from './selected.ts';

/** Objects of one type that keep what was written of them for others who ask the same of them. */
export interface KeptLines {
  readonly type: string;
  /** By type: the fields that follow from such an object alone, as far as what they lead to is listed too. */
  readonly fields: Readonly<Record<string, readonly string[]>>;
  /** Undefined where nothing is kept yet, null where nothing may be. */
  readonly find: (source: unknown, asked: string) => string | null | undefined;
  readonly keep: (source: unknown, asked: string, text: string) => void;
}

interface SelectionOptions {
  readonly schema: GraphQLSchema;
  readonly fragments: Fragments;
  readonly fields: KeptLines['fields'];
}

type Named = (given: Given) => string;

/** What is selected of a type, with its arguments, in words that are the same for the same; null where it may not be kept. */
export function selectionName(options: SelectionOptions, type: GraphQLObjectType, selected: Selected): Named | null {
  const { schema, fragments, fields } = options;
  const parts: Named[] = [];
  for (const [answer, nodes] of selected ?? []) {
    const [node] = nodes;
    const field = type.getFields()[node?.name.value ?? ''];
    if (node === undefined || field === undefined || fields[type.name]?.includes(field.name) !== true) return null;
    const below = getNamedType(field.type);
    const sets = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
    const inner = isObjectType(below)
      ? selectionName(options, below, selectedOf(schema, fragments, below, sets))
      : isLeafType(below)
        ? () => ''
        : null;
    if (inner === null) return null;
    const args: Named =
      field.args.length === 0 ? () => '' : ({ variables }) => JSON.stringify(getArgumentValues(field, node, variables));
    parts.push((given) => `${answer}:${field.name}${args(given)}${inner(given)}`);
  }
  return parts.length === 0 ? null : (given) => `{${parts.map((part) => part(given)).join()}}`;
}
