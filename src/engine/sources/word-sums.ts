import { inLedgerByMember } from '../../regions/region.ts';
import type { RegionTree } from '../../regions/tree.ts';
import { type DeclaredMeasures, measureOf } from '../values/declared-measures.ts';
import { rowDays } from '../values/span.ts';
import type { RowsSource } from './rows-source.ts';
import type { CountedSums, SumKey } from './sum-key.ts';
import type { YearsSource } from './years-source.ts';

interface Posted {
  readonly ledger: { load(key: SumKey): Promise<CountedSums> };
  readonly years: YearsSource;
}

interface WordSumsOptions extends Posted {
  readonly rows: Pick<RowsSource, 'sums' | 'months'>;
  readonly measures: DeclaredMeasures;
  readonly tree: RegionTree;
}

/** The sums of the ledger, and those that it does not keep: words of breakdowns of townships, from their rows. */
export function createWordSums({ ledger, years, rows, measures, tree }: WordSumsOptions): Posted {
  const isKept = ({ by, member, regionId }: Pick<SumKey, 'by' | 'member' | 'regionId'>): boolean =>
    (by === null && member === '') || inLedgerByMember(tree.byId(regionId).level);
  const days = (key: SumKey) => rowDays(measureOf(measures, key.measure), key);
  return {
    ledger: { load: (key) => (isKept(key) ? ledger.load(key) : rows.sums({ ...key, ...days(key), grid: null })) },
    years: { load: (key) => (isKept(key) ? years.load(key) : rows.months(key)) },
  };
}
