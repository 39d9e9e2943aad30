import { createReadStream, createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import type { BenchDatabase } from './bench-database.ts';
import { timed } from './spread.ts';

/** Writes the rows of a table to a file, as COPY reads them: in the order in which they came, which is not that of its ids. */
export async function saveRows({ pool }: BenchDatabase, table: string, path: string): Promise<void> {
  const client = await pool.connect();
  try {
    const { rows } = await client.query<{ names: string }>(`/* bench.columns */
      select string_agg('t.' || column_name, ', ' order by ordinal_position) as names
      from information_schema.columns where table_name = '${table}' and column_name <> 'id'`);
    const renumbered = `select row_number() over (order by t.row_number) as id, ${rows[0]?.names} from ${table} t order by 1`;
    await pipeline(client.query(copyTo(`/* bench.save */ copy (${renumbered}) to stdout`)), createWriteStream(path));
  } finally {
    client.release();
  }
}

/** Copies the rows into a table with the same indexes, and nothing else. @returns seconds */
export async function copyInto({ pool }: BenchDatabase, table: string, path: string): Promise<number> {
  const client = await pool.connect();
  try {
    const { seconds } = await timed(() =>
      pipeline(
        createReadStream(path, { highWaterMark: 1 << 18 }),
        client.query(copyFrom(`/* bench.copy */ copy ${table} from stdin`)),
      ),
    );
    return seconds;
  } finally {
    client.release();
  }
}
