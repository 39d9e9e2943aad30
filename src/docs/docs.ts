import type { Dataset } from '../datasets/dataset.ts';
import type { Indicator, Theme } from '../indicators/indicator.ts';

/** What the pages are made of. */
export interface Docs {
  /** By the name of their connection. */
  readonly datasets: Readonly<Record<string, Dataset>>;
  readonly themes: readonly Theme[];
  /** The columns by which an indicator can be broken down. */
  readonly breakdowns: (indicator: Indicator) => readonly string[];
}
