import { join } from 'node:path';
import { createKey } from '../src/access/keys.ts';
import { datasets } from '../src/datasets/index.ts';
import { postImport } from '../src/ledger/post.ts';
import { loadTree } from '../src/regions/load-tree.ts';
import type { BenchDatabase } from './bench-database.ts';
import { writeMediations } from './mediation-file.ts';
import { runScript } from './run-command.ts';
import { timed } from './spread.ts';
import type { BenchContext } from './workload.ts';

/** More rows than these are copies of them, made and posted by the database: the figures that are read are the same kind. */
const IMPORTED = 1_000_000;
/** Copies of one import. */
const AT_ONCE = 1_000_000;

/** Imports the records as the command does, and gives how long that took, in seconds. */
export async function fill(
  { records, folder, root }: Pick<BenchContext, 'records' | 'folder' | 'root'>,
  database: BenchDatabase,
): Promise<number> {
  const { kysely, pool, url } = database;
  const file = join(folder, 'filled.csv');
  const imported = Math.min(records, IMPORTED);
  await writeMediations(file, await loadTree(kysely), imported, 1);
  const { seconds } = await runScript(root, 'import.ts', ['mediations', file, '--commit', '--json'], url);
  let copied = 0;
  for (let have = imported; have < records; have += Math.min(AT_ONCE, records - have)) {
    copied += (await timed(() => copyRows(database, have, Math.min(AT_ONCE, records - have)))).seconds;
  }
  await pool.query('vacuum analyze');
  return seconds + copied;
}

/** Copies of rows that stand there, with serials of their own, posted to the ledger as those of an import. */
async function copyRows({ kysely, pool }: BenchDatabase, have: number, count: number): Promise<void> {
  const { rows } = await pool.query<{ id: number }>(
    `/* bench.copies_import */ insert into imports (id, dataset, kind, started_at, committed_at)
    select max(id) + 1, 'mediations', 'data', now(), now() from imports returning id`,
  );
  const id = rows[0]?.id ?? 0;
  const columns = `grid, found_on, accepted_on, closed_on, outcome, track, type, organisation, channel, parties, amount,
    agreement, performed, escalated, prevented, region_id, sheet, row_number`;
  await pool.query(
    `/* bench.copies */ insert into mediations (serial, imported_in, ${columns})
    select 'C' || $3::int || '-' || m.id, $1, ${columns} from mediations m where m.imported_in < $1 order by m.id limit $2`,
    [id, count, have],
  );
  await kysely.transaction().execute((trx) => postImport(trx, datasets.mediations, id));
}

/** More than a bench can spend. */
export const UNLIMITED = { costPerMinute: 1e9, costBurst: 1e9, requestsPerMinute: 1e9, concurrency: 1000 };

/** A key to everything that is read, with more budget than it can spend. */
export async function readingKey({ kysely }: BenchDatabase): Promise<string> {
  const scopes = ['indicators:read', 'records:read'] as const;
  const { text } = await createKey(kysely, { agency: 'bench', scopes, reach: null, days: 90, budgets: UNLIMITED });
  return text;
}
