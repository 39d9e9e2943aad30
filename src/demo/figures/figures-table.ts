import type { Ask } from './ask.ts';
import { figureQuery, stated } from './figure-query.ts';
import type { PrintedRow } from './printed-row.ts';

/** A printed figure, the query that answers it, and how the answer agrees. */
export interface AnsweredFigure extends PrintedRow {
  readonly indicator: string;
  readonly query: string;
  /** As the API prints it; null where it has none. */
  readonly computed: string | null;
  /** COUNTED from records, or REPORTED: the print itself. */
  readonly basis: string | null;
  /** Null where the answer does not list the figure. */
  readonly reconciliation: string | null;
  /** Of a figure that comes with a place: the place found. */
  readonly position: number | null;
}

interface Reported {
  readonly printed: string;
  readonly quote: string | null;
  readonly comparison: string;
  readonly rankScope: string | null;
  readonly reconciliation: string;
}

interface Answer {
  readonly region: {
    readonly indicator: {
      readonly formatted?: string;
      readonly value?: number | null;
      readonly basis?: string | null;
      readonly absence?: string | null;
      readonly reported?: readonly Reported[];
      readonly change?: {
        readonly printed?: string | null;
        readonly baseline?: { readonly formatted: string; readonly basis: string } | null;
        readonly reported?: readonly Reported[];
      };
      readonly rank?: {
        readonly position: number | null;
        readonly basis: string;
        readonly reported: readonly Reported[];
      } | null;
    };
  } | null;
}

/** Asks the API for each printed figure that the catalogue knows, and gives what it answers. */
export async function answeredFigures(ask: Ask, rows: readonly PrintedRow[]): Promise<readonly AnsweredFigure[]> {
  const answered: AnsweredFigure[] = [];
  for (const row of rows) {
    const { indicator } = row;
    if (indicator === null || row.withinRegion) continue;
    const query = figureQuery({ ...row, indicator });
    const { region } = await ask<Answer>(query);
    if (region === null) throw new Error(`expected region ${row.region} of figure ${row.id}`);
    answered.push({ ...row, indicator, query, ...answerOf(row, region.indicator) });
  }
  return answered;
}

function answerOf(
  row: PrintedRow,
  {
    formatted = '—',
    basis = null,
    reported = [],
    change,
    rank,
    absence = null,
  }: NonNullable<Answer['region']>['indicator'],
): Pick<AnsweredFigure, 'computed' | 'basis' | 'reconciliation' | 'position'> {
  const position = rank?.position ?? null;
  const kind = stated(row);
  const listed = [...reported, ...(change?.reported ?? []), ...(rank?.reported ?? [])].find(
    (one) =>
      one.printed === row.printed &&
      one.quote === row.quote &&
      one.comparison === row.comparison &&
      one.rankScope === row.rankScope,
  );
  const reconciliation = listed?.reconciliation ?? null;
  switch (kind) {
    case 'change':
      return { computed: change?.printed ?? null, basis: null, reconciliation, position };
    case 'earlier':
      return {
        computed: change?.baseline?.formatted ?? null,
        basis: change?.baseline?.basis ?? null,
        reconciliation,
        position,
      };
    case 'rank':
      return {
        computed: position === null ? null : String(position),
        basis: rank?.basis ?? null,
        reconciliation,
        position,
      };
    case 'value':
      return {
        computed: absence === null ? formatted : null,
        basis: absence === null ? basis : null,
        reconciliation,
        position,
      };
  }
}
