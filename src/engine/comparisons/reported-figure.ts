import type { Exact } from '../../kernel/exact.ts';
import type { Period } from '../../kernel/period.ts';
import type { Qualifier } from '../../kernel/printed.ts';
import type { Reconciliation } from '../../kernel/reconcile.ts';
import type { UnitCode } from '../../kernel/unit.ts';
import type { RateRow } from '../sources/rows-source.ts';
import { isChange, type SourceDocument, type StoredFigure } from '../values/figure.ts';

/** A figure as it was printed or reported, beside what records say. */
export interface ReportedFigure {
  /** Unique among all: `statistics:12`, or dataset and row of a rank that stands beside a rate. */
  readonly id: string;
  readonly importId: number;
  readonly printed: string;
  readonly value: Exact | null;
  /** The true values that the print can stand for, [low, high); null is unbounded. */
  readonly low: Exact | null;
  readonly high: Exact | null;
  readonly qualifier: Qualifier;
  readonly unit: UnitCode | null;
  /** none, share, yoy, mom, before or rank. */
  readonly comparison: string;
  readonly period: Period;
  readonly rank: number | null;
  /** province or city */
  readonly rankScope: string | null;
  /** The rank is the place of the change, not of the value. */
  readonly rankOfChange: boolean;
  readonly quote: string | null;
  readonly page: string | null;
  readonly note: string | null;
  readonly source: SourceDocument | null;
  readonly reconciliation: Reconciliation;
}

export function reportedFigure(figure: StoredFigure, reconciliation: Reconciliation): ReportedFigure {
  const { row, number, period, unit, source } = figure;
  return {
    id: `statistics:${row.id}`,
    importId: row.importId,
    printed: row.printed,
    value: number.value,
    low: number.low,
    high: number.high,
    qualifier: number.qualifier,
    unit,
    comparison: row.comparison,
    period,
    rank: row.rank,
    rankScope: row.rankScope,
    rankOfChange: row.rank !== null && isChange(figure),
    quote: row.quote,
    page: row.page,
    note: row.note,
    source,
    reconciliation,
  };
}

/** A rank that a survey printed beside its rate. */
export function reportedRank(
  row: RateRow,
  { dataset, scope, rank, value, period }: RankOfRow,
  reconciliation: Reconciliation,
): ReportedFigure {
  return {
    id: `${dataset}:${row.id}:${scope}`,
    importId: row.importId,
    printed: String(rank),
    value,
    low: value,
    high: value,
    qualifier: 'exact',
    unit: 'rank',
    comparison: 'rank',
    period,
    rank,
    rankScope: scope,
    rankOfChange: false,
    quote: null,
    page: null,
    note: null,
    source: null,
    reconciliation,
  };
}

export interface RankOfRow {
  readonly dataset: string;
  readonly scope: 'province' | 'city';
  readonly rank: number;
  readonly value: Exact;
  readonly period: Period;
}
