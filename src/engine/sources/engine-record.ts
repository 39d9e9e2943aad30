import type { Region } from '../../regions/region.ts';

/** A row behind a value. */
export interface EngineRecord {
  readonly id: number;
  readonly dataset: string;
  readonly region: Region;
  /** By stored column (snake_case); money in yuan. */
  readonly fields: Readonly<Record<string, string | number | boolean | null>>;
  readonly source: {
    readonly importId: number;
    readonly fileName: string | null;
    readonly sheet: string | null;
    /** As a spreadsheet shows it: the first line is 1. */
    readonly row: number;
  };
}
