import type { AuditEntry } from '../access/audit/event.ts';
import type { AuditFilter, AuditPage } from '../access/audit/list.ts';
import type { DayOfUsage } from '../access/audit/usage.ts';
import type { KeyDesk } from '../access/key-desk.ts';
import type { Viewer } from '../access/viewer.ts';
import type { Touched, TouchedArgs } from '../engine/changes/touched.ts';
import type { History } from '../engine/history/history.ts';
import type { Reader } from '../engine/reader.ts';
import type { DatasetPages } from '../engine/sources/dataset-pages.ts';
import type { Provenance } from '../engine/sources/provenance.ts';
import type { Reporting } from '../engine/sources/reporting.ts';
import type { Day } from '../kernel/day.ts';
import type { Eventual } from '../kernel/eventual.ts';
import type { RegionTree } from '../regions/tree.ts';
import type { ImportWork } from './imports/import-work.ts';
import type { Limits, RateLimit } from './limits/allowances.ts';

/** The data and the tree as they stood after one import, bound to one viewer and one request. */
export interface Moment {
  /** Id of the last import included; 0 before the first. */
  readonly version: number;
  /** When that import was committed. */
  readonly asOf: Date;
  /** The day of the moment in Shanghai. */
  readonly today: Day;
  readonly tree: RegionTree;
  readonly reader: Reader;
  readonly records: () => DatasetPages;
  readonly provenance: () => Provenance;
  /** What imports may have changed. */
  readonly touched: (args: TouchedArgs) => Promise<readonly Touched[]>;
  readonly history: () => History;
  readonly reporting: () => Reporting;
}

export interface Warning {
  readonly code: WarningCode;
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** Single rows in an answer. */
interface ShownRows {
  readonly dataset: string;
  readonly region: string | null;
  readonly period: string | null;
  readonly rows: number;
}

/** Closed list: what an answer may warn of. */
export const WARNING_CODES = ['REGION_SUCCEEDED', 'REGION_ENDED'] as const;
export type WarningCode = (typeof WARNING_CODES)[number];

/**
 * What resolvers are given. There is no way from here to the database but through the viewer's moments. What is made when
 * it is asked for is a function: getters give each object a shape of its own, which keeps all that they see alive until
 * the next full collection.
 */
export interface Context {
  readonly viewer: Viewer;
  /** The newest data, fixed for the request. */
  readonly now: () => Moment;
  /** The data of then; the newest when null. */
  readonly at: (asOf: Date | null | undefined) => Eventual<Moment>;
  /** The data as it was after one import; the beginning for 0. */
  readonly version: (number: number) => Promise<Moment>;
  /**
   * The newest data whenever it is newer than version `after`, until the client leaves or the server stops.
   * @throws AnlanError UNAUTHENTICATED when the key is no longer in force
   */
  readonly follow: (after: number) => AsyncGenerator<Moment>;
  /** What the viewer may change. */
  readonly work: () => ImportWork;
  /** Marks a text as given to keys of the same rights. */
  readonly sign: (text: string) => string;
  readonly warn: (warning: Warning) => void;
  /** Says that the answer is for this asker alone, or must be made anew each time. */
  readonly personal: () => void;
  /** Says which single rows the answer shows: noted in the audit log, and the answer is made anew each time. */
  readonly showRows: (shown: ShownRows) => void;
  /** Says that a region was asked for that the key does not reach. */
  readonly outOfReach: (code: string) => void;
  /** Counts objects of the answer against its limit. @throws AnlanError QUERY_TOO_LARGE */
  readonly spend: (objects: number) => void;
  /** Whether to look for what a wrong code may have meant: only a few times in one answer, since it takes long. */
  readonly mayHint: () => boolean;
  readonly limits: () => Limits;
  readonly rateLimit: () => RateLimit;
  /** Keys as the viewer may manage them, which takes the scope for it. */
  readonly keys: () => KeyDesk;
  /** What the key of the viewer took, by day. @throws AnlanError BAD_USER_INPUT */
  readonly usage: (days: number) => Promise<readonly DayOfUsage[]>;
  /** What was noted of all keys, newest first. */
  readonly audit: (filter: AuditFilter, page: AuditPage) => Promise<readonly AuditEntry[]>;
  /** Takes what one more event of a subscription costs; waits until the key can pay it. */
  readonly pay: () => Promise<void>;
}
