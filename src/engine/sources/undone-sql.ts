import { type RawBuilder, sql } from 'kysely';
import type { Dataset } from '../../datasets/dataset.ts';

/**
 * Joins `revived` to the row `alias` of a dataset: which version an undo brought to life again in it. Such a row stands in
 * the file, the import and the order of that one.
 */
export function joinOriginal({ code }: Pick<Dataset, 'code'>, alias: string): RawBuilder<unknown> {
  return sql`
    left join revived_rows as revived on revived.dataset = ${sql.lit(code)} and revived.row_id = ${sql.ref(`${alias}.id`)}`;
}

/** The import in whose file the row stands. */
export const importOfRow = (alias: string): RawBuilder<number> =>
  sql`coalesce(revived.original_import, ${sql.ref(`${alias}.imported_in`)})`;

/** `undone(id, root)`: each undo with the import that it, or the undos before it, took back. */
export const undoneRoots = sql`undone as (
    with recursive chain as (
      select u.id, u.undoes as root from imports u where u.undoes is not null
      union all
      select c.id, u.undoes from chain c join imports u on u.id = c.root and u.undoes is not null
    )
    select id, min(root) as root from chain group by id
  )`;
