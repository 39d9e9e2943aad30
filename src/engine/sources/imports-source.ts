import DataLoader from 'dataloader';
import { type Kysely, sql } from 'kysely';
import type { Database } from '../../db/database.ts';

/** Where rows came in. */
export interface ImportOfRows {
  readonly id: number;
  readonly kind: 'data' | 'undo' | 'tree';
  readonly dataset: string;
  readonly fileName: string | null;
  readonly committedAt: Date;
  readonly synthetic: boolean;
}

export type ImportsSource = DataLoader<number, ImportOfRows | null>;

export function createImportsSource(db: Kysely<Database>): ImportsSource {
  return new DataLoader(async (ids) => {
    const { rows } = await sql<ImportOfRows>`/* engine.imports */
      select id, kind, dataset, file_name, committed_at, synthetic from imports where id = any(${ids}::int[])`.execute(
      db,
    );
    const byId = new Map(rows.map((row) => [row.id, row]));
    return ids.map((id) => byId.get(id) ?? null);
  });
}
