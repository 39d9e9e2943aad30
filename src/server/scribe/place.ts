import type { GraphQLResolveInfo } from 'graphql';

type Path = GraphQLResolveInfo['path'];

/** Where a field or an item of a list stands in the answers to an operation. */
export interface Place {
  readonly before: Place | undefined;
  /** The name of a field; the type that it is asked of. */
  readonly field?: { readonly name: string; readonly type: string };
  /** How many lists there are up to here. */
  readonly lists: number;
}

export const fieldAt = (before: Place | undefined, name: string, type: string): Place => ({
  before,
  field: { name, type },
  lists: before?.lists ?? 0,
});

export const itemAt = (before: Place): Place => ({ before, lists: before.lists + 1 });

/** @param items the place in each list that is being written, from the outermost */
export function pathOf({ before, field, lists }: Place, items: readonly number[]): Path {
  const prev = before && pathOf(before, items);
  return field === undefined
    ? { prev, key: items[lists - 1] ?? 0, typename: undefined }
    : { prev, key: field.name, typename: field.type };
}
