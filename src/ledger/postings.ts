import { type RawBuilder, sql } from 'kysely';
import type { Dataset } from '../datasets/dataset.ts';
import { lengthsOf } from '../datasets/measures.ts';
import { monthOf } from '../db/day-sql.ts';
import { daysHeld, type MeasureSql, measuresSql, onDay } from '../db/measure-sql.ts';

type Sql<Value = unknown> = RawBuilder<Value>;

/** Distinct things have no sum, nor have medians whose lengths are not counted: those alone are not posted. */
export const hasPostings = (dataset: Dataset): boolean =>
  Object.values(dataset.measures).some(
    (measure) => lengthsOf(measure) !== null || (measure.kind !== 'median' && measure.kind !== 'distinct'),
  );

/** A region of this level has sums of this member: words of breakdowns and lengths are counted from counties up. */
export const isKept = (level: Sql, member: Sql): Sql<boolean> => sql`(${level} <> 'township' or ${member} = '')`;

/**
 * `select region_id, measure, member, month, delta`: what each row adds to the cells of its own region.
 * @param rows a query of the dataset's rows with `sign`, 1 or -1
 * @param kept columns of `rows` that are given out as well, in front
 */
export function postings(dataset: Dataset, rows: Sql, kept: readonly string[] = []): Sql {
  const more = kept.map((name) => sql`${sql.ref(`r.${name}`)}, `);
  return sql`
    select ${sql.join(more, sql``)} r.region_id, p.measure, m.member, p.month, r.sign * p.amount as delta
    from (${rows}) r
    cross join lateral (${lines(dataset)}) as p(measure, month, amount, members)
    cross join lateral unnest(p.members) as m(member)
    where p.month is not null and p.amount <> 0`;
}

/** One `select` a line: PostgreSQL prepares them once, but would prepare a list of values anew for every row. */
function lines(dataset: Dataset): Sql {
  return sql.join(
    measuresSql(dataset, 'r').flatMap((one) => linesOf(dataset, one)),
    sql` union all `,
  );
}

function linesOf(dataset: Dataset, one: MeasureSql): readonly Sql[] {
  const { measure } = one;
  switch (measure.kind) {
    case 'distinct':
      return [];
    case 'median':
      return lengthsOf(measure) === null ? [] : [line(one, monthOf(onDay(dataset, measure, 'r')), sql`1`)];
    case 'flow':
      return [line(one, monthOf(onDay(dataset, measure, 'r')), sql`1`)];
    case 'stock': {
      const { from, until } = daysHeld(dataset, measure, 'r');
      return [line(one, monthOf(from), sql`1`), line(one, monthOf(until), sql`-1`)];
    }
    case 'spread': {
      const { from, until } = daysHeld(dataset, measure, 'r');
      const months = sql`generate_series(${monthOf(from)}::timestamp, (${until} - 1)::timestamp, interval '1 month')`;
      return [line(one, sql`s.month::date`, sql`1`, sql`from ${months} as s(month)`)];
    }
    default:
      return measure satisfies never;
  }
}

function line(
  { code, measure, where, amountIn, members }: MeasureSql,
  month: Sql<string | null>,
  direction: Sql,
  from = sql``,
): Sql {
  const ofLengths = measure.kind === 'median';
  const words = sql.join([...(ofLengths ? [] : [sql.lit('')]), ...members.map(({ member }) => member)]);
  const amount = ofLengths ? sql`1` : amountIn(month, sql`(${month} + interval '1 month')::date`);
  return sql`select ${sql.lit(code)}, ${month}, ${direction} * (${amount})::bigint, array[${words}]::text[] ${from} where ${where}`;
}
