import type { PrintedRow } from './printed-row.ts';

/** What a printed figure states. */
export type Stated = 'value' | 'change' | 'earlier' | 'rank';

export function stated({ comparison }: Pick<PrintedRow, 'comparison'>): Stated {
  switch (comparison) {
    case 'yoy':
    case 'mom':
      return 'change';
    case 'before':
      return 'earlier';
    case 'rank':
      return 'rank';
    default:
      return 'value';
  }
}

const REPORTED = 'reported { printed quote comparison rankScope reconciliation source { title } }';

/** The operation that answers a printed figure; everything about it hangs below `answer`. */
export function figureQuery(row: PrintedRow & { readonly indicator: string }): string {
  return `{ region(code: "${row.region}") { indicator(code: "${row.indicator}", period: "${row.period}") { ${body(row)} } } }`;
}

function body(row: PrintedRow): string {
  const against = row.comparison === 'yoy' ? 'YEAR_ON_YEAR' : 'PREVIOUS_PERIOD';
  const place =
    row.rankScope === null ? '' : ` rank(within: ${row.rankScope.toUpperCase()}) { position of basis ${REPORTED} }`;
  switch (stated(row)) {
    case 'value':
      return `value formatted basis absence ${REPORTED}${place}`;
    case 'change':
      return `change(against: ${against}) { printed absolute relative ${REPORTED} }`;
    case 'earlier':
      return `${REPORTED} change(against: ${against}) { baselineValue baseline { formatted basis } }`;
    case 'rank':
      return `value absence ${REPORTED}${place}`;
  }
}
