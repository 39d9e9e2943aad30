import type { ImplementableObjectRef, InterfaceRef, ObjectRef } from '@pothos/core';
import { AnlanError } from '../../kernel/errors.ts';
import type { Builder, SchemaTypes } from '../builder.ts';
import type { Frame } from '../frame.ts';
import { type Edge, PAGE_DEFAULT, PAGE_MOST, type Page } from './page.ts';

export function definePageInfo({ types }: Frame): void {
  types.pageInfo.implement({
    description: 'Where a page stands in its list.',
    fields: (t) => ({
      hasNextPage: t.exposeBoolean('hasNextPage', { description: 'Whether rows follow this page.' }),
      hasPreviousPage: t.exposeBoolean('hasPreviousPage', { description: 'Whether rows stand before this page.' }),
      startCursor: t.string({
        nullable: true,
        description: 'Cursor of the first row of the page.',
        resolve: ({ startCursor }) => startCursor(),
      }),
      endCursor: t.string({
        nullable: true,
        description: 'Cursor of the last row of the page: the `after` of the next page.',
        resolve: ({ endCursor }) => endCursor(),
      }),
    }),
  });
}

/** The arguments of every list that is given in pages. */
export function pageArgs(builder: Builder) {
  return builder.args((t) => ({
    first: t.int({ description: `How many rows at most, 1 to ${PAGE_MOST}; ${PAGE_DEFAULT} when left out.` }),
    after: t.string({ description: 'The `endCursor` of the page before.' }),
  }));
}

type Schema = PothosSchemaTypes.ExtendDefaultTypes<SchemaTypes>;

type AnyRef<Shape> = ObjectRef<Schema, Shape> | InterfaceRef<Schema, Shape>;

interface ConnectionOptions<Node> {
  /** `<name>Connection` around `<name>Edge` around the node. */
  readonly name: string;
  readonly connection: ImplementableObjectRef<Schema, Page<Node>>;
  readonly node: AnyRef<Node>;
  /** What is listed, in words. */
  readonly of: string;
  readonly counted?: boolean;
}

export function defineConnection<Node extends object>(
  { builder, types }: Frame,
  { name, connection, node, of, counted = true }: ConnectionOptions<Node>,
): void {
  // A type parameter is no list, which pothos cannot know; the casts only say so.
  const one = (value: Node) => value as never;
  const many = (values: readonly Node[]) => values as never;
  const edge = builder.objectRef<Edge<Node>>(`${name}Edge`).implement({
    description: `One of the ${of} in a page.`,
    fields: (t) => ({
      cursor: t.string({
        description: 'Where it stands: can be given as `after`.',
        resolve: ({ cursor }) => cursor(),
      }),
      node: t.field({ type: node, description: 'The thing itself.', resolve: (parent) => one(parent.node) }),
    }),
  });
  connection.implement({
    description: `A page of ${of}.`,
    fields: (t) => ({
      edges: t.field({ type: [edge], description: 'The page with its cursors.', resolve: (page) => page.edges }),
      nodes: t.field({
        type: [node],
        description: 'The page without cursors.',
        resolve: (page) => many(page.edges.map((each) => each.node)),
      }),
      pageInfo: t.field({
        type: types.pageInfo,
        description: 'Where the page stands.',
        resolve: (page) => page.pageInfo,
      }),
    }),
  });
  if (!counted) return;
  builder.objectField(connection, 'totalCount', (t) =>
    t.int({
      description: 'How many there are on all pages; costs a count.',
      resolve({ totalCount }) {
        if (totalCount === null) throw new AnlanError('INTERNAL', `expected a list of ${of} that counts itself`);
        return totalCount();
      },
    }),
  );
}
