import type { BenchDatabase } from './bench-database.ts';

/** Bytes on disk, indexes included. */
export interface DiskUse {
  /** Of the table that the rows went into. */
  readonly rows: number;
  /** Of the sums and of how each import changed them. */
  readonly ledger: number;
}

const LEDGER = ['cell_years', 'cell_change_years', 'coverage'];

export async function diskUseOf({ pool }: BenchDatabase, table: string): Promise<DiskUse> {
  const bytesOf = async (names: readonly string[]): Promise<number> => {
    const { rows } = await pool.query<{ bytes: number }>(
      `/* bench.disk_use */ select coalesce(sum(pg_total_relation_size(t.name::regclass)), 0)::float8 as bytes
        from unnest($1::text[]) as t(name)`,
      [names],
    );
    return rows[0]?.bytes ?? 0;
  };
  return { rows: await bytesOf([table]), ledger: await bytesOf(LEDGER) };
}
