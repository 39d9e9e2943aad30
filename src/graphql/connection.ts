import type { ImplementableObjectRef, InterfaceRef, ObjectRef } from '@pothos/core';
import { AnlanError } from '../kernel/errors.ts';
import type { Builder, SchemaTypes } from './builder.ts';
import type { Cursors } from './cursor.ts';
import type { Frame } from './frame.ts';

export const PAGE_DEFAULT = 50;
export const PAGE_MOST = 100;

/** One page of a list. */
export interface Page<Node> {
  readonly edges: readonly Edge<Node>[];
  readonly pageInfo: PageInfo;
  /** Counted only when it is asked for; null where the list cannot count itself. */
  readonly totalCount: (() => number | Promise<number>) | null;
}

export interface Edge<Node> {
  readonly cursor: string;
  readonly node: Node;
}

export interface PageInfo {
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  readonly startCursor: string | null;
  readonly endCursor: string | null;
}

export interface PageArgs {
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
}

/** @throws AnlanError BAD_USER_INPUT unless `first` is 1 to 100; BAD_CURSOR */
export function readPage(
  { first, after }: PageArgs,
  cursors: Cursors,
): { readonly first: number; readonly after: string | null } {
  const wanted = first ?? PAGE_DEFAULT;
  if (wanted < 1 || wanted > PAGE_MOST) {
    throw new AnlanError('BAD_USER_INPUT', `expected first from 1 to ${PAGE_MOST}, got ${wanted}`, { found: wanted });
  }
  return { first: wanted, after: after === null || after === undefined ? null : cursors.read(after) };
}

interface PageOptions<Row, Node> {
  /** What the cursor of a row holds. */
  readonly key: (row: Row) => string;
  readonly node: (row: Row) => Node;
  readonly totalCount: Page<Node>['totalCount'];
}

/** Makes a page of one row more than asked for: the last only tells that there is a next page. */
export function pageOf<Row, Node>(
  rows: readonly Row[],
  { first, after }: { readonly first: number; readonly after: string | null },
  cursors: Cursors,
  { key, node, totalCount }: PageOptions<Row, Node>,
): Page<Node> {
  const edges = rows.slice(0, first).map((row) => ({ cursor: cursors.write(key(row)), node: node(row) }));
  return {
    edges,
    totalCount,
    pageInfo: {
      hasNextPage: rows.length > first,
      hasPreviousPage: after !== null,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}

export function definePageInfo({ types }: Frame): void {
  types.pageInfo.implement({
    description: 'Where a page stands in its list.',
    fields: (t) => ({
      hasNextPage: t.exposeBoolean('hasNextPage', { description: 'Whether rows follow this page.' }),
      hasPreviousPage: t.exposeBoolean('hasPreviousPage', { description: 'Whether rows stand before this page.' }),
      startCursor: t.exposeString('startCursor', {
        nullable: true,
        description: 'Cursor of the first row of the page.',
      }),
      endCursor: t.exposeString('endCursor', {
        nullable: true,
        description: 'Cursor of the last row of the page: the `after` of the next page.',
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
      cursor: t.exposeString('cursor', { description: 'Where it stands: can be given as `after`.' }),
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
