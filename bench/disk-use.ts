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

/** Blocks of tables and indexes, of the ledger and of this table, that sessions which are over have touched so far. */
export async function blocksTouched({ pool }: BenchDatabase, table: string): Promise<number> {
  const { rows } = await pool.query<{ blocks: number }>(
    `/* bench.blocks */ select coalesce(sum(
        coalesce(heap_blks_read, 0) + coalesce(heap_blks_hit, 0) + coalesce(idx_blks_read, 0) + coalesce(idx_blks_hit, 0)
      ), 0)::float8 as blocks
      from pg_statio_user_tables where relname = any($1)`,
    [[...LEDGER, table]],
  );
  return rows[0]?.blocks ?? 0;
}
