import type { Label } from '../kernel/label.ts';
import type { Columns } from './columns.ts';
import type { ColumnOf, Measure, Where } from './measures.ts';

/** A contradiction between the cells of one row. Rows that break an `error` rule are rejected. */
export type Rule<C extends Columns = Columns> =
  /** Days in this order wherever two are filled in. */
  | { readonly kind: 'order'; readonly columns: readonly ColumnOf<C, 'day' | 'time'>[] }
  /** If `when` holds, then `must` has to. */
  | { readonly kind: 'implies'; readonly when: Where<C>; readonly must: Where<C>; readonly message: Label }
  /** `small` <= `large` wherever both are filled in. */
  | {
      readonly kind: 'atMost';
      readonly small: ColumnOf<C, 'count' | 'money' | 'quantity'>;
      readonly large: ColumnOf<C, 'count' | 'money' | 'quantity'>;
      readonly severity: 'error' | 'warning';
    }
  /** A percentage of 0 to 100; a warning where `part` of `whole` is not that, even rounded to whole percents. */
  | {
      readonly kind: 'share';
      readonly rate: ColumnOf<C, 'rate'>;
      readonly part: ColumnOf<C, 'count'>;
      readonly whole: ColumnOf<C, 'count'>;
    }
  /** At least one of the groups is filled in as a whole. */
  | { readonly kind: 'oneOf'; readonly groups: readonly (readonly (keyof C & string)[])[]; readonly message: Label };

export interface DatasetOf<Code extends string, C extends Columns, M extends Readonly<Record<string, Measure<C>>>> {
  /** Also the table and the GraphQL connection: `survey_rates`, `surveyRates`. */
  readonly code: Code;
  readonly label: Label;
  readonly columns: C;
  /** What makes two rows the same record. */
  readonly key: readonly (keyof C & string)[];
  /** The day by which a row says that its township reported the month (or the year); null where coverage has no meaning. */
  readonly covers: ColumnOf<C, 'day' | 'time' | 'year'> | null;
  /** Its rows are people, or cases and disputes of people: restricted keys are told no small numbers of any measure. */
  readonly sensitive?: true;
  readonly measures: M;
  readonly rules: readonly Rule<C>[];
  /** Rates that a survey reports for a region, a round and a question, with or without the answers behind them. */
  readonly rates?: {
    readonly period: ColumnOf<C, 'period'>;
    readonly item: ColumnOf<C, 'choice'>;
    readonly rate: ColumnOf<C, 'rate'>;
    readonly sample: ColumnOf<C, 'count'>;
    readonly positive: ColumnOf<C, 'count'>;
    /** A change of this column breaks the series. */
    readonly instrument: ColumnOf<C, 'text'>;
    readonly ranks: { readonly province: ColumnOf<C, 'count'>; readonly city: ColumnOf<C, 'count'> };
  };
  /**
   * Its part in schemes of assessment, read by these columns. `rules`: scheme, year, number, item, section, peerGroup,
   * indicator, reading, scope, method, low, high, points, cap, protectedFactor, department. `units`: scheme, year,
   * peerGroup. `events`: scheme, item, happenedOn, size, protectedPeriod.
   */
  readonly assessment?: 'rules' | 'units' | 'events';
  /** What is to be reached: one target for an indicator, a region and a period. */
  readonly goals?: {
    readonly indicator: ColumnOf<C, 'indicator'>;
    readonly period: ColumnOf<C, 'period'>;
    /** Its words are those of `TargetKind`. */
    readonly kind: ColumnOf<C, 'choice'>;
    readonly value: ColumnOf<C, 'quantity'>;
    readonly low: ColumnOf<C, 'quantity'>;
    readonly high: ColumnOf<C, 'quantity'>;
  };
  /** What holds of a record that is done with; a row that takes it back is warned of. */
  readonly settled?: Where<C>;
  /** Where the column names a family, a pseudonym is kept in place of the name. */
  readonly pseudonym?: { readonly column: ColumnOf<C, 'text'>; readonly where: Where<C> };
  /** Rows of a printed figure whose unit is one of these carry no quantity: counted as skipped. */
  readonly skipUnits?: readonly string[];
}

type Erased = DatasetOf<string, Columns, Readonly<Record<string, Measure>>>;

/**
 * A dataset as engines see it, its columns not known by name. Mapped, so that TypeScript compares member by member:
 * names of columns make `DatasetOf` invariant in its columns, and by that rule no declared dataset would be one.
 */
export type Dataset = { readonly [Name in keyof Erased]: Erased[Name] };

/** How a dataset of survey rates names its parts, as engines see it. */
export type ReportedRates = NonNullable<Dataset['rates']>;

/** Checks a declaration against its own columns and gives it back unchanged. */
export function dataset<
  const Code extends string,
  const C extends Columns,
  const M extends Readonly<Record<string, Measure<C>>>,
>(declaration: DatasetOf<Code, C, M>): DatasetOf<Code, C, M> {
  return declaration;
}

/** `mediations.resolved`: how indicators and the ledger name a measure. */
export const measureCode = (dataset: Pick<Dataset, 'code'>, name: string): string => `${dataset.code}.${snake(name)}`;

/** The measure under which the ledger sums the township-months that a dataset has reported. */
export const coveredMeasure = (dataset: Pick<Dataset, 'code'>): string => measureCode(dataset, 'covered');

/** The name in the database and in files of a name in code: `acceptedOn` is `accepted_on`. */
export const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
