import {
  type FieldNode,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  getArgumentValues,
  type OperationDefinitionNode,
} from 'graphql';
import type { Context } from '../../graphql/context.ts';
import { aside } from './aside.ts';
import { atOnce } from './at-once.ts';
import type { Given } from './given.ts';
import type { KeptLines } from './kept-lines.ts';
import { type Place, pathOf } from './place.ts';
import type { Fragments } from './selected.ts';

/** One answer that is being written. */
export interface Asking {
  readonly context: Context;
  readonly given: Given;
  /** The place in each list that is being written, from the outermost. */
  readonly items: number[];
}

/** What all fields of an operation share. */
export interface Around {
  readonly schema: GraphQLSchema;
  readonly operation: OperationDefinitionNode;
  readonly fragments: Fragments;
  readonly kept: KeptLines | null;
}

interface FieldOptions extends Around {
  readonly type: GraphQLObjectType;
  readonly field: GraphQLField<unknown, unknown>;
  readonly nodes: readonly FieldNode[];
  readonly place: Place;
  /** Of the field in the operation. */
  readonly number: number;
}

type Ask = (source: unknown, asking: Asking) => unknown;
type Info = (asking: Asking) => GraphQLResolveInfo;

const NO_ARGUMENTS = Object.freeze({});

/** Asks a resolver, for what it knows at once. */
export function askField(options: FieldOptions): { readonly ask: Ask; readonly info: Info } {
  const { field, nodes, number } = options;
  const info = infoOf(options);
  const { resolve, name } = field;
  if (resolve === undefined) return { info, ask: (source) => atOnce(propertyOf(source, name)) };
  const [node] = nodes;
  const args: (given: Given) => Readonly<Record<string, unknown>> =
    node === undefined || field.args.length === 0
      ? () => NO_ARGUMENTS
      : (given) => {
          const known = given.args[number] ?? getArgumentValues(field, node, given.variables);
          given.args[number] = known;
          return known;
        };
  const wanted = infoFor(resolve, 3, info);
  return {
    info,
    ask: (source, asking) => atOnce(resolve(source, args(asking.given), asking.context, wanted(asking))),
  };
}

/** Made anew only for functions that look at it: the argument `at`, or all arguments at once. One serves all others. */
export function infoFor(reader: { readonly length: number }, at: number, info: Info): Info {
  if (reader.length === 0 || reader.length > at) return info;
  let any: GraphQLResolveInfo | undefined;
  return (asking) => {
    any ??= info(asking);
    return any;
  };
}

const infoOf =
  ({ field, nodes, place, type, schema, operation, fragments }: FieldOptions): Info =>
  ({ items, given }) => ({
    fieldName: field.name,
    fieldNodes: nodes,
    returnType: field.type,
    parentType: type,
    path: pathOf(place, items),
    schema,
    fragments,
    rootValue: undefined,
    operation,
    variableValues: given.variables,
    getAbortSignal: () => undefined,
    getAsyncHelpers: aside,
  });

function propertyOf(source: unknown, name: string): unknown {
  const value = typeof source === 'object' && source !== null ? Reflect.get(source, name) : aside();
  return typeof value === 'function' ? aside() : value;
}
