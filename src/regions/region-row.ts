import type { RegionKind, RegionLevel } from './region.ts';

/** What an import says of one region. What it leaves out stays as it is stored, or is derived for a new region. */
export interface RegionRow {
  /** 12 digits for statutory divisions, an own code for functional zones. */
  readonly code: string;
  readonly name: string;
  readonly shortName?: string | null;
  readonly parentCode?: string | null;
  readonly level?: RegionLevel | null;
  readonly kind?: RegionKind | null;
  /** Added to those that are stored: old names, known misspellings, old codes of 12 digits. */
  readonly aliases?: readonly string[];
  readonly validFrom?: string | null;
  /** The first day on which it was no longer in force. */
  readonly validTo?: string | null;
  readonly successorCode?: string | null;
}
