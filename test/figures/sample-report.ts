import type { ImportReport } from '../../src/imports/reports/report.ts';

/** What a report must say of bad rows and of what it warns of; kinds are words of the samples. */
export interface ReportAsked {
  readonly rejected: readonly {
    readonly row: number;
    readonly kind: string;
    readonly field: string;
    readonly or_fields?: readonly string[];
    readonly candidates?: readonly string[];
  }[];
  readonly warnings: readonly {
    readonly kind: string;
    readonly row?: number;
    readonly column?: string;
  }[];
}

/** The codes that mean the same as a kind, where they are not the same word. */
const MEANING: Readonly<Record<string, readonly string[]>> = {
  bad_date: ['bad_date', 'bad_time', 'ambiguous_date'],
  bad_number: ['bad_number', 'ambiguous_number'],
  unknown_region: ['unknown_region', 'region_outside'],
  recovered_over_loss: ['rule'],
};
/** Fields of a place by the column of the file. */
const PLACES = ['region', 'region_id'];

/** What is asked of the report and not there, and what is there unasked. */
export function wrongReport({ issues }: ImportReport, asked: ReportAsked): readonly unknown[] {
  const errors = issues.filter(({ severity }) => severity === 'error');
  const warnings = issues.filter(({ severity }) => severity === 'warning');
  const means = (kind: string, code: string) => (MEANING[kind] ?? [kind]).includes(code);
  const missed = asked.rejected.filter(({ row, kind, field, or_fields = [], candidates = [] }) => {
    const fields = [field, ...or_fields].flatMap((name) => (name === 'region' ? PLACES : [name]));
    const found = errors.filter((issue) => issue.row === row && means(kind, issue.code));
    const offered = found.flatMap((issue) => issue.candidates);
    return (
      !found.some((issue) => issue.field === null || fields.includes(issue.field)) ||
      candidates.some((code) => !offered.includes(code))
    );
  });
  const rows = new Set(asked.rejected.map(({ row }) => row));
  const unheard = asked.warnings.filter(
    ({ kind, row, column }) =>
      !warnings.some(
        (issue) =>
          means(kind, issue.code) &&
          (row === undefined || issue.row === row) &&
          (column === undefined || issue.column === column),
      ),
  );
  return [
    ...missed.map((one) => ['not rejected as asked', one]),
    ...errors.filter((issue) => !rows.has(issue.row ?? 0)).map((one) => ['rejected unasked', one]),
    ...unheard.map((one) => ['not warned of', one]),
    ...(warnings.length === asked.warnings.length ? [] : [['warnings', warnings, asked.warnings]]),
  ];
}
