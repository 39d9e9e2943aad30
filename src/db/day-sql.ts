import { type RawBuilder, sql } from 'kysely';
import { type Dataset, snake } from '../datasets/dataset.ts';
import type { Elapsed } from '../datasets/measures.ts';

type Moment = RawBuilder<string | null>;

/**
 * The day of a column in Shanghai's calendar, of a year its first; written so that it is immutable: it can be pushed
 * down and indexed.
 */
export function dayOf(dataset: Dataset, column: string, alias: string): Moment {
  const ref = sql.ref(`${alias}.${snake(column)}`);
  switch (dataset.columns[column]?.kind) {
    case 'time':
      return sql`(${ref} at time zone 'Asia/Shanghai')::date`;
    case 'year':
      return sql`make_date(${ref}, 1, 1)`;
    default:
      return sql`${ref}`;
  }
}

/** January to December, from 1. */
export const MONTHS: readonly RawBuilder<number>[] = Array.from({ length: 12 }, (_, at) => sql.lit(at + 1));

export const monthOf = (day: Moment): Moment => sql`(${day} - (date_part('day', ${day})::int - 1))`;

/** Whole days of the calendar, or seconds with their fractions. */
export function spanSql(
  { between: [from, to], in: unit }: Elapsed,
  dataset: Dataset,
  alias: string,
): RawBuilder<unknown> {
  if (unit === 'day') return sql`(${dayOf(dataset, to, alias)} - ${dayOf(dataset, from, alias)})`;
  return sql`extract(epoch from ${sql.ref(`${alias}.${snake(to)}`)} - ${sql.ref(`${alias}.${snake(from)}`)})`;
}
