import type { BenchDatabase } from './bench-database.ts';
import type { Spread } from './spread.ts';

/** What a workload may use. */
export interface BenchContext {
  /** Rows of the largest dataset. */
  readonly records: number;
  /** Measured rounds, after one to warm up. */
  readonly rounds: number;
  /** For the files that it writes; removed afterwards. */
  readonly folder: string;
  readonly root: string;
  /** A database with the region tree of two provinces and nothing else. */
  newDatabase(): Promise<BenchDatabase>;
  say(text: string): void;
}

/** One line of the result. */
export interface Figure {
  readonly name: string;
  readonly unit: 's' | 'ms' | 'rows/s' | '1/s' | 'ratio' | 'MB' | 'B' | 'blocks';
  readonly spread: Spread;
  /** What it has to reach, where something was agreed. */
  readonly mark?: { readonly atLeast: number } | { readonly atMost: number };
}

export interface Workload {
  readonly name: string;
  readonly says: string;
  run(context: BenchContext): Promise<readonly Figure[]>;
}
