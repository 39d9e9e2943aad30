import type { Issue, IssueCode } from './issue.ts';

/** The issues of an import. All are counted; of a hopeless file only the first `limit` are kept. */
export interface IssueLog {
  add(issue: Issue): void;
  readonly kept: readonly Issue[];
  counts(): readonly IssueCount[];
}

export interface IssueCount {
  readonly severity: Issue['severity'];
  readonly code: IssueCode;
  readonly count: number;
}

export function createIssueLog(limit: number): IssueLog {
  const kept: Issue[] = [];
  const counts = new Map<string, { severity: Issue['severity']; code: IssueCode; count: number }>();
  return {
    kept,
    add(issue) {
      const id = `${issue.severity} ${issue.code}`;
      const entry = counts.get(id) ?? { severity: issue.severity, code: issue.code, count: 0 };
      entry.count += 1;
      counts.set(id, entry);
      if (kept.length < limit) kept.push(issue);
    },
    counts: () => [...counts.values()].sort((a, b) => a.severity.localeCompare(b.severity) || b.count - a.count),
  };
}
