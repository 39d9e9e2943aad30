import type { Indicator } from '../../indicators/indicator.ts';
import type { Day } from '../../kernel/day.ts';
import { compare, type Exact, exact, ZERO } from '../../kernel/exact.ts';
import { fromBounds } from '../../kernel/interval.ts';
import { type Period, standardPeriod } from '../../kernel/period.ts';
import { type PrintedNumber, QUALIFIERS, type Qualifier, readPrinted } from '../../kernel/printed.ts';
import { isUnitCode, type UnitCode, unitOf } from '../../kernel/unit.ts';
import type { FigureRow } from '../sources/figures-source.ts';

/** The document that a figure was printed in. */
export interface SourceDocument {
  readonly id: number;
  readonly title: string;
  readonly publisher: string | null;
  readonly publishedOn: Day | null;
  readonly address: string | null;
  readonly licence: string | null;
}

/** A stored figure, read. */
export interface StoredFigure {
  readonly row: FigureRow;
  readonly period: Period;
  readonly number: PrintedNumber;
  readonly unit: UnitCode | null;
  readonly source: SourceDocument;
}

export function readFigure(row: FigureRow): StoredFigure {
  const unit = row.unit !== null && isUnitCode(row.unit) ? row.unit : null;
  return {
    row,
    period: storedPeriod(row.period, row.periodStart, row.periodEnd),
    number: numberOf(row, unit),
    unit,
    source: {
      id: row.sourceId,
      title: row.sourceTitle,
      publisher: row.sourcePublisher,
      publishedOn: row.sourcePublishedOn,
      address: row.sourceAddress,
      licence: row.sourceLicence,
    },
  };
}

/** A period as its dataset keeps it. */
export function storedPeriod(code: string, start: Day, end: Day): Period {
  const kind = code.startsWith('as-of ') ? 'instant' : (standardPeriod(code)?.kind ?? 'range');
  return { kind, code, start, end };
}

/** The same days, both as spans or both as instants. */
export function samePeriod(a: Period, b: Period): boolean {
  return a.start === b.start && a.end === b.end && (a.kind === 'instant') === (b.kind === 'instant');
}

/** A figure of the value itself, not of its change or rank, in a unit that the indicator can have; goals are no results. */
export function isFigureOfValue({ row, number, unit }: StoredFigure, indicator: Indicator): boolean {
  if (row.comparison !== 'none' && row.comparison !== 'share') return false;
  return number.value !== null && number.qualifier !== 'goal' && sameQuantity(unit, indicator.unit);
}

/** A place of the value; a rank printed with a change is the place of that change. */
export function isRankOfValue({ row }: StoredFigure): boolean {
  return row.rank !== null && row.comparison !== 'yoy' && row.comparison !== 'mom';
}

export function isChange({ row }: StoredFigure): boolean {
  return row.comparison === 'yoy' || row.comparison === 'mom';
}

const NO_QUANTITY: ReadonlySet<UnitCode> = new Set(['rank', 'ordinal', 'year']);

function sameQuantity(unit: UnitCode | null, wanted: UnitCode): boolean {
  if (unit === null || unit === wanted) return true;
  if (NO_QUANTITY.has(unit)) return false;
  return unitOf(unit).discrete && unitOf(wanted).discrete && unit !== 'yuan' && wanted !== 'yuan';
}

/** The stored numbers are what counts; the print adds the place of its last digit. */
function numberOf(row: FigureRow, unit: UnitCode | null): PrintedNumber {
  const qualifier = qualifierOf(row.qualifier);
  const read = readPrinted(row.printed, { qualifier, ...(unit === null ? {} : { unit }) });
  const value = row.value === null ? null : exact(row.value);
  const low = row.valueLow === null ? null : exact(row.valueLow);
  const high = row.valueHigh === null ? null : exact(row.valueHigh);
  const bounds = value !== null && low === null && high === null ? fromBounds(value, value) : fromBounds(low, high);
  const interval = read !== null && same(read.low, low) && same(read.high, high) ? read.interval : bounds;
  return {
    value,
    low: interval.low,
    high: interval.high,
    interval,
    qualifier,
    place: read?.place ?? 0,
    unitText: read?.unitText ?? null,
    unit,
    direction: row.comparison === 'yoy' || row.comparison === 'mom' ? directionOf(value) : null,
  };
}

function qualifierOf(text: string | null): Qualifier {
  return QUALIFIERS.find((one) => one === text) ?? 'exact';
}

function directionOf(value: Exact | null): 'up' | 'down' | null {
  if (value === null) return null;
  const order = compare(value, ZERO);
  return order > 0 ? 'up' : order < 0 ? 'down' : null;
}

const same = (a: Exact | null, b: Exact | null): boolean => (a === null || b === null ? a === b : compare(a, b) === 0);
