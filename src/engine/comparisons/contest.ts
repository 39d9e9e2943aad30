import type { Period } from '../../kernel/period.ts';
import type { Value } from '../values/value.ts';
import type { Incomparability } from './incomparability.ts';

/** Places by region id; equals share the better one. */
export type Places = ReadonlyMap<number, number>;

/** The values of all peers, and the places that follow from them. */
export interface Contest {
  readonly values: readonly Value[];
  readonly places: Places;
  readonly previousPeriod: Period | null;
  /** Among the regions that have a value in both periods: places now and then. */
  readonly nowInCommon: Places;
  readonly thenInCommon: Places;
  /** Why places then and now do not compare; empty where they do. */
  readonly incomparable: readonly Incomparability[];
  /** All values of the period are of one definition and instrument. */
  readonly uniform: boolean;
}
