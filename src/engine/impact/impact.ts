import type { Indicator } from '../../indicators/indicator.ts';
import type { Exact } from '../../kernel/exact.ts';
import type { Period } from '../../kernel/period.ts';
import type { Region } from '../../regions/region.ts';
import type { ReportedMonths } from '../values/reported-months.ts';
import type { Absence } from '../values/value.ts';

/** What one import changes in what is answered, from the data before it to the data with it. */
export interface Impact {
  /** Largest first. */
  readonly changes: readonly ValueImpact[];
  /** Township-months reported, of years; largest first. */
  readonly coverage: readonly CoverageImpact[];
  /** How many values were compared. */
  readonly compared: number;
  /** How many more may have changed and were not compared; 0: the impact is complete, but for villages and odd periods. */
  readonly left: number;
}

export interface ValueImpact {
  readonly indicator: Indicator;
  /** As it is with the import, or as it was if the import took it away. */
  readonly region: Region;
  readonly period: Period;
  readonly before: SideOfImpact;
  readonly after: SideOfImpact;
  /** 0 to 1: the difference as part of the greater of both; 1 where a value came or went. */
  readonly size: number;
}

export interface SideOfImpact {
  readonly value: Exact | null;
  /** '98.27%'; '—' where there is no value. */
  readonly formatted: { readonly zh: string; readonly en: string };
  /** Null where there is a value. NOT_APPLICABLE also where the region did not exist. */
  readonly absence: Absence | null;
  /** Place among the regions of its level below the parent; null where it was not looked up or there is none. */
  readonly rank: number | null;
}

export interface CoverageImpact {
  readonly dataset: string;
  readonly region: Region;
  readonly period: Period;
  readonly before: ReportedMonths;
  readonly after: ReportedMonths;
}
