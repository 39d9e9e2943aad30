import type { Day } from '../../kernel/day.ts';
import type { SumKey } from './sum-key.ts';
import { sumKeyText } from './sum-key.ts';

export interface RowsSumKey extends SumKey {
  readonly kind: 'sum';
  /** Rows of a grid name it by its code. */
  readonly grid: string | null;
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

export type RowsKey = RowsSumKey | RatesKey;

export function rowsKeyText(key: RowsKey): string {
  if (key.kind === 'sum') return `sum|${sumKeyText(key)}`;
  return ['rates', key.dataset, key.item, key.regionId, key.from, key.to, key.within].join('|');
}
