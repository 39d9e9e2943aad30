import { canSee } from '../../access/viewer.ts';
import { snake } from '../../datasets/dataset.ts';
import type { Indicator } from '../../indicators/indicator.ts';
import { AnlanError } from '../../kernel/errors.ts';
import { type Exact, exact, HUNDRED, isZero, over, plus, times, ZERO } from '../../kernel/exact.ts';
import { type Label, label } from '../../kernel/label.ts';
import type { Engine } from '../engine.ts';
import { gate } from './counted-value.ts';
import { type DeclaredMeasure, measureOf, termParts } from './declared-measures.ts';
import { partsOf, termsOf } from './formula-terms.ts';
import { sumsBy } from './sums.ts';
import { unfitPeriod } from './unfit-period.ts';
import type { Subject } from './value.ts';

/** One word of a breakdown; `key` is '' where records do not say. */
export interface Slice {
  readonly key: string;
  readonly label: Label;
  /** In the unit of the indicator; null for a quotient over 0. */
  readonly value: Exact | null;
  /** Percent of the whole; null for quotients. */
  readonly share: Exact | null;
  readonly numerator: Exact | null;
  readonly denominator: Exact | null;
}

/** The columns by which an indicator can be broken down: every part of its formula knows them. */
export function dimensionsOf(engine: Pick<Engine, 'measures'>, { formula }: Indicator): readonly string[] {
  if (formula.kind === 'share') return [snake(formula.by)];
  const measures = plainMeasures(engine, formula);
  const [first, ...others] = measures;
  if (first === undefined || formula.kind === 'perPopulation' || formula.kind === 'perRegions') return [];
  const named = ({ measure }: DeclaredMeasure) => (measure.kind === 'median' ? [] : (measure.by ?? []).map(snake));
  return named(first).filter((by) => others.every((other) => named(other).includes(by)));
}

/**
 * The parts of a value under the words of one column, in the order of the declaration; empty where the value is absent.
 * @throws AnlanError BAD_USER_INPUT for a column that the indicator cannot be broken down by
 */
export async function breakdownOf(engine: Engine, subject: Subject, by: string): Promise<readonly Slice[]> {
  const { indicator, region, period } = subject;
  const dimension = snake(by);
  const dimensions = dimensionsOf(engine, indicator);
  if (!dimensions.includes(dimension)) throw notBrokenDown(indicator, by, dimensions);
  if (!canSee(engine.viewer, engine.tree, region) || period.start > engine.today) return [];
  if (unfitPeriod(engine, subject) !== null) return [];
  const { of, over: below } = partsOf(indicator.formula);
  const totalBy = async (terms: typeof of) =>
    added(await Promise.all(terms.map((term) => sumsBy(engine, termParts(term).code, dimension, region, period))));
  const [missing, numerators, denominators] = await Promise.all([gate(engine, subject), totalBy(of), totalBy(below)]);
  if (missing !== null) return [];
  const [first] = termsOf(indicator.formula);
  const words =
    first === undefined
      ? new Map<string, Label>()
      : wordsOf(measureOf(engine.measures, termParts(first).code), dimension);
  const found = new Set([...numerators, ...denominators].filter(([, sum]) => !isZero(sum)).map(([key]) => key));
  const keys = [
    ...[...words.keys()].filter((key) => found.has(key)),
    ...[...found].filter((key) => !words.has(key)).sort(),
  ];
  const total = [...numerators.values()].reduce(plus, ZERO);
  return keys.map((key) => ({
    key,
    label: words.get(key) ?? (key === '' ? label('未注明', 'not stated') : label(key, key)),
    ...sliceOf(indicator, numerators.get(key) ?? ZERO, below.length === 0 ? total : (denominators.get(key) ?? ZERO)),
  }));
}

function sliceOf({ formula }: Indicator, part: Exact, whole: Exact): Omit<Slice, 'key' | 'label'> {
  const share = isZero(whole) ? null : times(over(part, whole), HUNDRED);
  if (formula.kind === 'share') return { value: share, share, numerator: part, denominator: whole };
  if (formula.kind !== 'ratio') return { value: part, share, numerator: null, denominator: null };
  const value = isZero(whole) ? null : times(over(part, whole), exact(formula.factor));
  return { value, share: null, numerator: part, denominator: whole };
}

/** The measures of a formula whose terms are all whole measures; a term that is a member itself has no further parts. */
function plainMeasures(
  { measures }: Pick<Engine, 'measures'>,
  formula: Indicator['formula'],
): readonly DeclaredMeasure[] {
  const parts = termsOf(formula).map(termParts);
  return parts.some(({ member }) => member !== '') ? [] : parts.map(({ code }) => measureOf(measures, code));
}

function wordsOf({ dataset }: DeclaredMeasure, dimension: string): ReadonlyMap<string, Label> {
  const [, column] = Object.entries(dataset.columns).find(([name]) => snake(name) === dimension) ?? [];
  if (column?.kind !== 'choice') return new Map();
  return new Map(Object.entries(column.choices).map(([key, choice]) => [key, choice.label]));
}

function added(maps: readonly ReadonlyMap<string, Exact>[]): ReadonlyMap<string, Exact> {
  const sums = new Map<string, Exact>();
  for (const [key, sum] of maps.flatMap((map) => [...map])) sums.set(key, plus(sums.get(key) ?? ZERO, sum));
  return sums;
}

function notBrokenDown({ code }: Indicator, by: string, dimensions: readonly string[]): AnlanError {
  const allowed = dimensions.length === 0 ? 'cannot be broken down' : `can be broken down by ${dimensions.join(', ')}`;
  return new AnlanError('BAD_USER_INPUT', `${code} ${allowed}; got ${JSON.stringify(by)}`, {
    indicator: code,
    found: by,
    allowed: dimensions,
  });
}
