import {
  compare,
  type Exact,
  exact,
  HUNDRED,
  isZero,
  absolute as magnitude,
  minus,
  over,
  times,
  toFixed,
  ZERO,
} from './exact.ts';
import { type Label, label } from './label.ts';
import { formatQuantity, type UnitCode } from './unit.ts';

export type BetterDirection = 'higher' | 'lower' | 'none';
export type ChangeDirection = 'up' | 'down' | 'same';
export type Verdict = 'better' | 'worse' | 'same' | 'not_judged';

export interface ChangeTerms {
  /** The unit and decimals of the two values. */
  readonly unit: UnitCode;
  readonly decimals: number;
  /** Which way is better. */
  readonly direction: BetterDirection;
}

export interface Change {
  /** In `unit`: percentage points for percentages, else the unit of the value. */
  readonly absolute: Exact;
  /** Percent of the baseline; null when the baseline is 0. */
  readonly relative: Exact | null;
  readonly unit: UnitCode;
  readonly direction: ChangeDirection;
  readonly verdict: Verdict;
  readonly printed: Label;
}

/** Below this a change in percent says little. */
export const SMALL_BASE = exact(30);

const RELATIVE_DECIMALS = 1;
const WORDS = { up: label('上升', 'up'), down: label('下降', 'down') } as const;

/**
 * How current differs from baseline; null when one of them is missing. Percentages change in percentage points, all else
 * in percent of the baseline, or in their own unit where the baseline is 0: '上升55.96个百分点', '下降33.9%', '持平'.
 */
export function changeBetween(current: Exact | null, baseline: Exact | null, terms: ChangeTerms): Change | null {
  if (current === null || baseline === null) return null;
  const absolute = minus(current, baseline);
  const relative = isZero(baseline) ? null : times(over(absolute, magnitude(baseline)), HUNDRED);
  const direction = directionOf(absolute);
  const unit = terms.unit === 'percent' ? 'percentage_point' : terms.unit;
  return {
    absolute,
    relative,
    unit,
    direction,
    verdict: verdictOf(direction, terms.direction),
    printed: printedChange(absolute, relative, direction, unit, terms.decimals),
  };
}

export function isSmallBase(baseline: Exact): boolean {
  return compare(magnitude(baseline), SMALL_BASE) < 0;
}

function directionOf(absolute: Exact): ChangeDirection {
  const order = compare(absolute, ZERO);
  return order > 0 ? 'up' : order < 0 ? 'down' : 'same';
}

/** Whether a move in a direction is good where `better` says which way is. */
export function verdictOf(direction: ChangeDirection, better: BetterDirection): Verdict {
  if (better === 'none') return 'not_judged';
  if (direction === 'same') return 'same';
  return (direction === 'up') === (better === 'higher') ? 'better' : 'worse';
}

function printedChange(
  absolute: Exact,
  relative: Exact | null,
  direction: ChangeDirection,
  unit: UnitCode,
  decimals: number,
): Label {
  if (direction === 'same') return label('持平', 'unchanged');
  const inPoints = unit === 'percentage_point' || relative === null;
  const size = magnitude(inPoints ? absolute : relative);
  const places = inPoints ? decimals : RELATIVE_DECIMALS;
  if (!/[1-9]/.test(toFixed(size, places))) return label('基本持平', 'almost unchanged');
  const format = { unit: inPoints ? unit : 'percent', decimals: places } as const;
  const word = WORDS[direction];
  return label(
    word.zh + formatQuantity(size, { ...format, locale: 'zh' }),
    `${word.en} ${formatQuantity(size, { ...format, locale: 'en' })}`,
  );
}
