import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { loadTree } from '../../src/regions/load-tree.ts';
import { fill, readingKey } from '../filled.ts';
import { writeMediations } from '../mediation-file.ts';
import { paced } from '../queries/paced.ts';
import { serveProduct } from '../queries/product.ts';
import { runScript } from '../run-command.ts';
import { spreadOf } from '../spread.ts';
import type { BenchContext, Figure, Workload } from '../workload.ts';

const QUIET_MS = 15_000;
const WARM_MS = 5000;

/** Visitors who come at their own pace, while nobody writes and while the import command does. */
export const duringImport: Workload = {
  name: 'during-import',
  says: 'drill-down, trend, ranking and heat table, twenty a second, while a second file is imported and while none is',
  async run(context: BenchContext): Promise<readonly Figure[]> {
    const { records, rounds, folder, root, say } = context;
    const measured: { readonly quiet: number; readonly during: number }[] = [];
    for (let round = 1; round <= rounds; round += 1) {
      const database = await context.newDatabase();
      try {
        await fill(context, database);
        const file = join(folder, 'second.csv');
        await writeMediations(file, await loadTree(database.kysely), records, 2);
        const key = await readingKey(database);
        const api = await serveProduct({ root, folder, databaseUrl: database.url });
        try {
          await paced(api.url, key, pause(WARM_MS));
          const quiet = await paced(api.url, key, pause(QUIET_MS));
          const imported = runScript(root, 'import.ts', ['mediations', file, '--commit', '--json'], database.url);
          const during = await paced(api.url, key, imported);
          measured.push({ quiet: p95(quiet), during: p95(during) });
          say(`${records} rows: p95 ${p95(quiet).toFixed(0)} ms, during the import ${p95(during).toFixed(0)} ms`);
        } finally {
          await api.stop();
        }
      } finally {
        await database.drop();
      }
    }
    const ratio = spreadOf(measured.map(({ quiet, during }) => during / quiet));
    return [
      { name: 'p95 quiet', unit: 'ms', spread: spreadOf(measured.map(({ quiet }) => quiet)) },
      { name: 'p95 during an import', unit: 'ms', spread: spreadOf(measured.map(({ during }) => during)) },
      { name: 'during : quiet', unit: 'ratio', spread: ratio, mark: { atMost: 1.5 } },
    ];
  },
};

function p95(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.ceil(0.95 * sorted.length) - 1] ?? Number.NaN;
}
