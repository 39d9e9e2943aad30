import { type Kysely, sql } from 'kysely';
import type { Database } from '../../db/database.ts';
import { AnlanError } from '../../kernel/errors.ts';

/** What one request took. */
export interface Usage {
  readonly requests: number;
  /** Points of cost. */
  readonly points: number;
  /** Requests with a part that the key may not have. */
  readonly refused: number;
  /** Requests that read single rows, and how many rows. */
  readonly recordReads: number;
  readonly rowsRead: number;
}

/** Of one day in Shanghai. */
export interface DayOfUsage extends Usage {
  readonly day: string;
}

const MOST_DAYS = 366;

export const addUsage = (one: Usage, other: Usage): Usage => ({
  requests: one.requests + other.requests,
  points: one.points + other.points,
  refused: one.refused + other.refused,
  recordReads: one.recordReads + other.recordReads,
  rowsRead: one.rowsRead + other.rowsRead,
});

/** Adds to the day of the database what keys took since. */
export async function storeUsage(db: Kysely<Database>, used: ReadonlyMap<string, Usage>): Promise<void> {
  if (used.size === 0) return;
  const rows = [...used].map(([key, { requests, points, refused, recordReads, rowsRead }]) => ({
    key_id: key,
    requests,
    points,
    refused,
    record_reads: recordReads,
    rows_read: rowsRead,
  }));
  await sql`/* audit.use */
    insert into key_usage as known (key_id, day, requests, points, refused, record_reads, rows_read)
    select key_id, (now() at time zone 'Asia/Shanghai')::date, requests, points, refused, record_reads, rows_read
    from json_to_recordset(${JSON.stringify(rows)}::json) as used(key_id text, requests bigint, points bigint,
      refused bigint, record_reads bigint, rows_read bigint)
    order by key_id
    on conflict (key_id, day) do update set requests = known.requests + excluded.requests,
      points = known.points + excluded.points, refused = known.refused + excluded.refused,
      record_reads = known.record_reads + excluded.record_reads,
      rows_read = known.rows_read + excluded.rows_read`.execute(db);
}

/**
 * Days on which a key, or one that it took the place of, was used, newest first.
 * @throws AnlanError BAD_USER_INPUT
 */
export async function usageOf(db: Kysely<Database>, keyId: string, days: number): Promise<readonly DayOfUsage[]> {
  if (!Number.isInteger(days) || days < 1 || days > MOST_DAYS) {
    throw new AnlanError('BAD_USER_INPUT', `expected days from 1 to ${MOST_DAYS}, got ${days}`, { found: days });
  }
  const { rows } = await sql<DayOfUsage>`/* audit.usage */
    with recursive own(id, replaces) as (
      select id, replaces from api_keys where id = ${keyId}
      union select older.id, older.replaces from api_keys older join own on older.id = own.replaces)
    select day, sum(requests)::bigint as requests, sum(points)::bigint as points, sum(refused)::bigint as refused,
      sum(record_reads)::bigint as record_reads, sum(rows_read)::bigint as rows_read
    from key_usage join own on own.id = key_usage.key_id
    where day > (now() at time zone 'Asia/Shanghai')::date - ${days}::int
    group by day order by day desc`.execute(db);
  return rows;
}
