import { WITHHELD } from '../../access/disclosure.ts';
import { partsOf, termsOf } from '../../indicators/terms.ts';
import { type Exact, exact, isZero, over, times, ZERO } from '../../kernel/exact.ts';
import type { Region, RegionLevel } from '../../regions/region.ts';
import type { Engine } from '../engine.ts';
import {
  incomplete,
  type Missing,
  nobodyReports,
  noDenominator,
  noneOfLevel,
  noPopulation,
  notReported,
  onlyInSlices,
  withheld,
} from './absence.ts';
import { type Counted, without } from './counted.ts';
import { coverageOf } from './coverage.ts';
import { populationOf, RESIDENTS } from './population.ts';
import type { Sum } from './sum.ts';
import { sumOf } from './sums.ts';
import { surveyValue } from './survey-value.ts';
import { unfitPeriod } from './unfit-period.ts';
import type { Coverage, Subject } from './value.ts';

/** Evaluates the formula on records; everything it may need is asked for in the same tick. */
export async function countedValue(engine: Engine, subject: Subject): Promise<Counted> {
  const { formula } = subject.indicator;
  switch (formula.kind) {
    case 'reported':
      return without(notReported(subject));
    case 'survey':
      return surveyValue(engine, subject, formula);
    case 'assessment':
      return engine.assess(engine, subject);
    case 'share':
      return without(onlyInSlices(subject));
    case 'measure':
    case 'median':
    case 'ratio':
    case 'perPopulation':
    case 'perRegions': {
      const unfit = unfitPeriod(engine, subject);
      return unfit === null ? fromSums(engine, subject) : without(unfit);
    }
    default:
      return formula satisfies never;
  }
}

/** What coverage says about the sums of a subject; null: they may be used. */
export function uncovered(subject: Subject, coverage: Coverage, sums: readonly Sum[]): Missing | null {
  const nothing = sums.every((sum) => sum === null || sum === WITHHELD || isZero(sum));
  if (nothing && coverage.reported === 0)
    return coverage.expected === 0 ? nobodyReports(subject) : notReported(subject);
  const { minimumCoverage } = subject.indicator;
  if (coverage.share !== null && coverage.share < minimumCoverage) return incomplete(coverage, minimumCoverage);
  return null;
}

/** Coverage of a subject, and whether its sums may be used. */
export async function gate(engine: Engine, subject: Subject): Promise<Missing | null> {
  const { region, period, indicator } = subject;
  const [coverage, ...sums] = await Promise.all([
    coverageOf(engine, subject),
    ...termsOf(indicator.formula).map((term) => sumOf(engine, [term], region, period)),
  ]);
  return uncovered(subject, coverage, sums);
}

async function fromSums(engine: Engine, subject: Subject): Promise<Counted> {
  const { indicator, region, period } = subject;
  const { formula } = indicator;
  const parts = partsOf(formula);
  const [coverage, of, below, people] = await Promise.all([
    coverageOf(engine, subject),
    sumOf(engine, parts.of, region, period),
    parts.over.length === 0 ? null : sumOf(engine, parts.over, region, period),
    formula.kind === 'perPopulation' ? populationOf(engine, formula.over, region, period) : null,
  ]);
  await engine.turn?.();
  const unusable = uncovered(subject, coverage, [of, below]);
  if (unusable !== null) return without(unusable, coverage);
  if (of === WITHHELD || below === WITHHELD) return without(withheld(subject), coverage);
  const base = { ...without(null), coverage };
  switch (formula.kind) {
    case 'median':
      return of === null ? { ...base, missing: noDenominator(subject) } : { ...base, exact: of };
    case 'ratio':
      return { ...base, ...quotient(subject, of ?? ZERO, below ?? ZERO, formula.factor) };
    case 'perPopulation': {
      if (people === null) {
        const missing = noPopulation(subject, engine.indicators.get(formula.over)?.name ?? RESIDENTS);
        return { ...base, numerator: of ?? ZERO, missing };
      }
      return { ...base, notes: [people.note], ...quotient(subject, of ?? ZERO, people.value, formula.factor) };
    }
    case 'perRegions': {
      const regions = regionsOf(engine, region, formula.level).length;
      if (regions === 0) return { ...base, missing: noneOfLevel(subject) };
      return { ...base, ...quotient(subject, of ?? ZERO, exact(regions), formula.factor) };
    }
    default:
      return { ...base, exact: of ?? ZERO };
  }
}

function regionsOf({ tree }: Engine, region: Region, level: RegionLevel): readonly Region[] {
  return region.level === level ? [region] : tree.descendants(region, level);
}

function quotient(subject: Subject, numerator: Exact, denominator: Exact, factor: number) {
  if (isZero(denominator)) return { numerator, denominator, exact: null, missing: noDenominator(subject) };
  return { numerator, denominator, exact: times(over(numerator, denominator), exact(factor)), missing: null };
}
