import { join } from 'node:path';
import { serveProduct } from '../queries/product.ts';
import { spreadOf, timed } from '../spread.ts';
import type { BenchContext, Figure, Workload } from '../workload.ts';

const AGREED_S = 2;

/** From the start of the process to its first answer. */
export const startUp: Workload = {
  name: 'start-up',
  says: 'from the start of the server to its first answer, on a database that exists, with a PostgreSQL of its own and without',
  async run({ rounds, folder, root, newDatabase, say }: BenchContext): Promise<readonly Figure[]> {
    const database = await newDatabase();
    const measured: { readonly running: number; readonly own: number }[] = [];
    const begin = async (databaseUrl: string): Promise<number> => {
      const { seconds, result } = await timed(() =>
        serveProduct({ root, folder: join(folder, 'start-up'), databaseUrl }),
      );
      await result.stop();
      return seconds;
    };
    try {
      for (let round = 0; round <= rounds; round += 1) {
        const one = { running: await begin(database.url), own: await begin('') };
        say(`${one.running.toFixed(2)} s, with a PostgreSQL of its own ${one.own.toFixed(2)} s`);
        if (round > 0) measured.push(one);
      }
      const mark = { atMost: AGREED_S };
      return [
        { name: 'start', unit: 's', spread: spreadOf(measured.map(({ running }) => running)), mark },
        { name: 'start with its own PostgreSQL', unit: 's', spread: spreadOf(measured.map(({ own }) => own)), mark },
      ];
    } finally {
      await database.drop();
    }
  },
};
