import { z } from 'zod';
import type { Dataset } from '../../datasets/dataset.ts';
import { storedColumns } from '../../datasets/stored-columns.ts';
import type { RegionTree } from '../../regions/tree.ts';
import type { EngineRecord } from './engine-record.ts';

/** A row of a dataset's table as JSON, with the name of the file that it came from. */
export const storedRow = z
  .object({
    id: z.number(),
    region_id: z.number(),
    imported_in: z.number(),
    sheet: z.string().nullable(),
    row_number: z.number(),
    file_name: z.string().nullable(),
  })
  .catchall(z.union([z.string(), z.number(), z.boolean(), z.null()]));

/** The row as it is given out: without the columns of the ledger, money in yuan. */
export function recordOf(dataset: Dataset, tree: RegionTree, row: z.infer<typeof storedRow>): EngineRecord {
  const fields = storedColumns(dataset)
    .filter(({ name }) => name !== 'region_id')
    .map(({ name, from }) => {
      const value = row[name] ?? null;
      const money = dataset.columns[from]?.kind === 'money' && typeof value === 'number';
      return [name, money ? value / 100 : value] as const;
    });
  return {
    id: row.id,
    dataset: dataset.code,
    region: tree.byId(row.region_id),
    fields: Object.fromEntries(fields),
    source: { importId: row.imported_in, fileName: row.file_name, sheet: row.sheet, row: row.row_number },
  };
}
