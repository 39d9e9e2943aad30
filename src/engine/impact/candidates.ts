import type { Indicator } from '../../indicators/indicator.ts';
import { termsOf } from '../../indicators/terms.ts';
import type { Day } from '../../kernel/day.ts';
import { type Period, periodHolding } from '../../kernel/period.ts';
import type { RegionTree } from '../../regions/tree.ts';
import { type DeclaredMeasures, termParts } from '../values/declared-measures.ts';
import { storedPeriod } from '../values/figure.ts';
import { countsYears } from '../values/indicator-nature.ts';
import { monthShowing } from '../values/span.ts';
import type { TouchedFigure, TouchedSum } from './touched.ts';

/** A value that may have changed. */
export interface Candidate {
  readonly indicator: Indicator;
  readonly regionId: number;
  readonly period: Period;
}

interface CandidatesOptions {
  readonly indicators: ReadonlyMap<string, Indicator>;
  readonly measures: DeclaredMeasures;
  /** The tree with the import. */
  readonly tree: RegionTree;
  readonly today: Day;
}

/** So few months are looked at one by one. */
const FEW_MONTHS = 3;

/**
 * Values that sums and figures can have changed: of the years touched, of single months where there are few, of this
 * year where a stock began or ended before; of regions above where a survey is rolled up. In the order of what was
 * touched, each once.
 */
export function candidatesOf(
  { indicators, measures, tree, today }: CandidatesOptions,
  sums: readonly TouchedSum[],
  figures: readonly TouchedFigure[],
): readonly Candidate[] {
  const catalogue = [...indicators.values()];
  const found = new Map<string, Candidate>();
  const add = (indicator: Indicator, regionId: number, period: Period): void => {
    if (period.start <= today)
      found.set(`${indicator.code}|${regionId}|${period.code}`, { indicator, regionId, period });
  };
  const byMeasure = (code: string): readonly Indicator[] =>
    catalogue.filter((indicator) => dependsOn(indicator, code, measures));
  const using = new Map<string, readonly Indicator[]>();
  const months = monthsShowing(sums, today);

  for (const { regionId, indicator: code, dataset, item, period, start, end } of figures) {
    const stored = storedPeriod(period, start, end);
    const year = periodHolding(start, 'year');
    for (const indicator of catalogue) {
      const { formula } = indicator;
      if (indicator.code === code) add(indicator, regionId, stored);
      if (formula.kind === 'perPopulation' && formula.over === code) add(indicator, regionId, stored);
      if (formula.kind !== 'survey' || formula.dataset !== dataset || formula.item !== item) continue;
      for (const id of [regionId, ...above(tree, regionId)]) {
        add(indicator, id, stored);
        add(indicator, id, year);
      }
    }
  }
  for (const { regionId, measure, year } of sums) {
    const known = using.get(measure) ?? byMeasure(measure);
    using.set(measure, known);
    const touched = [...(months.get(`${regionId}|${year}`)?.values() ?? [])];
    for (const indicator of known) {
      for (const { start } of touched.slice(0, 1)) add(indicator, regionId, periodHolding(start, 'year'));
      if (isStock(indicator, measures)) add(indicator, regionId, periodHolding(today, 'year'));
      if (touched.length > FEW_MONTHS || countsYears(measures, indicator)) continue;
      for (const month of touched) add(indicator, regionId, month);
    }
  }
  return [...found.values()];
}

/** Its formula sums the measure, or takes the median of rows of the dataset whose coverage or sums changed. */
function dependsOn({ formula }: Indicator, code: string, measures: DeclaredMeasures): boolean {
  if (formula.kind === 'share' || formula.kind === 'survey' || formula.kind === 'reported') return false;
  const dataset = code.slice(0, code.indexOf('.'));
  return termsOf(formula).some((term) => {
    const measure = termParts(term).code;
    const ofDataset = measures.get(measure)?.dataset.code === dataset;
    return measure === code || (ofDataset && (formula.kind === 'median' || code === `${dataset}.covered`));
  });
}

const isStock = ({ formula }: Indicator, measures: DeclaredMeasures): boolean =>
  termsOf(formula).some((term) => measures.get(termParts(term).code)?.measure.kind === 'stock');

/** Months of one year, by region and the year that was touched. */
function monthsShowing(sums: readonly TouchedSum[], today: Day): ReadonlyMap<string, ReadonlyMap<string, Period>> {
  const found = new Map<string, Map<string, Period>>();
  for (const { regionId, year, months } of sums) {
    const key = `${regionId}|${year}`;
    const known = found.get(key) ?? new Map<string, Period>();
    for (const month of months) {
      const period = monthShowing(month, today);
      if (period !== null) known.set(period.code, period);
    }
    found.set(key, known);
  }
  return found;
}

function above(tree: RegionTree, regionId: number): readonly number[] {
  const region = tree.known(regionId);
  return region === null ? [] : tree.ancestors(region).map(({ id }) => id);
}
