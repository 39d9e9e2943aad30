import type { Label } from '../../kernel/label.ts';
import type { NormalisationCode } from './normalisation.ts';

export const ISSUE_CODES = [
  'bad_date',
  'bad_time',
  'ambiguous_date',
  'bad_number',
  'number_overflow',
  'ambiguous_number',
  'bad_choice',
  'bad_flag',
  'bad_period',
  'error_cell',
  'lost_digits',
  'personal_key',
  'missing_required',
  'unknown_region',
  'ambiguous_region',
  'region_outside',
  'region_conflict',
  'region_partly',
  'ambiguous_grid',
  'unknown_measure',
  'rule',
  'future_day',
  'past_day',
  'row_too_long',
  'second_header',
  'unit_apart',
  'region_in_title',
  'running_number',
  'duplicate_identical',
  'duplicate_conflict',
  'reopened',
  'outlier',
  'total_differs',
  'unknown_column',
  'personal_column',
  'personal_content',
] as const;

export type IssueCode = (typeof ISSUE_CODES)[number];

/** What is wrong with a cell, before it is known where that cell is. */
export interface Fault {
  readonly code: IssueCode;
  readonly message: Label;
  readonly expected?: string;
  readonly candidates?: readonly string[];
}

export interface Issue {
  /** Rows with an error are rejected; a warning stops nothing. */
  readonly severity: 'error' | 'warning';
  readonly code: IssueCode;
  readonly sheet: string | null;
  /** As a spreadsheet shows it, from 1; null for the file as a whole. */
  readonly row: number | null;
  /** The physical line where the row starts, if that differs. */
  readonly line: number | null;
  /** The header as in the file. */
  readonly column: string | null;
  /** The declared column, as in the database. */
  readonly field: string | null;
  readonly message: Label;
  readonly found: string | null;
  readonly expected: string | null;
  readonly candidates: readonly string[];
}

export type Reading<Value> =
  | { readonly value: Value; readonly notes?: readonly NormalisationCode[]; readonly fault?: never }
  | { readonly fault: Fault };

export const fault = (
  code: IssueCode,
  zh: string,
  en: string,
  more: Pick<Fault, 'expected' | 'candidates'> = {},
): { readonly fault: Fault } => ({ fault: { code, message: { zh, en }, ...more } });

export const isFault = <Value>(reading: Reading<Value>): reading is { readonly fault: Fault } =>
  reading.fault !== undefined;
