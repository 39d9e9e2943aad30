import { lazy } from '../kernel/lazy.ts';
import { createHistory, type History, type HistoryOptions } from './history/history.ts';
import { createDatasetPages, type DatasetPages, type HotPages } from './sources/dataset-pages.ts';
import { createProvenance, type Provenance } from './sources/provenance.ts';
import { createReporting, type Reporting } from './sources/reporting.ts';

/** What lies behind the values of one moment: rows, imports, reports, and how it all came about. */
export interface Archive {
  readonly records: () => DatasetPages;
  readonly provenance: () => Provenance;
  readonly reporting: () => Reporting;
  readonly history: () => History;
}

interface ArchiveOptions extends HistoryOptions {
  readonly hot?: HotPages | undefined;
}

/** @param asOf the last import to include; null: all */
export function createArchive({ hot, ...options }: ArchiveOptions, asOf: number | null): Archive {
  const { db, datasets, tree, viewer, today } = options;
  return {
    records: lazy(() => createDatasetPages({ db, tree, viewer, asOf, hot })),
    provenance: lazy(() => createProvenance({ db, tree, viewer, asOf })),
    reporting: lazy(() => createReporting({ db, datasets, tree, viewer, today, asOf })),
    history: lazy(() => createHistory(options)),
  };
}
