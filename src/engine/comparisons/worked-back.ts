import { compare, type Exact, exact, HUNDRED, minus, ONE, over, plus, roundHalfUp, ZERO } from '../../kernel/exact.ts';
import { label } from '../../kernel/label.ts';
import { unitOf } from '../../kernel/unit.ts';
import type { StoredFigure } from '../values/figure.ts';
import type { Subject, Value } from '../values/value.ts';

/** The baseline that a printed change leaves: 105.03 after +55.96 points was 49.07. Null where it is not one number. */
export function workedBack(current: Value, then: Subject, changes: readonly StoredFigure[]): Value | null {
  for (const change of changes) {
    const value = current.value === null ? null : baselineBehind(current.value, change, then);
    if (value !== null) return derivedValue(current, then, value, change);
  }
  return null;
}

function baselineBehind(current: Exact, { number, unit }: StoredFigure, { indicator }: Subject): Exact | null {
  const { value, low, high, qualifier } = number;
  if (value === null || qualifier !== 'exact') return null;
  if (unit === 'percentage_point') return indicator.unit === 'percent' ? minus(current, value) : null;
  if (unit === indicator.unit && indicator.unit !== 'percent') return minus(current, value);
  if (unit !== 'percent' || !unitOf(indicator.unit).discrete || low === null || high === null) return null;
  return onlyWhole(quotient(current, high), quotient(current, low));
}

/** current / (1 + percent / 100); null when nothing or less was left. */
function quotient(current: Exact, percent: Exact): Exact | null {
  const growth = plus(ONE, over(percent, HUNDRED));
  return compare(growth, ZERO) > 0 ? over(current, growth) : null;
}

/** The only whole number between two others. */
function onlyWhole(low: Exact | null, high: Exact | null): Exact | null {
  if (low === null || high === null) return null;
  const nearest = roundHalfUp(over(plus(low, high), exact(2)), 0);
  const inside = (x: Exact) => compare(x, low) >= 0 && compare(x, high) <= 0;
  return inside(nearest) && !inside(minus(nearest, ONE)) && !inside(plus(nearest, ONE)) ? nearest : null;
}

function derivedValue(current: Value, then: Subject, value: Exact, { row, source }: StoredFigure): Value {
  return {
    ...current,
    subject: then,
    exact: value,
    value,
    numerator: null,
    denominator: null,
    basis: 'REPORTED',
    derived: true,
    printed: null,
    printedLow: null,
    printedHigh: null,
    reportedId: row.id,
    notes: [
      label(
        `由公布的变化“${row.printed}”倒推（${source.title}）`,
        `worked back from the printed change “${row.printed}” (${source.title})`,
      ),
    ],
  };
}
