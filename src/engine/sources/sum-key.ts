import type { Withheld } from '../../access/disclosure.ts';
import type { Day } from '../../kernel/day.ts';
import type { Exact } from '../../kernel/exact.ts';

/** A sum of one measure in one region, `from` to `to` (exclusive). */
export interface SumKey {
  readonly regionId: number;
  readonly measure: string;
  /** '' the total, `type:物业` one word of a breakdown. */
  readonly member: string;
  /** Every word of a breakdown instead of one member: `type`. */
  readonly by: string | null;
  readonly from: Day;
  readonly to: Day;
}

/** Sums by member, in stored units; a member without cells or rows is left out. */
export type CountedSums = ReadonlyMap<string, Exact>;

/** The same as the viewer is told of them. */
export type Sums = ReadonlyMap<string, Exact | Withheld>;

export interface RowSumsSource {
  load(key: SumKey & { readonly grid: string | null }): Promise<Sums>;
}

export interface SumsSource {
  load(key: SumKey): Promise<Sums>;
}

export const sumKeyText = (key: SumKey): string =>
  [key.regionId, key.measure, key.by ?? '', key.member, key.from, key.to].join('|');
