import { compare, type Exact, exact, isZero, minus, ONE, over, plus, times, ZERO } from '../../kernel/exact.ts';
import type { RuleRow } from '../sources/assessment-source.ts';

/** An event by its size; one without a size counts as 1. */
export interface SizedEvent {
  readonly size: Exact;
  readonly protectedPeriod: boolean;
}

export type Input =
  | { readonly kind: 'number'; readonly value: Exact /** Of how many, for places. */; readonly of: number | null }
  | { readonly kind: 'events'; readonly events: readonly SizedEvent[] }
  | { readonly kind: 'nothing' };

type Rule = Pick<RuleRow, 'method' | 'low' | 'high' | 'points' | 'protected_factor'>;

const number = (text: string | null): Exact | null => (text === null ? null : exact(text));

/** What one line of a rule gives for an input, without sign and before any cap. */
export function pointsOf(rule: Rule, input: Input): Exact {
  const points = number(rule.points) ?? ZERO;
  const [low, high] = [number(rule.low), number(rule.high)];
  if (rule.method === 'fixed') return points;
  if (input.kind === 'nothing') return ZERO;
  if (input.kind === 'events') return ofEvents(rule, input.events, points, { low, high });
  const { value, of } = input;
  switch (rule.method) {
    case 'linear':
      return times(points, partWay(value, low ?? ZERO, high ?? ZERO));
    case 'step':
      return inside(value, { low, high }) ? points : ZERO;
    case 'per_unit_below':
      return times(points, overlap(value, high ?? value, { low, high }));
    case 'per_unit_above':
      return times(points, overlap(low ?? value, value, { low, high }));
    case 'rank':
      return of === null ? ZERO : times(points, fromTheEnd(value, of));
    case 'each':
      return times(points, value);
    default:
      return rule.method satisfies never;
  }
}

interface Band {
  readonly low: Exact | null;
  readonly high: Exact | null;
}

/** Each event of a size in the band gives the points, times the factor in protected periods; a step gives them once. */
function ofEvents({ method, protected_factor }: Rule, events: readonly SizedEvent[], points: Exact, band: Band): Exact {
  const counted = events.filter(({ size }) => inside(size, band));
  const factor = number(protected_factor) ?? ONE;
  const each = counted.map(({ protectedPeriod }) => (protectedPeriod ? times(points, factor) : points));
  if (method === 'step') return each.reduce((most, one) => (compare(one, most) > 0 ? one : most), ZERO);
  return each.reduce(plus, ZERO);
}

/** low is inside, high is not. */
function inside(value: Exact, { low, high }: Band): boolean {
  return (low === null || compare(value, low) >= 0) && (high === null || compare(value, high) < 0);
}

/** 0 at the floor, 1 at the target, which may lie below it. */
function partWay(value: Exact, floor: Exact, target: Exact): Exact {
  const span = minus(target, floor);
  if (isZero(span)) return compare(value, target) >= 0 ? ONE : ZERO;
  return clamp(over(minus(value, floor), span), ZERO, ONE);
}

/** How many units of the band lie between two numbers. */
function overlap(from: Exact, to: Exact, { low, high }: Band): Exact {
  const first = low !== null && compare(low, from) > 0 ? low : from;
  const last = high !== null && compare(high, to) < 0 ? high : to;
  return compare(last, first) > 0 ? minus(last, first) : ZERO;
}

/** 1 for the first, 0 for the last, evenly between; 1 for the only one. */
function fromTheEnd(place: Exact, of: number): Exact {
  return of <= 1 ? ONE : clamp(over(minus(exact(of), place), exact(of - 1)), ZERO, ONE);
}

function clamp(value: Exact, least: Exact, most: Exact): Exact {
  if (compare(value, least) < 0) return least;
  return compare(value, most) > 0 ? most : value;
}
