import type { Exact } from '../../kernel/exact.ts';
import { type Label, label } from '../../kernel/label.ts';
import type { Period } from '../../kernel/period.ts';
import { periodHolding } from '../../kernel/period.ts';
import { periodLabel } from '../../kernel/period-label.ts';
import type { Region } from '../../regions/region.ts';
import type { Engine } from '../engine.ts';
import { readFigure, type StoredFigure, samePeriod } from './figure.ts';
import { stockDay } from './span.ts';

/** What a population is called where the catalogue has no indicator for it. */
export const RESIDENTS: Label = label('常住人口', 'Resident population');

export interface Population {
  readonly value: Exact;
  readonly note: Label;
}

/**
 * Residents as reported under the population's own indicator: the figure of the period itself, else of the year that holds its last day, else the last one
 * taken within that year. Other years are not carried over.
 */
export async function populationOf(
  engine: Engine,
  indicator: string,
  region: Region,
  period: Period,
): Promise<Population | null> {
  const rows = await engine.figures({ regionId: region.id, indicator });
  const figures = rows
    .map(readFigure)
    .filter(({ row, unit, number }) => row.comparison === 'none' && unit === 'person' && number.value !== null);
  const year = periodHolding(stockDay(period, engine.today), 'year');
  const found =
    figures.find((figure) => samePeriod(figure.period, period)) ??
    figures.find((figure) => samePeriod(figure.period, year)) ??
    figures
      .filter(({ period: taken }) => taken.start >= year.start && taken.end <= year.end)
      .reduce<StoredFigure | null>(
        (last, one) => (last === null || one.period.end >= last.period.end ? one : last),
        null,
      );
  if (found?.number.value == null) return null;
  const { title } = found.source;
  return {
    value: found.number.value,
    note: label(
      `常住人口取${periodLabel(found.period, 'zh')}的报告数${found.row.printed}（${title}）`,
      `Resident population as reported for ${periodLabel(found.period, 'en')}: ${found.row.printed} (${title})`,
    ),
  };
}
