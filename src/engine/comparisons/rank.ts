import type { Period } from '../../kernel/period.ts';
import type { Region, RegionLevel } from '../../regions/region.ts';
import type { Absence, Basis } from '../values/value.ts';
import type { Incomparability } from './incomparability.ts';
import type { ReportedFigure } from './reported-figure.ts';

/** Among which regions a place is taken: those below the parent, the county, the city or the province. */
export const RANK_SCOPES = ['PARENT', 'COUNTY', 'CITY', 'PROVINCE'] as const;
export type RankScope = (typeof RANK_SCOPES)[number];

export interface Rank {
  /** 1 is best; equals share the better place. Null when there is neither a value nor a printed place. */
  readonly position: number | null;
  /** How many regions have a value; null where only a printed place is known. */
  readonly of: number | null;
  /** How many others share the place. */
  readonly tied: number;
  /** Those of them that the viewer may see. */
  readonly tiedWith: readonly Region[];
  readonly scope: Region;
  readonly level: RegionLevel;
  /** Regions without a value, as far as the viewer may see them. */
  readonly excluded: readonly { readonly region: Region; readonly absence: Absence }[];
  readonly excludedCount: number;
  /** How many of the excluded owe a value: neither without base nor beyond the indicator. */
  readonly owing: number;
  readonly previousPeriod: Period | null;
  /** Both places among the regions that have a value in both periods. */
  readonly previousPosition: number | null;
  /** Places climbed since; negative when fallen. */
  readonly movement: number | null;
  /** Both places are there and of values that compare, region by region. */
  readonly comparable: boolean;
  /** Why the movement does not compare. */
  readonly incomparable: readonly Incomparability[];
  /** All values ranked are of one definition and survey instrument. */
  readonly uniform: boolean;
  /** The places that a sample this size cannot tell from its own; null without samples. */
  readonly indistinguishable: { readonly from: number; readonly to: number } | null;
  readonly basis: Basis;
  readonly reported: readonly ReportedFigure[];
}
