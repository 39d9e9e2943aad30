import { lengthsOf, type Measure } from '../../datasets/measures.ts';
import { addDays, addMonths, type Day, firstOfMonth } from '../../kernel/day.ts';
import { type Period, standardPeriod } from '../../kernel/period.ts';
import { closedAt, lastDay, wholeMonths } from '../../kernel/period-steps.ts';
import { inLedger, inLedgerByMember, type Region, type RegionLevel } from '../../regions/region.ts';
import type { DeclaredMeasure } from './declared-measures.ts';

/** `to` is exclusive. */
export interface Span {
  readonly from: Day;
  readonly to: Day;
}

/** Where and over which days a measure is summed for a region and period. */
export interface Placement extends Span {
  /** `lengths`: how many rows have each length, from the ledger; a median is looked up among them. */
  readonly source: 'ledger' | 'lengths' | 'rows';
}

/** Months before which nothing is stored: where the running sum of a stock begins. */
const BEGINNING: Day = '0001-01-01';

/**
 * Flows over whole months and stocks on the last day of a month come from the ledger, from townships up; medians over
 * whole months from counties up, where lengths are counted; all else from the rows. A stock of a period that has not ended is that
 * of today.
 */
export function placementOf({ measure }: DeclaredMeasure, region: Region, period: Period, today: Day): Placement {
  if (measure.kind === 'stock') {
    const day = stockDay(period, today);
    const next = addDays(day, 1);
    return inLedger(region.level) && next.endsWith('-01')
      ? { source: 'ledger', from: BEGINNING, to: next }
      : { source: 'rows', from: day, to: next };
  }
  const span = spanOf(period, today);
  const source = postedAs(measure, '', region.level);
  const whole = source === null ? null : wholeMonths(span);
  return source === null || whole === null ? { source: 'rows', from: span.start, to: span.end } : { source, ...whole };
}

/** Where a member of a measure is stored: words of townships are in their rows alone, though told as sums of the ledger. */
export function originOf(
  declared: DeclaredMeasure,
  member: string,
  region: Region,
  period: Period,
  today: Day,
): Placement {
  const placement = placementOf(declared, region, period, today);
  if (placement.source !== 'ledger' || postedAs(declared.measure, member, region.level) !== null) return placement;
  return { source: 'rows', ...rowDays(declared, placement) };
}

/** What the ledger keeps of a member of a measure at a level: sums, lengths, or nothing. */
export function postedAs(measure: Measure, member: string, level: RegionLevel): 'ledger' | 'lengths' | null {
  if (measure.kind === 'median') return lengthsOf(measure) !== null && inLedgerByMember(level) ? 'lengths' : null;
  const isKept = member === '' ? inLedger(level) : inLedgerByMember(level);
  return measure.kind !== 'distinct' && isKept ? 'ledger' : null;
}

/** The days of a sum of the ledger as rows know them: a stock has one, whatever months are added up for it. */
export function rowDays({ measure }: DeclaredMeasure, { from, to }: Span): Span {
  return measure.kind === 'stock' ? { from: addDays(to, -1), to } : { from, to };
}

/**
 * The month that shows what changed in a posted one: of what holds since ever, the newest that is over. Null where there
 * is no such month to ask for.
 */
export function monthShowing(month: Day, today: Day): Period | null {
  return standardPeriod((month === BEGINNING ? addMonths(firstOfMonth(today), -1) : month).slice(0, 7));
}

/** 1, 3, 6 or 12 where the days are a month, quarter, half or year of the calendar; null else. */
export function standardMonths(from: Day, to: Day): number | null {
  const month = Number(from.slice(5, 7)) - 1;
  return (
    [1, 3, 6, 12].find((length) => from.endsWith('-01') && month % length === 0 && addMonths(from, length) === to) ??
    null
  );
}

export const spanOf = (period: Period, today: Day): Period => closedAt(period, today);

/** The day on which a stock is taken: the last of the period, or today while it runs. */
export function stockDay(period: Period, today: Day): Day {
  const last = lastDay(spanOf(period, today));
  return last < today || period.start > today ? last : today;
}

/** The months that have to report: all that the period touches and that have begun; for a stock the last of them. */
export function monthsDue(kind: 'flow' | 'stock', period: Period, today: Day): Span {
  if (kind === 'stock') {
    const month = firstOfMonth(stockDay(period, today));
    return { from: month, to: addMonths(month, 1) };
  }
  const span = spanOf(period, today);
  const last = lastDay(span) < today ? lastDay(span) : today;
  return { from: firstOfMonth(span.start), to: addMonths(firstOfMonth(last), 1) };
}
