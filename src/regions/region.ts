export const REGION_LEVELS = ['province', 'city', 'county', 'township', 'village', 'grid'] as const;
export type RegionLevel = (typeof REGION_LEVELS)[number];
export type RegionKind = 'statutory' | 'functional_zone';

/** A node of the tree as it stands at one moment. */
export interface Region {
  readonly id: number;
  /** 12 digits for statutory divisions, an own code for functional zones. */
  readonly code: string;
  readonly name: string;
  readonly shortName: string;
  readonly level: RegionLevel;
  readonly kind: RegionKind;
  readonly parentId: number | null;
  /** From the root down to the region itself. */
  readonly path: readonly number[];
  readonly validFrom: string | null;
  /** The first day on which it was no longer in force; null while it is. */
  readonly validTo: string | null;
  readonly successorId: number | null;
}

/** The ledger keeps words of breakdowns and lengths from here up: a township has few rows and would have as many of them. */
export const inLedgerByMember = (level: RegionLevel): boolean => inLedger(level) && level !== 'township';

/** The ledger keeps sums from here up; below, values are computed from rows. */
export const inLedger = (level: RegionLevel): boolean => level !== 'village' && level !== 'grid';
