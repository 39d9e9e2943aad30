import { mayRead, type Viewer } from '../../access/viewer.ts';
import type { RowsSource } from './rows-source.ts';
import type { CountedSums, SumKey } from './sum-key.ts';
import type { YearSums, YearsSource } from './years-source.ts';

const NOTHING: CountedSums & YearSums = new Map<string, never>();

interface Raw {
  readonly ledger: { load(key: SumKey): Promise<CountedSums> };
  readonly years: YearsSource;
  readonly rows: RowsSource;
}

/** The sources as they would be if only the datasets of the viewer had ever been imported. */
export function createAllowedSums({ ledger, years, rows }: Raw, viewer: Pick<Viewer, 'datasets'>): Raw {
  if (viewer.datasets === null) return { ledger, years, rows };
  const open = (measure: string) => mayRead(viewer, measure.slice(0, measure.indexOf('.')));
  return {
    ledger: { load: async (key) => (open(key.measure) ? ledger.load(key) : NOTHING) },
    years: { load: async (key) => (open(key.measure) ? years.load(key) : NOTHING) },
    rows: {
      sums: async (key) => (open(key.measure) ? rows.sums(key) : NOTHING),
      months: async (key) => (open(key.measure) ? rows.months(key) : NOTHING),
      middle: async (key) => (open(key.measure) ? rows.middle(key) : null),
      rates: async (key) => (mayRead(viewer, key.dataset) ? rows.rates(key) : []),
    },
  };
}
