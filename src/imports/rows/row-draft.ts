import { snake } from '../../datasets/dataset.ts';
import { shortText, trimBlanks } from '../../kernel/chinese.ts';
import type { MeasureWords } from '../cells/measure-words.ts';
import type { Fault, Issue } from './issue.ts';

/** What is wrong with a row, before it is known where the row stands. */
export type Problem = Pick<
  Issue,
  'severity' | 'code' | 'column' | 'field' | 'message' | 'found' | 'expected' | 'candidates'
>;

/** A row while its cells are read. */
export interface RowDraft {
  /** Texts as PostgreSQL takes them, by the stored name. */
  readonly values: Map<string, string | null>;
  readonly problems: Problem[];
  /** Declared columns with an error. */
  readonly faulty: Set<string>;
  /** The row holds no value of its dataset: a label, not a quantity. */
  skipped: boolean;
  /** What the words of the measure say of the comparison. */
  comparison: MeasureWords['comparison'];
}

export const newDraft = (): RowDraft => ({
  values: new Map(),
  problems: [],
  faulty: new Set(),
  skipped: false,
  comparison: null,
});

const LONGEST_FOUND = 200;

export function addProblem(
  draft: RowDraft,
  severity: Issue['severity'],
  where: { readonly column: string; readonly header: string | null },
  fault: Fault,
  found: string | null,
): void {
  if (severity === 'error') draft.faulty.add(where.column);
  draft.problems.push({
    severity,
    code: fault.code,
    column: where.header,
    field: snake(where.column),
    message: fault.message,
    found: found === null ? null : shortText(trimBlanks(found), LONGEST_FOUND),
    expected: fault.expected ?? null,
    candidates: fault.candidates ?? [],
  });
}
