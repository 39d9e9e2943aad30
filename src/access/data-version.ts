import { type Kysely, sql } from 'kysely';
import type { Database } from '../db/database.ts';
import type { RegionTree } from '../regions/tree.ts';

/** What an answer is made from: all imports up to one. */
export interface DataVersion {
  /** Id of the last import; 0 before the first. */
  readonly version: number;
  /** When it was committed; the epoch before the first. */
  readonly committedAt: Date;
}

/** Data with the tree of the same import: taken over together, so that no request sees one without the other. */
export interface DataWithTree extends DataVersion {
  readonly tree: RegionTree;
}

const NOTHING: DataVersion = { version: 0, committedAt: new Date(0) };

/** The newest data, or what there was at a moment. */
export async function dataVersion(db: Kysely<Database>, at: Date | null): Promise<DataVersion> {
  const { rows } = await sql<DataVersion>`
    /* access.data_version */
    select id as version, committed_at from imports
    where ${at}::timestamptz is null or committed_at <= ${at}
    order by id desc limit 1`.execute(db);
  return rows[0] ?? NOTHING;
}

/** The data after one import: the import that is the last up to that number. */
export async function dataVersionOf(db: Kysely<Database>, number: number): Promise<DataVersion> {
  const { rows } = await sql<DataVersion>`
    /* access.data_version_of */
    select id as version, committed_at from imports where id <= ${number} order by id desc limit 1`.execute(db);
  return rows[0] ?? NOTHING;
}
