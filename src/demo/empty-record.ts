import type { Columns } from '../datasets/columns.ts';

/** A record as it would be typed into a file: column by column. */
export type FileRecord<C extends Columns> = Readonly<Record<keyof C & string, string>>;

/** A record of a dataset with nothing filled in. */
export function emptyRecord<C extends Columns>(columns: C): FileRecord<C> {
  // Object.keys gives exactly the names of the columns.
  return Object.fromEntries(Object.keys(columns).map((name) => [name, ''])) as FileRecord<C>;
}
