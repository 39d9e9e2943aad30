import { type RawBuilder, sql } from 'kysely';
import { type GroupVersion, withBelow } from '../datasets/columns.ts';
import { type Dataset, snake } from '../datasets/dataset.ts';
import type { Measure } from '../datasets/measures.ts';
import { dayOf, spanSql } from './day-sql.ts';

type Condition = RawBuilder<boolean>;

/** What a measure asks of a row, besides its days. */
export function conditionSql(dataset: Dataset, measure: Measure, alias: string): readonly Condition[] {
  const { where = {}, group, within, same } = measure;
  const column = (name: string) => sql.ref(`${alias}.${snake(name)}`);
  return [
    ...Object.entries(where).map(([name, test]): Condition => {
      const ref = column(name);
      if (typeof test === 'boolean') return test ? sql`${ref}` : sql`not ${ref}`;
      if (typeof test === 'string') return sql`${ref} = ${sql.lit(test)}`;
      if ('not' in test) return sql`${ref} <> ${sql.lit(test.not)}`;
      if ('in' in test) return oneOf(ref, test.in);
      if ('atLeast' in test) return sql`${ref} >= ${sql.lit(test.atLeast)}`;
      return sql`${ref} is not null`;
    }),
    ...(group === undefined ? [] : [inGroup(dataset, group, alias)]),
    ...(within === undefined ? [] : [sql<boolean>`${spanSql(within, dataset, alias)} <= ${sql.lit(within.atMost)}`]),
    ...(same === undefined ? [] : [sql<boolean>`${column(same[0])} = ${column(same[1])}`]),
  ];
}

const oneOf = (ref: RawBuilder<unknown>, words: readonly string[]): Condition =>
  sql`${ref} in (${sql.join(words.map((word) => sql.lit(word)))})`;

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
    const begun = from === null ? sql`` : sql` and ${day} >= ${sql.lit(from)}::date`;
    const ended = next === null ? sql`` : sql` and ${day} < ${sql.lit(next)}::date`;
    return sql`(${oneOf(ref, withBelow(declared, words))}${begun}${ended})`;
  };
  return sql`(${sql.join(versions.map(holds), sql` or `)})`;
}
