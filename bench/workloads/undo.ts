import { fill } from '../filled.ts';
import { runScript } from '../run-command.ts';
import { spreadOf } from '../spread.ts';
import type { BenchContext, Figure, Workload } from '../workload.ts';

interface Round {
  readonly imported: number;
  readonly verified: number;
  readonly undone: number;
}

/** The whole commands, beside the import that they look at. */
export const undo: Workload = {
  name: 'undo',
  says: 'verification of every sum against the rows, then the undo of the import, beside that import',
  async run(context: BenchContext): Promise<readonly Figure[]> {
    const { records, rounds, root, newDatabase, say } = context;
    const measured: Round[] = [];
    for (let round = 0; round <= rounds; round += 1) {
      const count = round === 0 ? Math.ceil(records / 10) : records;
      const database = await newDatabase();
      try {
        const imported = await fill({ ...context, records: count }, database);
        const { rows } = await database.pool.query<{ id: number }>(
          '/* bench.last */ select max(id) as id from imports',
        );
        const { seconds: verified } = await runScript(root, 'verify.ts', [], database.url);
        const args = [String(rows[0]?.id), '--commit', '--json'];
        const { seconds: undone } = await runScript(root, 'undo.ts', args, database.url);
        say(
          `${count} rows: import ${imported.toFixed(1)} s, verify ${verified.toFixed(1)} s, undo ${undone.toFixed(1)} s`,
        );
        if (round > 0) measured.push({ imported, verified, undone });
      } finally {
        await database.drop();
      }
    }
    const figure = (name: string, unit: Figure['unit'], of: (round: Round) => number): Figure => ({
      name,
      unit,
      spread: spreadOf(measured.map(of)),
    });
    return [
      figure('verify', 'rows/s', ({ verified }) => records / verified),
      figure('undo', 'rows/s', ({ undone }) => records / undone),
      figure('undo : import', 'ratio', ({ undone, imported }) => imported / undone),
    ];
  },
};
