import { randomUUID } from 'node:crypto';
import type { ExecutionResult } from 'graphql';
import type { Viewer } from '../../access/viewer.ts';
import type { Moment, Warning } from '../../graphql/context.ts';
import type { Eventual } from '../../kernel/eventual.ts';
import { lazy } from '../../kernel/lazy.ts';
import type { RegionTree } from '../../regions/tree.ts';
import { TIMES } from '../limits.ts';
import type { Observed } from '../observation/observe.ts';

export type DataRead = Pick<Moment, 'version' | 'asOf'>;

/** The newest data there is, with its tree. */
export interface Newest extends DataRead {
  readonly tree: RegionTree;
}

/** What an operation takes of the budget of its key, and what is left of it. */
export interface Spent {
  /** Points of this operation. */
  readonly requested: number;
  /** Objects of its answer at most. */
  readonly objects: number;
  readonly remaining: number;
  readonly limit: number;
  /** Points that come back in a minute. */
  readonly perMinute: number;
}

/** Which single rows an answer shows. */
interface RowsRead {
  readonly datasets: Set<string>;
  /** Codes. */
  readonly regions: Set<string>;
  readonly periods: Set<string>;
  lists: number;
  rows: number;
}

export const noRows = (): RowsRead => ({
  datasets: new Set(),
  regions: new Set(),
  periods: new Set(),
  lists: 0,
  rows: 0,
});

/** What one HTTP request to /graphql gathers on its way. */
export interface Call {
  readonly requestId: string;
  readonly viewer: Viewer;
  /** The client has left. */
  readonly left: () => AbortSignal;
  /** Whether the key is still in force. */
  readonly stillOpen: () => Promise<boolean>;
  /** Raised when the client has left or the time of the request is over. */
  readonly signal: () => AbortSignal;
  /** How often each statement was run for it, by name. */
  readonly statements: Map<string, number>;
  readonly warnings: Warning[];
  /** How often a wrong code was looked up for what it may have meant. */
  hints: number;
  /** Objects of the answer so far. */
  objects: number;
  /** Known once the document is. */
  cost?: Spent;
  /** The answer is for this asker alone, or its making must be noted each time. */
  personal: boolean;
  /** The document, once it is known. */
  document?: string;
  /** Single rows that were read: which is noted. */
  rowsRead: RowsRead;
  /** Codes of regions that were asked for and are out of reach. */
  readonly outOfReach: Set<string>;
  /** The moments that were read, by version. */
  readonly moments: Map<number, DataRead>;
  /** How many values and slices were withheld. */
  withheld: () => number;
  /** Takes what the operation costs once more; waits until the key can pay it. */
  pay: () => Promise<void>;
  /** Whether an import came in while the newest data was read; then the next context stands on what came in. */
  overtaken: () => Eventual<boolean>;
}

/** The newest data that an answer was made from. */
export const versionRead = ({ moments }: Call, newest: DataRead): number =>
  moments.size === 0 ? newest.version : Math.max(...moments.keys());

interface Caller extends Pick<Call, 'viewer' | 'stillOpen'> {
  /** Raised when the client has left; asked for only when something is read that it may cut short. */
  readonly left: () => AbortSignal;
  /** Raised when it is to be given up; after the time of an answer unless told. */
  readonly signal?: () => AbortSignal;
}

/** A call of which nothing has been read yet. */
export function newCall({ viewer, stillOpen, left, signal: until }: Caller): Call {
  const givenUp = until ?? ((gone: AbortSignal) => AbortSignal.any([gone, AbortSignal.timeout(TIMES.answer)]));
  const leaves = lazy(left);
  return {
    viewer,
    stillOpen,
    left: leaves,
    signal: lazy(() => givenUp(leaves())),
    requestId: randomUUID(),
    statements: new Map(),
    warnings: [],
    hints: 0,
    objects: 0,
    personal: false,
    rowsRead: noRows(),
    outOfReach: new Set(),
    moments: new Map(),
    withheld: () => 0,
    pay: async () => {},
    overtaken: () => false,
  };
}

/** Forgets what was gathered of an answer that is made once more. */
export function startOver(call: Call): void {
  call.warnings.length = 0;
  call.hints = 0;
  call.objects = 0;
  call.moments.clear();
  call.rowsRead = noRows();
}

/** An answer that was made before the request was handed to Yoga, which tells its errors. */
export interface Made {
  readonly result: ExecutionResult;
  readonly withheld: () => number;
}

/** What the plugins hand each other. */
export interface ServerContext {
  /** The request of node:http, where it came through a socket. */
  readonly req?: { readonly socket?: { readonly remoteAddress?: string | undefined } };
  call?: Call;
  /** The body, where it has been read. */
  body?: Uint8Array;
  observed?: Observed;
  made?: Made;
}
