import { join } from 'node:path';
import { createKey } from '../src/access/keys.ts';
import { loadTree } from '../src/regions/load-tree.ts';
import type { BenchDatabase } from './bench-database.ts';
import { writeMediations } from './mediation-file.ts';
import { runScript } from './run-command.ts';
import type { BenchContext } from './workload.ts';

/** Imports the records as the command does, and gives how long that took, in seconds. */
export async function fill(
  { records, folder, root }: Pick<BenchContext, 'records' | 'folder' | 'root'>,
  { kysely, pool, url }: BenchDatabase,
): Promise<number> {
  const file = join(folder, 'filled.csv');
  await writeMediations(file, await loadTree(kysely), records, 1);
  const { seconds } = await runScript(root, 'import.ts', ['mediations', file, '--commit', '--json'], url);
  await pool.query('vacuum analyze');
  return seconds;
}

export const UNLIMITED = { costPerMinute: 1e9, costBurst: 1e9, requestsPerMinute: 1e9, concurrency: 1000 };

/** A key to everything that is read, with more budget than it can spend. */
export async function readingKey({ kysely }: BenchDatabase): Promise<string> {
  const scopes = ['indicators:read', 'records:read'] as const;
  const { text } = await createKey(kysely, { agency: 'bench', scopes, reach: null, days: 1, budgets: UNLIMITED });
  return text;
}
