import { AnlanError } from '../../kernel/errors.ts';
import type { Cursors } from './cursor.ts';

export const PAGE_DEFAULT = 50;
export const PAGE_MOST = 100;

/** One page of a list. */
export interface Page<Node> {
  readonly edges: readonly Edge<Node>[];
  readonly pageInfo: PageInfo;
  /** Counted only when it is asked for; null where the list cannot count itself. */
  readonly totalCount: (() => number | Promise<number>) | null;
}

/** Cursors are signed when they are asked for. */
export interface Edge<Node> {
  readonly cursor: () => string;
  readonly node: Node;
}

export interface PageInfo {
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  readonly startCursor: () => string | null;
  readonly endCursor: () => string | null;
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
  const edges = rows.slice(0, first).map((row) => ({ cursor: () => cursors.write(key(row)), node: node(row) }));
  return {
    edges,
    totalCount,
    pageInfo: {
      hasNextPage: rows.length > first,
      hasPreviousPage: after !== null,
      startCursor: () => edges[0]?.cursor() ?? null,
      endCursor: () => edges.at(-1)?.cursor() ?? null,
    },
  };
}
