import type { Pool } from 'pg';
import type { Dataset } from '../datasets/dataset.ts';
import type { Indicator } from '../indicators/indicator.ts';
import type { Region } from '../regions/region.ts';
import type { RegionTree } from '../regions/tree.ts';
import type { IssueCode } from './rows/issue.ts';
import type { RejectedRow } from './rows/rejected-rows.ts';

export type Progress =
  | { readonly phase: 'reading'; readonly rows: number }
  /** Another import is writing; this one goes on after it. */
  | { readonly phase: 'waiting' }
  | { readonly phase: 'writing' };

/** What an import needs to know besides its rows. */
export interface ImportRequest {
  readonly pool: Pool;
  /** The current tree. */
  readonly tree: RegionTree;
  readonly datasets: readonly Dataset[];
  readonly indicators: Iterable<Indicator>;
  /** The code of the dataset, or `regions`. */
  readonly dataset: string;
  /** Names are resolved below it, and rows that name no place belong to it. */
  readonly region?: string | undefined;
  /** Months, such as 2021-01/2021-12, that every township in force below `region` has reported in full. */
  readonly covers?: string | undefined;
  /** The source of a file that has no column for it. */
  readonly source?: string | undefined;
  /** `列名=column`: what headers of the file stand for. Remembered for the source of the file when it is kept. */
  readonly map?: readonly string[] | undefined;
  /** Whose confirmed matches are used; `source` when left out, and those of the office itself without it. */
  readonly matchesOf?: string | undefined;
  /** Keep what was done; otherwise it is a rehearsal. */
  readonly commit: boolean;
  /** Any rejected row refuses the file. */
  readonly strict?: boolean | undefined;
  /** Kinds of warnings that count as errors: their rows are rejected, and a file that has one as a whole is refused. */
  readonly promote?: readonly IssueCode[] | undefined;
  readonly synthetic?: boolean | undefined;
  readonly actor?: string | undefined;
  /** The key it came with. */
  readonly keyId?: string | undefined;
  /** Work out which values change; a matter of seconds for large imports. */
  readonly impact?: boolean | undefined;
  /** Rows whose number belongs to a record outside this region are rejected; null or left out: none is. */
  readonly leaveOutside?: Region | null | undefined;
  /** Told of the rejected rows of a file, without persons, for a workbook to correct them in. */
  readonly onRejected?: ((row: RejectedRow) => void) | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}
