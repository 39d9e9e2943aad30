import type { Dataset } from '../../datasets/dataset.ts';
import { type StoredColumn, storedColumns } from '../../datasets/stored-columns.ts';

/** What a row says of its source, until the source has an id. */
export const SOURCE_COLUMNS = [
  { name: 'source_key', type: 'text' },
  { name: 'source_title', type: 'text' },
  { name: 'source_publisher', type: 'text' },
  { name: 'source_published_on', type: 'date' },
  { name: 'source_address', type: 'text' },
] as const satisfies readonly Pick<StoredColumn, 'name' | 'type'>[];

const SOURCE_ID = 'source_id';

export const hasSource = (dataset: Dataset): boolean =>
  Object.values(dataset.columns).some(({ kind }) => kind === 'source');

/** What a row is read into: the columns of the table, with the words of its source in place of the source's id. */
export function readColumns(dataset: Dataset): readonly Pick<StoredColumn, 'name' | 'type'>[] {
  const stored = storedColumns(dataset).filter(({ name }) => name !== SOURCE_ID);
  return hasSource(dataset) ? [...stored, ...SOURCE_COLUMNS] : stored;
}

/** The columns by which two rows are the same record, and those by which they are the same content. */
export function comparedColumns(dataset: Dataset): {
  readonly key: readonly string[];
  readonly content: readonly string[];
} {
  const stored = storedColumns(dataset);
  return { key: stored.filter(({ key }) => key).map(({ name }) => name), content: stored.map(({ name }) => name) };
}
