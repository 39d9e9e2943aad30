import { isFileWide } from '../checking/promotable.ts';
import type { Issue, IssueCode } from './issue.ts';

/** The issues of an import. All are counted; of a hopeless file only the first `limit` are kept. */
export interface IssueLog {
  add(issue: Issue): void;
  readonly kept: readonly Issue[];
  counts(): readonly IssueCount[];
  /** Errors of the file as a whole. */
  fileErrors(): number;
}

export interface IssueCount {
  readonly severity: Issue['severity'];
  readonly code: IssueCode;
  readonly count: number;
}

/** @param promoted kinds of warnings that count as errors */
export function createIssueLog(limit: number, promoted: readonly IssueCode[] = []): IssueLog {
  const kept: Issue[] = [];
  let refused = 0;
  const counts = new Map<string, { severity: Issue['severity']; code: IssueCode; count: number }>();
  return {
    kept,
    add(found) {
      const issue: Issue = promoted.includes(found.code) ? { ...found, severity: 'error' } : found;
      if (issue.severity === 'error' && isFileWide(issue.code)) refused += 1;
      const id = `${issue.severity} ${issue.code}`;
      const entry = counts.get(id) ?? { severity: issue.severity, code: issue.code, count: 0 };
      entry.count += 1;
      counts.set(id, entry);
      if (kept.length < limit) kept.push(issue);
    },
    fileErrors: () => refused,
    counts: () => [...counts.values()].sort((a, b) => a.severity.localeCompare(b.severity) || b.count - a.count),
  };
}
