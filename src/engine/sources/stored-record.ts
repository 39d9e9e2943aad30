import type { Dataset } from '../../datasets/dataset.ts';
import { storedColumns } from '../../datasets/stored-columns.ts';
import { AnlanError } from '../../kernel/errors.ts';
import type { RegionTree } from '../../regions/tree.ts';
import type { EngineRecord } from './engine-record.ts';

type Cell = string | number | boolean | null;

/** A row of a dataset's table by its column names, with the name of the file that it came from. */
export type StoredRow = Readonly<Record<string, Cell>> & {
  readonly id: number;
  readonly region_id: number;
  readonly imported_in: number;
  readonly sheet: string | null;
  readonly row_number: number;
  readonly file_name: string | null;
};

/** @throws AnlanError INTERNAL for anything but a row as JSON */
export function storedRow(line: unknown): StoredRow {
  if (isStored(line)) return line;
  throw new AnlanError('INTERNAL', 'expected a row of a dataset with its import and file');
}

function isStored(line: unknown): line is StoredRow {
  if (typeof line !== 'object' || line === null || !Object.values(line).every(isCell)) return false;
  return (
    has(line, 'id', 'number') &&
    has(line, 'region_id', 'number') &&
    has(line, 'imported_in', 'number') &&
    has(line, 'row_number', 'number') &&
    (has(line, 'sheet', 'string') || has(line, 'sheet', 'object')) &&
    (has(line, 'file_name', 'string') || has(line, 'file_name', 'object'))
  );
}

const has = (line: object, name: string, type: string): boolean => typeof Reflect.get(line, name) === type;

const isCell = (value: unknown): value is Cell =>
  value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';

/** Rows as they are given out: without the columns of the ledger, money in yuan. */
export function recordMaker(dataset: Dataset, tree: RegionTree): (row: StoredRow) => EngineRecord {
  const columns = storedColumns(dataset)
    .filter(({ name }) => name !== 'region_id')
    .map(({ name, from }) => ({ name, money: dataset.columns[from]?.kind === 'money' }));
  return (row) => {
    const fields: Record<string, Cell> = {};
    for (const { name, money } of columns) {
      const value = row[name] ?? null;
      fields[name] = money && typeof value === 'number' ? value / 100 : value;
    }
    return {
      id: row.id,
      dataset: dataset.code,
      region: tree.byId(row.region_id),
      fields,
      source: { importId: row.imported_in, fileName: row.file_name, sheet: row.sheet, row: row.row_number },
    };
  };
}
