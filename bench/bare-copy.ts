import { createReadStream, createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import type { BenchDatabase } from './bench-database.ts';
import { timed } from './spread.ts';

/** Writes the rows of a table to a file, as COPY reads them. */
export async function saveRows({ pool }: BenchDatabase, table: string, path: string): Promise<void> {
  const client = await pool.connect();
  try {
    await pipeline(
      client.query(copyTo(`/* bench.save */ copy (select * from ${table} order by id) to stdout`)),
      createWriteStream(path),
    );
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
