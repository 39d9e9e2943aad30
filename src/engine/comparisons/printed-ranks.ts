import { exact } from '../../kernel/exact.ts';
import type { Reconciliation } from '../../kernel/reconcile.ts';
import type { Region } from '../../regions/region.ts';
import type { Engine } from '../engine.ts';
import { isRankOfValue, readFigure, samePeriod } from '../values/figure.ts';
import { surveyRow } from '../values/survey-value.ts';
import type { Subject } from '../values/value.ts';
import { type ReportedFigure, reportedFigure, reportedRank } from './reported-figure.ts';

/** A place as printed, still to be held against the computed one. */
export interface PrintedRank {
  readonly rank: number;
  readonly figure: (reconciliation: Reconciliation) => ReportedFigure;
}

/** Places that were printed of this value within this scope, in statistics and beside a survey's rate. */
export async function printedRanks(engine: Engine, subject: Subject, scope: Region): Promise<readonly PrintedRank[]> {
  const name = scope.level;
  if (name !== 'province' && name !== 'city') return [];
  const { indicator, region, period } = subject;
  const [rows, row] = await Promise.all([
    engine.figures({ regionId: region.id, indicator: indicator.code }),
    surveyRow(engine, subject),
  ]);
  const inStatistics = rows.map(readFigure).flatMap((figure): PrintedRank[] => {
    const { rank, rankScope } = figure.row;
    if (rank === null || rankScope !== name || !isRankOfValue(figure) || !samePeriod(figure.period, period)) return [];
    return [{ rank, figure: (verdict) => reportedFigure(figure, verdict) }];
  });
  const rank = name === 'province' ? row?.provinceRank : row?.cityRank;
  if (row == null || rank == null || indicator.formula.kind !== 'survey') return inStatistics;
  const { dataset } = indicator.formula;
  const beside = { dataset, scope: name, rank, value: exact(rank), period } as const;
  return [...inStatistics, { rank, figure: (verdict) => reportedRank(row, beside, verdict) }];
}
