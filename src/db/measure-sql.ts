import { type RawBuilder, sql } from 'kysely';
import { type Dataset, measureCode, snake } from '../datasets/dataset.ts';
import {
  type DistinctMeasure,
  type Elapsed,
  type FlowMeasure,
  lengthsOf,
  type Measure,
  type MedianMeasure,
  type SpreadMeasure,
  type StockMeasure,
} from '../datasets/measures.ts';
import { conditionSql } from './condition-sql.ts';
import { dayOf, spanSql } from './day-sql.ts';

type Sql<Value> = RawBuilder<Value>;
type Moment = Sql<string | null>;

/** How one measure reads one row of its dataset, aliased `alias`. The only translation of measures to SQL. */
export interface MeasureSql {
  readonly code: string;
  readonly measure: Measure;
  /** The row counts at all. */
  readonly where: Sql<boolean>;
  /**
   * What the row adds from one day to another (exclusive): 1, a count, cents, days or seconds; null adds nothing. Only a
   * spread depends on the days.
   */
  readonly amountIn: (from: Moment, to: Moment) => Sql<number | null>;
  /** What makes two rows one, where distinct things are counted; null elsewhere. */
  readonly identity: Sql<string> | null;
  /** Breakdowns: `type:物业`; `type:` for rows that do not say; `#days:12` or `#class:131` of a median. */
  readonly members: readonly { readonly by: string; readonly member: Sql<string> }[];
}

/** The day on which a flow, a median or a distinct thing counts. */
export const onDay = (
  dataset: Dataset,
  measure: FlowMeasure | MedianMeasure | DistinctMeasure,
  alias: string,
): Moment => sql`coalesce(${sql.join(measure.on.map((column) => dayOf(dataset, column, alias)))})`;

/** The first day on which a stock holds or a spread accrues, and the first on which it no longer does (null: still). */
export function daysHeld(dataset: Dataset, measure: StockMeasure | SpreadMeasure, alias: string) {
  const from = dayOf(dataset, measure.from, alias);
  const until = dayOf(dataset, measure.until, alias);
  const inclusive = measure.kind === 'spread' || measure.untilInclusive === true;
  return {
    from: measure.kind === 'spread' ? from : sql<string>`coalesce(${from}, ${EVER})`,
    until: inclusive ? sql<string | null>`(${until} + 1)` : until,
  };
}

const EVER = sql`date '0001-01-01'`;

export function measureSql(dataset: Dataset, name: string, alias: string): MeasureSql {
  const measure = dataset.measures[name];
  if (measure === undefined) throw new Error(`${dataset.code} declares no measure ${name}`);
  const whole = measure.kind === 'spread' ? null : amount(measure, dataset, alias);
  return {
    code: measureCode(dataset, name),
    measure,
    where: sql.join([counts(dataset, measure, alias), ...conditionSql(dataset, measure, alias)], sql` and `),
    amountIn: (from, to) => whole ?? accrued(dataset, measure, alias, from, to),
    identity: measure.kind === 'distinct' ? identityOf(measure, alias) : null,
    members: measure.kind === 'median' ? lengthMembers(dataset, measure, alias) : wordMembers(measure, alias),
  };
}

export const measuresSql = (dataset: Dataset, alias: string): readonly MeasureSql[] =>
  Object.keys(dataset.measures).map((name) => measureSql(dataset, name, alias));

function lengthMembers(dataset: Dataset, measure: MedianMeasure, alias: string): MeasureSql['members'] {
  const by = lengthsOf(measure);
  if (by === null) return wordMembers(measure, alias);
  const length =
    measure.index === undefined
      ? elapsed(measure.of, dataset, alias)
      : sql.ref(`${alias}.${snake(measure.index.class)}`);
  return [{ by, member: sql`${sql.lit(`${by}:`)} || ${length}` }];
}

const wordMembers = ({ by = [] }: Measure, alias: string): MeasureSql['members'] =>
  by.map((one) => ({
    by: one,
    member: sql`${sql.lit(`${snake(one)}:`)} || coalesce(${sql.ref(`${alias}.${snake(one)}`)}, '')`,
  }));

function counts(dataset: Dataset, measure: Measure, alias: string): Sql<boolean> {
  switch (measure.kind) {
    case 'stock':
      return sql`true`;
    case 'spread': {
      const { from, until } = daysHeld(dataset, measure, alias);
      return sql`${until} > ${from}`;
    }
    case 'median':
      return sql`${onDay(dataset, measure, alias)} is not null and ${elapsed(measure.of, dataset, alias)} is not null`;
    case 'flow':
    case 'distinct':
      return sql`${onDay(dataset, measure, alias)} is not null`;
    default:
      return measure satisfies never;
  }
}

function amount(
  measure: FlowMeasure | StockMeasure | MedianMeasure | DistinctMeasure,
  dataset: Dataset,
  alias: string,
): Sql<number | null> {
  const column = (name: string) => sql.ref(`${alias}.${snake(name)}`);
  if (measure.kind === 'median') return elapsed(measure.of, dataset, alias);
  if (measure.kind === 'distinct') return sql`1`;
  if (measure.sum === undefined) return sql`1`;
  if (typeof measure.sum === 'string') return sql`${column(measure.sum)}`;
  if ('between' in measure.sum) return elapsed(measure.sum, dataset, alias);
  return sql`(${sql.join(
    measure.sum.map((name) => sql`coalesce(${column(name)}, 0)`),
    sql` + `,
  )})`;
}

function identityOf({ level, name }: DistinctMeasure, alias: string): Sql<string> {
  const region = sql.ref(`${alias}.region_id`);
  return sql`case when exists (
      select from region_versions v where v.region_id = ${region} and v.level = ${sql.lit(level)})
    then ${region}::text else ${region} || ' ' || ${sql.ref(`${alias}.${snake(name)}`)} end`;
}

function elapsed(span: Elapsed, dataset: Dataset, alias: string): Sql<number | null> {
  const length = sql`(${spanSql(span, dataset, alias)})::bigint`;
  return span.times === undefined ? sql`${length}` : sql`(${length} * ${sql.ref(`${alias}.${snake(span.times)}`)})`;
}

/** What has accrued by the end less what had by the beginning, each rounded half up: any cut adds up to the whole. */
function accrued(dataset: Dataset, measure: Measure, alias: string, from: Moment, to: Moment): Sql<number | null> {
  if (measure.kind !== 'spread') throw new Error(`expected a spread, got a ${measure.kind}`);
  const held = daysHeld(dataset, measure, alias);
  const days = sql`(${held.until} - ${held.from})`;
  const by = (day: Moment) => sql`
    div(2 * ${sql.ref(`${alias}.${snake(measure.sum)}`)}::numeric
      * greatest(0, least(${day}, ${held.until}) - ${held.from}) + ${days}, nullif(2 * ${days}, 0))`;
  return sql`(${by(to)} - ${by(from)})::bigint`;
}
