import type { Withheld } from '../../access/disclosure.ts';
import type { Exact } from '../../kernel/exact.ts';

/** A sum as the viewer is told of it; null when there is not a single cell or row. */
export type Sum = Exact | Withheld | null;
