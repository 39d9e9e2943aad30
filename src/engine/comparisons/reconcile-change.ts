import type { Indicator } from '../../indicators/indicator.ts';
import { exact, minus, over, plus } from '../../kernel/exact.ts';
import { fromBounds, pointInterval } from '../../kernel/interval.ts';
import type { PrintedNumber } from '../../kernel/printed.ts';
import {
  type Computed,
  printedDifference,
  printedRelativeChange,
  RECONCILIATIONS,
  type Reconciliation,
  reconcile,
} from '../../kernel/reconcile.ts';
import { type UnitCode, unitOf } from '../../kernel/unit.ts';
import type { StoredFigure } from '../values/figure.ts';
import type { Value } from '../values/value.ts';

/**
 * A printed change against the values behind it. A rate that rose by so many percent may mean points or percent: it
 * conflicts only when neither fits.
 */
export function reconcileChange(
  { number, unit }: StoredFigure,
  { unit: of }: Indicator,
  current: Value,
  baseline: Value | null,
): Reconciliation {
  const verdicts = pairs(current, baseline).flatMap(([a, b]) =>
    readings(unit, of, a, b).map((computed) => reconcile(number, computed)),
  );
  return RECONCILIATIONS.find((one) => verdicts.includes(one)) ?? 'NOT_CHECKABLE';
}

/** A value as a print that can be held against others; counted ones are exact. */
export function asPrint({ exact: value, printed }: Value): PrintedNumber | null {
  if (printed !== null || value === null) return printed;
  return { ...plain, value, low: value, high: value, interval: pointInterval(value) };
}

const plain = { qualifier: 'exact', place: 0, unitText: null, unit: null, direction: null } as const;

/** The exact values, and the rounded ones that a report may have subtracted from each other. */
function pairs(current: Value, baseline: Value | null): readonly (readonly [PrintedNumber, PrintedNumber])[] {
  if (baseline === null) return [];
  const exactPair = pair(asPrint(current), asPrint(baseline));
  const rounded = unitOf(current.subject.indicator.unit).discrete ? [] : pair(asRounded(current), asRounded(baseline));
  return [...exactPair, ...rounded];
}

const pair = (
  a: PrintedNumber | null,
  b: PrintedNumber | null,
): readonly (readonly [PrintedNumber, PrintedNumber])[] => (a === null || b === null ? [] : [[a, b]]);

function asRounded(value: Value): PrintedNumber | null {
  if (value.printed !== null || value.value === null) return value.printed;
  const { decimals } = value.subject.indicator;
  const half = over(exact(1), exact(2n * 10n ** BigInt(decimals)));
  const interval = fromBounds(minus(value.value, half), plus(value.value, half));
  return { ...plain, value: value.value, low: interval.low, high: interval.high, interval, place: -decimals };
}

function readings(unit: UnitCode | null, of: UnitCode, a: PrintedNumber, b: PrintedNumber): readonly Computed[] {
  const difference = printedDifference(a, b);
  const relative = printedRelativeChange(a, b);
  if (unit !== 'percent') return [difference];
  return of === 'percent' ? [difference, relative] : [relative];
}
