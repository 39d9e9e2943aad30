import type { Term } from '../../indicators/formula.ts';
import type { Indicator } from '../../indicators/indicator.ts';
import { partsOf } from '../../indicators/terms.ts';
import { type Exact, exact, HUNDRED, isZero } from '../../kernel/exact.ts';
import type { PrintedNumber } from '../../kernel/printed.ts';
import { type Computed, printedRatio, type Reconciliation, reconcile } from '../../kernel/reconcile.ts';
import type { Engine } from '../engine.ts';
import { countedValue } from '../values/counted-value.ts';
import { termParts } from '../values/declared-measures.ts';
import { isChange, isFigureOfValue, readFigure, type StoredFigure, samePeriod } from '../values/figure.ts';
import { isLevel } from '../values/indicator-nature.ts';
import { reportedFor } from '../values/read-value.ts';
import { unseen } from '../values/sight.ts';
import type { Subject } from '../values/value.ts';
import { changeOf } from './change-of.ts';
import { type ReportedFigure, reportedFigure } from './reported-figure.ts';
import { unchecked } from './unchecked.ts';

/**
 * What was printed of the subject, held against what records (or other prints) say. For what describes a day rather than
 * a span, figures taken on days inside the period belong to it too, each checked against the value of its own day.
 */
export async function reportedOf(engine: Engine, subject: Subject): Promise<readonly ReportedFigure[]> {
  const { indicator, region, period } = subject;
  if (unseen(engine, subject) !== null) return [];
  const figuresOf = async ({ code }: Indicator) =>
    (await engine.figures({ regionId: region.id, indicator: code })).map(readFigure);
  const parts = printedParts(engine, indicator);
  const [figures, counted, against, ...partFigures] = await Promise.all([
    figuresOf(indicator),
    countedValue(engine, subject),
    Promise.all([changeOf(engine, subject, 'YEAR_ON_YEAR'), changeOf(engine, subject, 'PREVIOUS_PERIOD')]),
    ...parts.map(figuresOf),
  ]);
  const level = isLevel(engine.measures, indicator);
  const belonging = figures.filter(
    (figure) => samePeriod(figure.period, period) || (level && isInstantWithin(figure, subject)),
  );
  const [numerator, denominator] = parts.map((part, index) =>
    printedOf(partFigures[index] ?? [], { ...subject, indicator: part }),
  );
  const fromPrints = numerator == null || denominator == null ? null : ratioOfPrints(numerator, denominator, indicator);
  const changes = new Map(against.flatMap(({ reported }) => reported).map((one) => [one.id, one]));
  const held = await Promise.all(
    belonging.map(async (figure) => {
      if (isChange(figure)) {
        return changes.get(`statistics:${figure.row.id}`) ?? reportedFigure(figure, 'NOT_CHECKABLE');
      }
      if (
        !isFigureOfValue({ ...figure, number: { ...figure.number, value: figure.number.value ?? exact(0) } }, indicator)
      ) {
        return reportedFigure(figure, 'NOT_CHECKABLE');
      }
      const own = samePeriod(figure.period, period);
      const computed = own ? counted : await countedValue(engine, { ...subject, period: figure.period });
      return reportedFigure(figure, verdict(figure, yielding(computed.exact, indicator), own ? fromPrints : null));
    }),
  );
  return unchecked(engine, indicator, held);
}

/** Where a zero yields to what was reported, it says nothing against it either. */
const yielding = (value: Exact | null, { zeroYields }: Indicator): Exact | null =>
  zeroYields && value !== null && isZero(value) ? null : value;

function verdict({ number }: StoredFigure, value: Computed['value'], prints: Computed | null): Reconciliation {
  if (value !== null) return reconcile(number, { value });
  return prints === null ? 'NOT_CHECKABLE' : reconcile(number, prints);
}

const isInstantWithin = ({ period: taken }: StoredFigure, { period }: Subject): boolean =>
  taken.kind === 'instant' && taken.start >= period.start && taken.end <= period.end;

/** The indicators that count the two parts of a quotient, where each is one. */
function printedParts({ indicators }: Pick<Engine, 'indicators'>, { formula }: Indicator): readonly Indicator[] {
  if (formula.kind !== 'ratio') return [];
  const { of, over } = partsOf(formula);
  const found = [of, over].map((terms) => counterOf(indicators, terms));
  return found.every((one) => one !== null) ? found : [];
}

/** The indicator that is nothing but this term. */
export function counterOf(indicators: Engine['indicators'], terms: readonly Term[]): Indicator | null {
  const [term] = terms;
  if (term === undefined || terms.length > 1) return null;
  const { code, member } = termParts(term);
  const found = indicators.values().find(({ formula }) => {
    if (formula.kind !== 'measure') return false;
    const parts = termParts(formula.measure);
    return parts.code === code && parts.member === member;
  });
  return found ?? null;
}

const printedOf = (figures: readonly StoredFigure[], subject: Subject): PrintedNumber | null =>
  reportedFor(figures, subject)?.number ?? null;

function ratioOfPrints(numerator: PrintedNumber, denominator: PrintedNumber, { formula, kind }: Indicator): Computed {
  const scale = formula.kind === 'ratio' ? exact(formula.factor) : HUNDRED;
  return kind === 'proportion'
    ? printedRatio(numerator, denominator, scale, scale)
    : printedRatio(numerator, denominator, scale);
}
