import { join } from 'node:path';
import { loadTree } from '../../src/regions/load-tree.ts';
import { writeMediations } from '../mediation-file.ts';
import { writeWorkbook } from '../mediation-workbook.ts';
import { runScript } from '../run-command.ts';
import { spreadOf } from '../spread.ts';
import type { BenchContext, Figure, Workload } from '../workload.ts';

/** More do not fit into a workbook of 50 MB. */
const MOST_ROWS = 500_000;

/** The same rows from a workbook and from CSV, each into a database of its own. */
export const importXlsx: Workload = {
  name: 'import-xlsx',
  says: 'import of mediations from XLSX beside the same rows from CSV',
  async run({ records, rounds, folder, root, say, newDatabase }: BenchContext): Promise<readonly Figure[]> {
    const most = Math.min(records, MOST_ROWS);
    const runs: { readonly csv: number; readonly xlsx: number; readonly peak: number }[] = [];
    for (let round = 0; round <= rounds; round += 1) {
      const count = round === 0 ? Math.ceil(most / 10) : most;
      const [csvFile, xlsxFile] = [join(folder, 'same.csv'), join(folder, 'same.xlsx')];
      const importOf = async (file: string, write: typeof writeMediations) => {
        const database = await newDatabase();
        try {
          if (round <= 1) await write(file, await loadTree(database.kysely), count, 1);
          return await runScript(root, 'import.ts', ['mediations', file, '--commit', '--json'], database.url);
        } finally {
          await database.drop();
        }
      };
      const csv = await importOf(csvFile, writeMediations);
      const xlsx = await importOf(xlsxFile, writeWorkbook);
      say(`${count} rows: CSV ${csv.seconds.toFixed(1)} s, XLSX ${xlsx.seconds.toFixed(1)} s`);
      if (round > 0) runs.push({ csv: csv.seconds, xlsx: xlsx.seconds, peak: xlsx.peak });
    }
    return [
      { name: 'import from CSV', unit: 'rows/s', spread: spreadOf(runs.map(({ csv }) => most / csv)) },
      {
        name: 'import from XLSX',
        unit: 'rows/s',
        spread: spreadOf(runs.map(({ xlsx }) => most / xlsx)),
        mark: { atLeast: 10_000 },
      },
      { name: 'XLSX : CSV, time', unit: 'ratio', spread: spreadOf(runs.map(({ csv, xlsx }) => xlsx / csv)) },
      {
        name: 'peak of the importer',
        unit: 'MB',
        spread: spreadOf(runs.map(({ peak }) => peak)),
        mark: { atMost: 300 },
      },
    ];
  },
};
