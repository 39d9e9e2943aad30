import type { Value } from '../values/value.ts';

/** What a value was from one import until the next that changed it. */
export interface Revision {
  /** Null where the region did not exist. */
  readonly value: Value | null;
  /** The import that made it so. */
  readonly importId: number;
  /** The import that changed it again; null while it stands. */
  readonly until: number | null;
}
