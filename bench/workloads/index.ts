import type { Workload } from '../workload.ts';
import { importCsv } from './import-csv.ts';
import { importXlsx } from './import-xlsx.ts';
import { medians } from './medians.ts';
import { queries } from './queries.ts';

/** In the order in which they run. */
export const workloads: readonly Workload[] = [importCsv, importXlsx, queries, medians];
