import { createHistory, type History, type HistoryOptions } from './history/history.ts';
import { createDatasetPages, type DatasetPages } from './sources/dataset-pages.ts';
import { createProvenance, type Provenance } from './sources/provenance.ts';
import { createReporting, type Reporting } from './sources/reporting.ts';

/** What lies behind the values of one moment: rows, imports, reports, and how it all came about. */
export interface Archive {
  readonly records: DatasetPages;
  readonly provenance: Provenance;
  readonly reporting: Reporting;
  readonly history: History;
}

/** @param asOf the last import to include; null: all */
export function createArchive(options: HistoryOptions, asOf: number | null): Archive {
  const { db, datasets, tree, viewer, today } = options;
  return {
    records: createDatasetPages({ db, tree, viewer, asOf }),
    provenance: createProvenance({ db, tree, viewer, asOf }),
    reporting: createReporting({ db, datasets, tree, viewer, today, asOf }),
    history: createHistory(options),
  };
}
