import type { Day } from '../../kernel/day.ts';
import type { SumKey } from './sum-key.ts';
import { sumKeyText } from './sum-key.ts';

export interface RowsSumKey extends SumKey {
  readonly kind: 'sum';
  /** Rows of a grid name it by its code. */
  readonly grid: string | null;
}

/** The same by the months of a year, `from` its first day; of a flow. */
export interface RowsMonthsKey extends Omit<RowsSumKey, 'kind'> {
  readonly kind: 'months';
}

/** The rates of one question in one region: of the span itself, or of every round inside it. */
export interface RatesKey {
  readonly kind: 'rates';
  readonly dataset: string;
  readonly item: string;
  readonly regionId: number;
  readonly from: Day;
  readonly to: Day;
  readonly within: boolean;
}

/** Some of the lengths of a median over whole months, in their order. */
export interface MiddleKey {
  readonly kind: 'middle';
  readonly regionId: number;
  readonly measure: string;
  readonly from: Day;
  readonly to: Day;
  /** By `length_class`; the same twice where it is one. */
  readonly classes: readonly [number, number];
  /** Of the first among the lengths of these classes, from 1. */
  readonly place: number;
  readonly count: number;
}

export type RowsKey = RowsSumKey | RowsMonthsKey | RatesKey | MiddleKey;

export function rowsKeyText(key: RowsKey): string {
  if (key.kind === 'sum' || key.kind === 'months') return `${key.kind}|${sumKeyText(key)}`;
  if (key.kind === 'middle')
    return ['middle', key.regionId, key.measure, key.from, key.to, ...key.classes, key.place, key.count].join('|');
  return ['rates', key.dataset, key.item, key.regionId, key.from, key.to, key.within].join('|');
}
