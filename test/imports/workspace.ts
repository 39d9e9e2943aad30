import { join } from 'node:path';
import { sql } from 'kysely';
import { datasets } from '../../src/datasets/index.ts';
import { importDivisions, importTree } from '../../src/imports/import-tree.ts';
import type { ImportReport } from '../../src/imports/reports/report.ts';
import { type FileImport, runImport } from '../../src/imports/run-import.ts';
import { indicators } from '../../src/indicators/index.ts';
import { loadTree } from '../../src/regions/load-tree.ts';
import type { RegionTree } from '../../src/regions/tree.ts';
import { createTestDatabase, type TestDatabase } from '../database.ts';

export const ALL = Object.values(datasets);
export const SAMPLES = join(import.meta.dirname, 'samples');

export type ImportOptions = Partial<
  Pick<
    FileImport,
    | 'map'
    | 'matchesOf'
    | 'region'
    | 'covers'
    | 'sheet'
    | 'source'
    | 'commit'
    | 'strict'
    | 'promote'
    | 'impact'
    | 'onProgress'
    | 'onRejected'
  >
>;

export interface Workspace extends TestDatabase {
  tree(): Promise<RegionTree>;
  /** Commits unless told otherwise. */
  importFile(dataset: string, file: string, options?: ImportOptions): Promise<ImportReport>;
  /** How many rows a table has, superseded ones included. */
  count(table: string): Promise<number>;
  /** All that an import could change, as one text. */
  everything(): Promise<string>;
}

/** A database of its own with the divisions within these codes and the functional zone of sample a01. */
export async function createWorkspace(within: readonly string[]): Promise<Workspace> {
  const database = await createTestDatabase();
  const shared = { pool: database.pool, datasets: ALL, commit: true };
  await importDivisions({ ...shared, within });
  const tree = () => loadTree(database.db);
  const count = async (table: string): Promise<number> => {
    const { rows } = await sql<{ n: number }>`select count(*) as n from ${sql.table(table)}`.execute(database.db);
    return rows[0]?.n ?? 0;
  };
  return {
    ...database,
    tree,
    count,
    async importFile(dataset, file, options = {}) {
      if (dataset === 'regions') return importTree({ ...shared, indicators: indicators.values(), file, ...options });
      const current = await tree();
      return runImport({ ...shared, tree: current, indicators: indicators.values(), dataset, file, ...options });
    },
    async everything() {
      const tables = ['imports', 'import_issues', 'sources', 'coverage', 'cells', 'cell_changes', 'region_versions'];
      const parts: string[] = [];
      for (const table of [...tables, ...ALL.map(({ code }) => code)]) {
        const { rows } = await sql<{ hash: string }>`
          select count(*) || ' ' || coalesce(sum(hashtextextended(t::text, 0)), 0) as hash from ${sql.table(table)} t`.execute(
          database.db,
        );
        parts.push(`${table} ${rows[0]?.hash}`);
      }
      return parts.join('\n');
    },
  };
}

/** The counts of a report, in the order read, created, updated, unchanged, rejected, repeated. */
export const countsOf = ({ counts }: ImportReport): readonly number[] => [
  counts.read,
  counts.created,
  counts.updated,
  counts.unchanged,
  counts.rejected,
  counts.repeated,
];
