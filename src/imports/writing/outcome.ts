import type { ImportCounts, ImportReport } from '../reports/report.ts';
import type { ImportRequest } from '../request.ts';

/** @param changed something would differ from before */
export function outcomeOf(
  { strict, commit }: Pick<ImportRequest, 'strict' | 'commit'>,
  { rejected }: ImportCounts,
  changed: boolean,
): ImportReport['outcome'] {
  if (strict === true && rejected > 0) return 'refused';
  if (!changed) return 'unchanged';
  return commit ? 'committed' : 'rehearsed';
}
