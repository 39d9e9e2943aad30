import { snake } from '../../datasets/dataset.ts';
import { shortText, trimBlanks } from '../../kernel/chinese.ts';
import type { MeasureWords } from '../cells/measure-words.ts';
import { redact, redactLabel } from '../personal/redact.ts';
import type { Fault, Issue } from './issue.ts';
import type { NormalisationCode } from './normalisation.ts';

/** What is wrong with a row, before it is known where the row stands. */
export type Problem = Pick<
  Issue,
  'severity' | 'code' | 'column' | 'field' | 'message' | 'found' | 'expected' | 'candidates'
>;

/** What was done to a cell beyond taking it as it stands. */
export interface Note {
  readonly code: NormalisationCode;
  readonly column: string;
  readonly header: string | null;
  readonly found: string;
  readonly readAs: string;
}

/** Texts as PostgreSQL takes them, by the stored name. */
export interface RowValues {
  get(name: string): string | null;
  set(name: string, value: string | null): void;
  /** Where the value of this name stands in every row; to look it up each time takes as long as to read it. */
  placeOf(name: string): number;
  at(place: number): string | null;
  put(place: number, value: string | null): void;
}

/** A row while its cells are read. */
export interface RowDraft {
  readonly values: RowValues;
  readonly problems: Problem[];
  readonly notes: Note[];
  /** Headers of cells from which something personal was taken out. */
  readonly redacted: string[];
  /** Declared columns with an error. */
  readonly faulty: Set<string>;
  /** The row holds no value of its dataset: a label, not a quantity. */
  skipped: boolean;
  /** What the words of the measure say of the comparison. */
  comparison: MeasureWords['comparison'];
  /** In which the catalogue measures what the row names. */
  unit: MeasureWords['unit'];
}

/** Values of one row after the other: a map for each of a million rows would take as long as reading them. */
export function createRowValues(): RowValues & { clear(): void } {
  const places = new Map<string, number>();
  const values: (string | null)[] = [];
  const placeOf = (name: string): number => {
    const known = places.get(name);
    if (known !== undefined) return known;
    const place = values.push(null) - 1;
    places.set(name, place);
    return place;
  };
  return {
    placeOf,
    at: (place) => values[place] ?? null,
    put(place, value) {
      values[place] = value;
    },
    get(name) {
      const place = places.get(name);
      return place === undefined ? null : (values[place] ?? null);
    },
    set(name, value) {
      values[placeOf(name)] = value;
    },
    clear: () => void values.fill(null),
  };
}

export const newDraft = (values: RowValues): RowDraft => ({
  values,
  problems: [],
  notes: [],
  redacted: [],
  faulty: new Set(),
  skipped: false,
  comparison: null,
  unit: null,
});

/** How much cells have told beyond their values. */
export const amountTold = ({ problems, notes, redacted, faulty, skipped, comparison, unit }: RowDraft): number =>
  problems.length +
  notes.length +
  redacted.length +
  faulty.size +
  (skipped ? 1 : 0) +
  (comparison === null ? 0 : 1) +
  (unit === null ? 0 : 1);

const LONGEST_FOUND = 200;

export function addNote(
  draft: RowDraft,
  code: NormalisationCode,
  where: { readonly column: string; readonly header: string | null },
  found: string,
  readAs: string,
): void {
  draft.notes.push({ code, ...where, found, readAs });
}

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
    message: redactLabel(fault.message),
    found: found === null ? null : shortText(redact(trimBlanks(found)), LONGEST_FOUND),
    expected: fault.expected ?? null,
    candidates: fault.candidates ?? [],
  });
}
