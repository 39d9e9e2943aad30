import { join } from 'node:path';
import { loadTree } from '../../src/regions/load-tree.ts';
import { copyInto, saveRows } from '../bare-copy.ts';
import { type DiskUse, diskUseOf } from '../disk-use.ts';
import { writeMediations } from '../mediation-file.ts';
import { runScript } from '../run-command.ts';
import { spreadOf } from '../spread.ts';
import type { BenchContext, Figure, Workload } from '../workload.ts';

const COPIED = 'mediations_copied';

/** The whole command, from its start to its report, beside a bare COPY of the rows it made; then as much again. */
export const importCsv: Workload = {
  name: 'import-csv',
  says: 'import of mediations from CSV, with checks and ledger, beside a bare COPY of the rows into the same table',
  async run(context: BenchContext): Promise<readonly Figure[]> {
    const { records, rounds, folder, root, say } = context;
    const rows = join(folder, 'rows.copy');
    const files = [1, 2].map((seed) => join(folder, `mediations-${seed}.csv`));
    const runs: Run[] = [];
    for (let round = 0; round <= rounds; round += 1) {
      const count = round === 0 ? Math.ceil(records / 10) : records;
      const database = await context.newDatabase();
      try {
        if (round <= 1) {
          const tree = await loadTree(database.kysely);
          for (const [at, file] of files.entries()) await writeMediations(file, tree, count, at + 1);
        }
        const [first = '', second = ''] = files;
        await database.pool.query(`/* bench.table */ create table ${COPIED} (like mediations including all)`);
        const one = await runScript(root, 'import.ts', ['mediations', first, '--commit', '--json'], database.url);
        await saveRows(database, 'mediations', rows);
        const copy = await copyInto(database, COPIED, rows);
        const used = await diskUseOf(database, 'mediations');
        const two = await runScript(root, 'import.ts', ['mediations', second, '--commit', '--json'], database.url);
        say(
          `${count} rows: COPY ${copy.toFixed(1)} s, import ${one.seconds.toFixed(1)} s, again ${two.seconds.toFixed(1)} s`,
        );
        if (round > 0)
          runs.push({ copy, one: one.seconds, two: two.seconds, peak: Math.max(one.peak, two.peak), used });
      } finally {
        await database.drop();
      }
    }
    const figure = (name: string, unit: Figure['unit'], of: (run: Run) => number, mark?: Figure['mark']): Figure => ({
      name,
      unit,
      spread: spreadOf(runs.map(of)),
      ...(mark === undefined ? {} : { mark }),
    });
    return [
      figure('bare COPY', 'rows/s', ({ copy }) => records / copy),
      figure('import from CSV', 'rows/s', ({ one }) => records / one),
      figure('import : COPY', 'ratio', ({ copy, one }) => copy / one, { atLeast: 0.3 }),
      figure('second file : first', 'ratio', ({ one, two }) => two / one, { atMost: 1.15 }),
      figure('peak of the importer', 'MB', ({ peak }) => peak, { atMost: 300 }),
      figure('a row in its table', 'B', ({ used }) => used.rows / records),
      figure('a row in the ledger', 'B', ({ used }) => used.ledger / records),
    ];
  },
};

interface Run {
  readonly copy: number;
  readonly one: number;
  readonly two: number;
  readonly peak: number;
  /** After the first file. */
  readonly used: DiskUse;
}
