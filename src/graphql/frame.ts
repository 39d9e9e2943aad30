import type { Dataset } from '../datasets/dataset.ts';
import type { Indicator, Theme } from '../indicators/indicator.ts';
import type { Builder } from './builder.ts';
import type { Types } from './types.ts';
import type { Words } from './words.ts';

/** The declarations that the schema speaks of. */
export interface Declarations {
  readonly datasets: Readonly<Record<string, Dataset>>;
  readonly themes: readonly Theme[];
  readonly indicators: ReadonlyMap<string, Indicator>;
}

/** What each file of the schema builds with. */
export interface Frame {
  readonly builder: Builder;
  readonly words: Words;
  readonly types: Types;
  readonly declarations: Declarations;
}
