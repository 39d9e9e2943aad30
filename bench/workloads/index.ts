import type { Workload } from '../workload.ts';
import { attacks } from './attacks.ts';
import { auditVerify } from './audit-verify.ts';
import { duringImport } from './during-import.ts';
import { growth } from './growth.ts';
import { importCsv } from './import-csv.ts';
import { importXlsx } from './import-xlsx.ts';
import { medians } from './medians.ts';
import { queries } from './queries.ts';
import { startUp } from './start-up.ts';
import { undo } from './undo.ts';
import { views } from './views.ts';

/** In the order in which they run. */
export const workloads: readonly Workload[] = [
  importCsv,
  importXlsx,
  duringImport,
  queries,
  growth,
  medians,
  views,
  attacks,
  undo,
  auditVerify,
  startUp,
];
