import type { Label } from '../../kernel/label.ts';
import type { Delimiter } from '../files/delimiter.ts';
import type { FileKind } from '../files/file-kind.ts';
import type { TextEncoding } from '../files/text-encoding.ts';
import type { NotData } from '../reading/not-data.ts';
import type { Issue } from '../rows/issue.ts';
import type { IssueCount } from '../rows/issue-log.ts';
import type { Normalisation } from '../rows/normalisation.ts';
import type { ImpactReport } from './impact-report.ts';

/** What an import did, or would do. */
export interface ImportReport {
  /** `refused`: strict, and rows were rejected. `unchanged`: the data say all this already; no new version. */
  readonly outcome: 'committed' | 'rehearsed' | 'unchanged' | 'refused';
  readonly dataset: string;
  /** The data version that came of it; null unless committed. */
  readonly version: number | null;
  readonly file: ReadFile;
  readonly sheets: readonly ReadSheet[];
  readonly counts: ImportCounts;
  /** Township-months reported for the first time. */
  readonly covered: number;
  /** Sums of the ledger that changed. */
  readonly cells: number;
  /** What was done to cells beyond taking them as they stand, in order of first occurrence. */
  readonly normalisations: readonly Normalisation[];
  readonly issueCounts: readonly IssueCount[];
  readonly issues: readonly Issue[];
  /** Which values change; null where it was not asked for, or nothing is kept. */
  readonly impact: ImpactReport | null;
  readonly seconds: number;
}

export interface ReadFile {
  readonly name: string;
  readonly sha256: string | null;
  readonly kind: FileKind | 'rows';
  readonly encoding: TextEncoding | null;
  readonly delimiter: Delimiter | null;
  /** Why a text was read in this encoding and cut by this delimiter. */
  readonly evidence: readonly Label[];
}

export interface ReadSheet {
  readonly name: string | null;
  readonly headerRows: readonly number[];
  readonly titleRows: readonly number[];
  readonly columns: readonly { readonly header: string; readonly field: string; readonly part: string }[];
  readonly unknownColumns: readonly string[];
  /** Dropped; how many cells held something. */
  readonly personalColumns: readonly { readonly header: string; readonly cells: number }[];
  /** Rows below the header that are no data; blank ones are not listed. */
  readonly notData: readonly { readonly row: number; readonly what: NotData }[];
}

/** read = created + updated + unchanged + rejected + repeated. Rows `skipped` hold no value of the dataset. */
export interface ImportCounts {
  readonly read: number;
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly rejected: number;
  readonly repeated: number;
  readonly skipped: number;
}

/** 0: all good. 1: some rows were rejected, the good ones count. 2: refused. */
export function exitCode({ outcome, counts }: ImportReport): 0 | 1 | 2 {
  if (outcome === 'refused') return 2;
  return counts.rejected > 0 ? 1 : 0;
}
