import { isFileWide } from '../checking/promotable.ts';
import type { Issue, IssueCode } from './issue.ts';

/** Of each severity the first so many are kept. */
export const KEPT_ISSUES = 1000;

/** The issues of an import. All are counted; of a hopeless file only the first are kept. */
export interface IssueLog {
  /** @param times how many it stands for, where not all of them are at hand */
  add(issue: Issue, times?: number): void;
  readonly kept: readonly Issue[];
  counts(): readonly IssueCount[];
  /** Errors of the file as a whole. */
  fileErrors(): number;
}

/** What is wrong with a row as a whole. */
type RowIssue = Pick<Issue, 'sheet' | 'row' | 'message'>;

/**
 * Adds issues of which only the first are at hand: the last of those stands for the others.
 * @param count how many there are of them all
 */
export function addFirst(
  log: IssueLog,
  what: Pick<Issue, 'severity' | 'code'>,
  first: readonly RowIssue[],
  count: number,
): void {
  const nothing = { line: null, column: null, field: null, found: null, expected: null, candidates: [] } as const;
  for (const [at, issue] of first.entries()) {
    log.add({ ...what, ...issue, ...nothing }, at + 1 === first.length ? count - at : 1);
  }
}

export interface IssueCount {
  readonly severity: Issue['severity'];
  readonly code: IssueCode;
  readonly count: number;
}

/** @param promoted kinds of warnings that count as errors */
export function createIssueLog(promoted: readonly IssueCode[] = []): IssueLog {
  const kept: Issue[] = [];
  const left = { error: KEPT_ISSUES, warning: KEPT_ISSUES };
  let refused = 0;
  const counts = new Map<string, { severity: Issue['severity']; code: IssueCode; count: number }>();
  return {
    kept,
    add(found, times = 1) {
      const issue: Issue = promoted.includes(found.code) ? { ...found, severity: 'error' } : found;
      if (issue.severity === 'error' && isFileWide(issue.code)) refused += times;
      const id = `${issue.severity} ${issue.code}`;
      const entry = counts.get(id) ?? { severity: issue.severity, code: issue.code, count: 0 };
      entry.count += times;
      counts.set(id, entry);
      if (left[issue.severity] === 0) return;
      left[issue.severity] -= 1;
      kept.push(issue);
    },
    fileErrors: () => refused,
    counts: () => [...counts.values()].sort((a, b) => a.severity.localeCompare(b.severity) || b.count - a.count),
  };
}
