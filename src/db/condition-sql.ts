import { type RawBuilder, sql } from 'kysely';
import { type Columns, type GroupVersion, withBelow } from '../datasets/columns.ts';
import { type Dataset, snake } from '../datasets/dataset.ts';
import type { DatedLimit, Measure, Where } from '../datasets/measures.ts';
import type { Day } from '../kernel/day.ts';
import { dayOf, spanSql } from './day-sql.ts';

type Condition = RawBuilder<boolean>;

/** What a measure asks of a row, besides its days. */
export function conditionSql(dataset: Dataset, measure: Measure, alias: string): readonly Condition[] {
  const { where = {}, group, within, same } = measure;
  const column = (name: string) => sql.ref(`${alias}.${snake(name)}`);
  return [
    ...whereSql(where, alias),
    ...(group === undefined ? [] : [inGroup(dataset, group, alias)]),
    ...(within === undefined ? [] : [inTime(dataset, within, alias)]),
    ...(same === undefined ? [] : [sql<boolean>`${column(same[0])} = ${column(same[1])}`]),
  ];
}

/** One condition a test. */
export function whereSql(where: Where<Columns>, alias: string): readonly Condition[] {
  return Object.entries(where).map(([name, test]): Condition => {
    const ref = sql.ref(`${alias}.${snake(name)}`);
    if (typeof test === 'boolean') return test ? sql`${ref}` : sql`not ${ref}`;
    if (typeof test === 'string') return sql`${ref} = ${sql.lit(test)}`;
    if ('not' in test) return sql`${ref} <> ${sql.lit(test.not)}`;
    if ('in' in test) return oneOf(ref, test.in);
    if ('atLeast' in test) return sql`${ref} >= ${sql.lit(test.atLeast)}`;
    return sql`${ref} is not null`;
  });
}

const oneOf = (ref: RawBuilder<unknown>, words: readonly string[]): Condition =>
  sql`${ref} in (${sql.join(words.map((word) => sql.lit(word)))})`;

function inTime(dataset: Dataset, within: NonNullable<Measure['within']>, alias: string): Condition {
  const span = spanSql(within, dataset, alias);
  if (typeof within.atMost === 'number') return sql`${span} <= ${sql.lit(within.atMost)}`;
  const day = dayOf(dataset, within.between[0], alias);
  const limits = within.atMost;
  const holds = ({ from, limit }: DatedLimit, at: number): Condition =>
    sql`(${span} <= ${sql.lit(limit)}${inForce(day, from, limits[at + 1]?.from ?? null)})`;
  return sql`(${sql.join(limits.map(holds), sql` or `)})`;
}

function inForce(day: RawBuilder<unknown>, from: Day | null, next: Day | null): RawBuilder<unknown> {
  const begun = from === null ? sql`` : sql` and ${day} >= ${sql.lit(from)}::date`;
  const ended = next === null ? sql`` : sql` and ${day} < ${sql.lit(next)}::date`;
  return sql`${begun}${ended}`;
}

function inGroup(dataset: Dataset, { column, group, on }: NonNullable<Measure['group']>, alias: string): Condition {
  const declared = dataset.columns[column];
  const versions = declared?.kind === 'choice' ? declared.groups?.[group] : undefined;
  if (declared?.kind !== 'choice' || versions === undefined) {
    throw new Error(`${dataset.code}.${column} declares no group ${group}`);
  }
  const ref = sql.ref(`${alias}.${snake(column)}`);
  const day = dayOf(dataset, on, alias);
  const holds = ({ from, words }: GroupVersion, at: number): Condition => {
    const next = versions[at + 1]?.from ?? null;
    return sql`(${oneOf(ref, withBelow(declared, words))}${inForce(day, from, next)})`;
  };
  return sql`(${sql.join(versions.map(holds), sql` or `)})`;
}
