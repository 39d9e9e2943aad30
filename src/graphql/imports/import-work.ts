import type { Label } from '../../kernel/label.ts';

interface FileToImport {
  /** As the address of uploads gave it. */
  readonly upload: string;
  readonly dataset: string;
  readonly region?: string | null | undefined;
  readonly covers?: string | null | undefined;
  readonly sheet?: string | null | undefined;
  readonly source?: string | null | undefined;
  readonly map?: readonly string[] | null | undefined;
  readonly promote?: readonly string[] | null | undefined;
  readonly strict: boolean;
  readonly commit: boolean;
  readonly impact: boolean;
}

interface ValueSide {
  readonly value: number | null;
  readonly formatted: Label;
  readonly rank: number | null;
}

export interface ExpectedChange {
  readonly indicator: string;
  readonly region: { readonly code: string; readonly name: string };
  readonly period: string;
  readonly before: ValueSide;
  readonly after: ValueSide;
}

export interface ExpectedImpact {
  readonly values: readonly ExpectedChange[];
  /** How many values were compared. */
  readonly compared: number;
  /** How many more may have changed. */
  readonly left: number;
}

interface FoundIssue {
  readonly severity: 'error' | 'warning';
  readonly code: string;
  readonly sheet: string | null;
  readonly row: number | null;
  readonly column: string | null;
  readonly message: Label;
  readonly found: string | null;
  readonly expected: string | null;
  readonly candidates: readonly string[];
}

export interface IssueCount {
  readonly severity: FoundIssue['severity'];
  readonly code: string;
  readonly count: number;
}

export interface ReadOtherwise {
  readonly code: string;
  readonly column: string | null;
  readonly message: Label;
  readonly found: string;
  readonly readAs: string;
  readonly row: number;
  readonly count: number;
}

export type Outcome = 'committed' | 'rehearsed' | 'unchanged' | 'refused';

/** What an import did, or would do. */
export interface FileImported {
  readonly outcome: Outcome;
  readonly version: number | null;
  readonly file: { readonly name: string };
  readonly counts: Readonly<Record<'read' | 'created' | 'updated' | 'unchanged' | 'rejected' | 'repeated', number>>;
  readonly covered: number;
  readonly normalisations: readonly ReadOtherwise[];
  /** The first ones; how many there are is told by issueCounts. */
  readonly issues: readonly FoundIssue[];
  readonly issueCounts: readonly IssueCount[];
  readonly impact: ExpectedImpact | null;
}

/** What an undo did, or would do. */
export interface ImportUndone {
  readonly outcome: 'committed' | 'rehearsed';
  readonly version: number | null;
  readonly rows: { readonly removed: number; readonly reverted: number; readonly restored: number };
  readonly cells: number;
  readonly impact: ExpectedImpact | null;
}

export const PHASES = {
  received: 'It waits to be imported.',
  reading: 'Its rows are read and checked.',
  waiting: 'Another import is writing; this one goes on after it.',
  writing: 'Rows and sums are written.',
  done: 'It is over.',
  refused: 'Nothing was kept: the answer to the import says why.',
} as const;

/** How far the import of an upload is. */
export interface ImportProgress {
  readonly phase: keyof typeof PHASES;
  readonly rowsRead: number;
  readonly outcome: Outcome | null;
  readonly version: number | null;
}

/** What a viewer may change: files of its own, within its reach. */
export interface ImportWork {
  /** @throws AnlanError when the file as a whole cannot be imported, or not by this key */
  readonly importFile: (file: FileToImport) => Promise<FileImported>;
  readonly undoImport: (undo: {
    readonly importId: number;
    readonly commit: boolean;
    readonly impact: boolean;
  }) => Promise<ImportUndone>;
  /** What changes of its state, until an import of it is over that was seen to begin, or the client leaves. */
  readonly progress: (upload: string) => AsyncGenerator<ImportProgress>;
}
