import type { Day } from '../kernel/day.ts';
import type { Label } from '../kernel/label.ts';
import type { Column, Columns } from './columns.ts';

/** Names of the columns of the given kinds; any name where the columns are not known (`Dataset` as engines see it). */
export type ColumnOf<C extends Columns, Kind extends Column['kind']> = string extends keyof C
  ? string
  : { [Name in keyof C & string]: C[Name]['kind'] extends Kind ? Name : never }[keyof C & string];

type Moment<C extends Columns> = ColumnOf<C, 'day' | 'time'>;
type Words<Col extends Column> = Col extends { kind: 'choice'; choices: infer Choices }
  ? keyof Choices & string
  : never;

type AnyTest<Word extends string> =
  | Word
  | boolean
  | { readonly not: Word }
  | { readonly in: readonly Word[] }
  | { readonly atLeast: number }
  | { readonly known: true };

type Test<Col extends Column> = Col['kind'] extends 'choice'
  ? Exclude<AnyTest<Words<Col>>, boolean | { readonly atLeast: number }>
  : Col['kind'] extends 'flag'
    ? boolean | { readonly known: true }
    : Col['kind'] extends 'count'
      ? { readonly atLeast: number } | { readonly known: true }
      : { readonly known: true };

/** All tests hold. `known` means that the cell is not empty; an empty cell fails every other test too. */
export type Where<C extends Columns> = string extends keyof C
  ? Readonly<Record<string, AnyTest<string>>>
  : { readonly [Name in keyof C & string]?: Test<C[Name]> };

/** A word that a group of its column holds, in the version in force on the day in `on`. */
export type InGroup<C extends Columns> = string extends keyof C
  ? { readonly column: string; readonly group: string; readonly on: string }
  : {
      [Name in keyof C & string]: C[Name] extends { kind: 'choice'; groups?: Readonly<Record<infer Group, unknown>> }
        ? { readonly column: Name; readonly group: Group; readonly on: Moment<C> }
        : never;
    }[keyof C & string];

/** A limit that rules set from a day on, up to the next one. */
export interface DatedLimit {
  /** Null for the first: since ever. */
  readonly from: Day | null;
  /** In the unit of the span. */
  readonly limit: number;
  readonly basis: Label;
}

interface MeasureFrame<C extends Columns> {
  readonly label: Label;
  readonly where?: Where<C>;
  readonly group?: InGroup<C>;
  /**
   * The span is known and no longer than this; below 0, it ends before it begins. Of dated limits the one in force on the
   * day on which the span begins.
   */
  readonly within?: Elapsed<C> & { readonly atMost: number | readonly DatedLimit[] };
  /** Both texts are filled in and the same. */
  readonly same?: readonly [ColumnOf<C, 'text'>, ColumnOf<C, 'text'>];
  /** It counts people or their affairs, though its dataset at large does not. */
  readonly sensitive?: true;
  /** Columns by whose words the measure can be broken down. */
  readonly by?: readonly ColumnOf<C, 'choice'>[];
}

/**
 * Rows, or the sum of a column or of several, by the month of a day. Several days: the first that is not empty.
 * By a year, it has values for whole years only.
 */
export interface FlowMeasure<C extends Columns = Columns> extends MeasureFrame<C> {
  readonly kind: 'flow';
  readonly on: readonly ColumnOf<C, 'day' | 'time' | 'year'>[];
  readonly sum?: ColumnOf<C, 'count' | 'money'> | readonly ColumnOf<C, 'count'>[] | Elapsed<C>;
}

/**
 * Rows, or the sum of a column, that hold on the last day of the period: `from` <= day and (`until` empty or > day).
 * An empty `from` is since ever.
 */
export interface StockMeasure<C extends Columns = Columns> extends MeasureFrame<C> {
  readonly kind: 'stock';
  readonly from: Moment<C>;
  readonly until: Moment<C>;
  /** The day in `until` is still inside (policies) rather than the first day outside (teams). */
  readonly untilInclusive?: boolean;
  readonly sum?: ColumnOf<C, 'count' | 'money'>;
}

/** A sum that accrues evenly by day from `from` to `until`, both included; its parts add up to it to the cent. */
export interface SpreadMeasure<C extends Columns = Columns> extends MeasureFrame<C> {
  readonly kind: 'spread';
  readonly from: Moment<C>;
  readonly until: Moment<C>;
  readonly sum: ColumnOf<C, 'count' | 'money'>;
}

/** The middle of a span over the rows of the period: never summed, but found among how many rows have each length. */
export interface MedianMeasure<C extends Columns = Columns> extends MeasureFrame<C> {
  readonly kind: 'median';
  readonly on: readonly Moment<C>[];
  readonly of: Elapsed<C>;
  /**
   * Of seconds: two columns that the table generates of its rows, with an index on both and the region. The month of `on`
   * counted from the year 0, and `length_class` of the seconds. Without them the median comes from all rows.
   */
  readonly index?: { readonly month: string; readonly class: string };
}

/** The breakdown by which the ledger counts lengths in whole days: `#days:12`. No column has such a name. */
export const DAYS_LONG = '#days';
/** The same for lengths in seconds, which are too many to count each: `#class:131`, by `length_class`. */
export const LENGTH_CLASS = '#class';

/** By what the ledger counts the lengths of a median; null: not at all. */
export function lengthsOf(measure: Measure): typeof DAYS_LONG | typeof LENGTH_CLASS | null {
  if (measure.kind !== 'median') return null;
  if (measure.index !== undefined) return LENGTH_CLASS;
  return measure.of.in === 'day' && measure.of.times === undefined ? DAYS_LONG : null;
}

/** From one column to another: whole days of the calendar, or seconds. `hour` keeps seconds and gives hours. */
export interface Elapsed<C extends Columns = Columns> {
  readonly between: readonly [from: Moment<C>, to: Moment<C>];
  readonly in: 'day' | 'hour' | 'second';
  /** Times this number: person-hours. */
  readonly times?: ColumnOf<C, 'count'>;
}

/**
 * How many different places of a level the rows of a day or year name, each counted once however many rows it has; a row
 * that lies above the level stands for the place that it names. Never posted: counts of distinct things do not add up.
 */
export interface DistinctMeasure<C extends Columns = Columns> extends MeasureFrame<C> {
  readonly kind: 'distinct';
  readonly on: readonly ColumnOf<C, 'day' | 'time' | 'year'>[];
  readonly level: 'village' | 'township';
  readonly name: ColumnOf<C, 'text'>;
}

export type Measure<C extends Columns = Columns> =
  | FlowMeasure<C>
  | StockMeasure<C>
  | SpreadMeasure<C>
  | MedianMeasure<C>
  | DistinctMeasure<C>;
