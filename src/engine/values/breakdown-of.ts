import { WITHHELD, type Withheld } from '../../access/disclosure.ts';
import type { ChoiceColumn } from '../../datasets/columns.ts';
import { snake } from '../../datasets/dataset.ts';
import type { Indicator } from '../../indicators/indicator.ts';
import { partsOf, termsOf } from '../../indicators/terms.ts';
import { AnlanError } from '../../kernel/errors.ts';
import { type Exact, exact, HUNDRED, isZero, over, plus, times, ZERO } from '../../kernel/exact.ts';
import { type Label, label } from '../../kernel/label.ts';
import { type Engine, subjectKey } from '../engine.ts';
import { gate } from './counted-value.ts';
import { type DeclaredMeasure, measureOf, termParts } from './declared-measures.ts';
import { unseen } from './sight.ts';
import type { Sum } from './sum.ts';
import { sumOf, sumsBy } from './sums.ts';
import { unfitPeriod } from './unfit-period.ts';
import type { Absence, Subject } from './value.ts';
import { atLevel, wordTree } from './word-tree.ts';

/** One word of a breakdown; `key` is '' where records do not say. */
export interface Slice {
  readonly key: string;
  readonly label: Label;
  /** Where the word stands in its tree, 1 at the top. */
  readonly level: number;
  /** The word above it; null at the top. */
  readonly parent: string | null;
  /** The tree has words below it. */
  readonly hasParts: boolean;
  /** In the unit of the indicator; null has its reason in `absence`. */
  readonly value: Exact | null;
  readonly absence: Extract<Absence, 'WITHHELD' | 'ZERO_DENOMINATOR'> | null;
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
 * @param level words of this level of the column's tree, with all below them; null: words as recorded
 * @throws AnlanError BAD_USER_INPUT for a column that the indicator cannot be broken down by, or a level below 1
 */
export async function breakdownOf(
  engine: Engine,
  subject: Subject,
  by: string,
  level: number | null,
): Promise<readonly Slice[]> {
  const { indicator, region, period } = subject;
  const dimension = snake(by);
  const dimensions = dimensionsOf(engine, indicator);
  if (!dimensions.includes(dimension)) throw notBrokenDown(indicator, by, dimensions);
  if (level !== null && level < 1) {
    throw new AnlanError('BAD_USER_INPUT', `expected a level from 1, the top; got ${level}`, { found: level });
  }
  if (unseen(engine, subject) !== null || period.start > engine.today) return [];
  if (unfitPeriod(engine, subject) !== null) return [];
  const { of, over: below } = partsOf(indicator.formula);
  const totalBy = async (terms: typeof of) =>
    joined(await Promise.all(terms.map((term) => sumsBy(engine, termParts(term).code, dimension, region, period))));
  const [missing, above, under, sum] = await Promise.all([
    gate(engine, subject),
    totalBy(of),
    totalBy(below),
    sumOf(engine, of, region, period),
  ]);
  if (missing !== null) return [];
  const [first] = termsOf(indicator.formula);
  const column = first === undefined ? null : choiceOf(measureOf(engine.measures, termParts(first).code), dimension);
  const words = wordsOf(column);
  const tree = wordTree(column ?? {});
  const numerators = level === null ? above : atLevel(above, tree, level);
  const denominators = level === null ? under : atLevel(under, tree, level);
  const found = new Set(
    [...numerators, ...denominators].filter(([, part]) => part === WITHHELD || !isZero(part)).map(([key]) => key),
  );
  const keys = [
    ...[...words.keys()].filter((key) => found.has(key)),
    ...[...found].filter((key) => !words.has(key)).sort(),
  ];
  const total = [...numerators.values()].includes(WITHHELD) ? sum : [...numerators.values()].reduce(added, ZERO);
  return keys.map((key) => {
    const slice = sliceOf(
      indicator,
      numerators.get(key) ?? ZERO,
      below.length === 0 ? total : (denominators.get(key) ?? ZERO),
    );
    if (slice.absence === 'WITHHELD') engine.withheld.add(`${subjectKey(subject)}|${dimension}:${key}`);
    return {
      key,
      level: tree.path(key).length,
      parent: tree.path(key).at(-2) ?? null,
      hasParts: tree.hasParts(key),
      label: words.get(key) ?? (key === '' ? label('未注明', 'not stated') : label(key, key)),
      ...slice,
    };
  });
}

const HIDDEN = { value: null, share: null, numerator: null, denominator: null, absence: 'WITHHELD' } as const;

/** `whole` null: the shares have no whole that is told. */
function sliceOf(
  { formula }: Indicator,
  part: Exact | Withheld,
  whole: Sum,
): Omit<Slice, 'key' | 'label' | 'level' | 'parent' | 'hasParts'> {
  const counts = formula.kind !== 'ratio' && formula.kind !== 'share';
  if (part === WITHHELD) return HIDDEN;
  if (whole === WITHHELD || whole === null) return counts ? { ...HIDDEN, value: part, absence: null } : HIDDEN;
  const share = isZero(whole) ? null : times(over(part, whole), HUNDRED);
  if (formula.kind === 'share')
    return { value: share, share, numerator: part, denominator: whole, absence: absenceOf(share) };
  if (formula.kind !== 'ratio') return { value: part, share, numerator: null, denominator: null, absence: null };
  const value = isZero(whole) ? null : times(over(part, whole), exact(formula.factor));
  return { value, share: null, numerator: part, denominator: whole, absence: absenceOf(value) };
}

const absenceOf = (value: Exact | null) => (value === null ? 'ZERO_DENOMINATOR' : null);

/** The measures of a formula whose terms are all whole measures; a term that is a member itself has no further parts. */
function plainMeasures(
  { measures }: Pick<Engine, 'measures'>,
  formula: Indicator['formula'],
): readonly DeclaredMeasure[] {
  const parts = termsOf(formula).map(termParts);
  return parts.some(({ member }) => member !== '') ? [] : parts.map(({ code }) => measureOf(measures, code));
}

function choiceOf({ dataset }: DeclaredMeasure, dimension: string): ChoiceColumn | null {
  const [, column] = Object.entries(dataset.columns).find(([name]) => snake(name) === dimension) ?? [];
  return column?.kind === 'choice' ? column : null;
}

function wordsOf(column: ChoiceColumn | null): ReadonlyMap<string, Label> {
  if (column === null) return new Map();
  return new Map(Object.entries(column.choices).map(([key, choice]) => [key, choice.label]));
}

type Part = Exact | Withheld;

const added = (a: Part, b: Part): Part => (a === WITHHELD || b === WITHHELD ? WITHHELD : plus(a, b));

function joined(maps: readonly ReadonlyMap<string, Part>[]): ReadonlyMap<string, Part> {
  const sums = new Map<string, Part>();
  for (const [key, sum] of maps.flatMap((map) => [...map])) sums.set(key, added(sums.get(key) ?? ZERO, sum));
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
