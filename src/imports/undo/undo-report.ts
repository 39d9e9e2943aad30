import type { ImpactReport } from '../reports/impact-report.ts';

/** What an undo did, or what its rehearsal found it would do. */
export interface UndoReport {
  readonly outcome: 'committed' | 'rehearsed';
  /** The import taken back. */
  readonly undone: UndoneImport;
  /** The data version of the undo; null for a rehearsal. */
  readonly version: number | null;
  readonly rows: {
    /** Taken away: they were new. */
    readonly removed: number;
    /** As they were before they were corrected. */
    readonly reverted: number;
    /** Back again: an undo that is undone had taken them away. */
    readonly restored: number;
  };
  /** Township-months no longer, and again, reported. */
  readonly coverage: { readonly withdrawn: number; readonly restored: number };
  /** How many sums changed. */
  readonly cells: number;
  /** Which values change; null where it was not asked for. */
  readonly impact: ImpactReport | null;
  readonly seconds: number;
}

export interface UndoneImport {
  readonly id: number;
  readonly kind: 'data' | 'undo' | 'tree';
  readonly dataset: string;
  readonly fileName: string | null;
  readonly committedAt: Date;
  /** The import it goes back to: itself unless it is an undo. */
  readonly root: number;
}
