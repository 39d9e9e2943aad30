import type { Dataset } from './dataset.ts';
import { snake } from './dataset.ts';

export type StoredType = 'text' | 'date' | 'timestamptz' | 'int' | 'bigint' | 'numeric' | 'boolean';

/** A column of the dataset's table that holds content (not provenance). */
export interface StoredColumn {
  /** snake_case, as in the database. */
  readonly name: string;
  readonly type: StoredType;
  /** The declared column that fills it. */
  readonly from: string;
  /** Part of the natural key; an empty text is stored as '' there. */
  readonly key: boolean;
}

/** What the table of a dataset holds, in the order of its declaration. */
export function storedColumns(dataset: Dataset): readonly StoredColumn[] {
  return Object.entries(dataset.columns).flatMap(([from, column]) => {
    const inKey = dataset.key.includes(from);
    const name = snake(from);
    const stored = (storedName: string, type: StoredType, key = inKey): StoredColumn => ({
      name: storedName,
      type,
      from,
      key,
    });
    switch (column.kind) {
      case 'text':
      case 'choice':
        return [stored(name, 'text')];
      case 'day':
        return [stored(name, 'date')];
      case 'time':
        return [stored(name, 'timestamptz')];
      case 'count':
      case 'year':
        return [stored(name, 'int')];
      case 'money':
        return [stored(name, 'bigint')];
      case 'rate':
      case 'number':
      case 'quantity':
        return [stored(name, 'numeric')];
      case 'flag':
        return [stored(name, 'boolean')];
      case 'region':
        return column.partly ? [stored('region_id', 'int'), stored('locality', 'text')] : [stored('region_id', 'int')];
      case 'period':
        return [stored(name, 'text'), stored(`${name}_start`, 'date', false), stored(`${name}_end`, 'date', false)];
      case 'printed':
        return [
          stored('printed', 'text', false),
          stored('value', 'numeric', false),
          stored('value_low', 'numeric', false),
          stored('value_high', 'numeric', false),
          stored('qualifier', 'text', false),
          stored('unit', 'text', false),
        ];
      case 'indicator':
        return column.known ? [stored(name, 'text')] : [stored('measure', 'text'), stored('indicator', 'text', false)];
      case 'source':
        return [stored('source_id', 'int')];
      default:
        return column satisfies never;
    }
  });
}
