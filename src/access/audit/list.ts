import { type Kysely, sql } from 'kysely';
import type { Database } from '../../db/database.ts';
import type { AuditEntry, AuditKind } from './event.ts';

export interface AuditFilter {
  readonly kind?: AuditKind | undefined;
  /** What this key did, or what was done to it. */
  readonly keyId?: string | undefined;
  /** Both included. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

export interface AuditPage {
  readonly first: number;
  /** Only events before this one; null from the newest. */
  readonly before?: number | null;
}

const PAGE = 5000;

const entries = (filter: AuditFilter) => sql`
  select seq, at, kind, key_id, actor, subject, operation, regions, periods, row_count, result, request_id,
    encode(hash, 'hex') as hash
  from audit_events
  where (${filter.kind ?? null}::text is null or kind = ${filter.kind ?? null})
    and (${filter.keyId ?? null}::text is null or key_id = ${filter.keyId ?? null} or subject = ${filter.keyId ?? null})
    and (${filter.from ?? null}::date is null or at >= ${filter.from ?? null}::date::timestamp at time zone 'Asia/Shanghai')
    and (${filter.to ?? null}::date is null
      or at < (${filter.to ?? null}::date + 1)::timestamp at time zone 'Asia/Shanghai')`;

/** Newest first. */
export async function listAudit(
  db: Kysely<Database>,
  filter: AuditFilter,
  { first, before = null }: AuditPage,
): Promise<readonly AuditEntry[]> {
  const { rows } = await sql<AuditEntry>`/* audit.list */ ${entries(filter)}
    and (${before}::bigint is null or seq < ${before}::bigint) order by seq desc limit ${first}`.execute(db);
  return rows;
}

/** All, oldest first, a page in memory at a time. */
export async function* exportAudit(db: Kysely<Database>, filter: AuditFilter): AsyncGenerator<AuditEntry> {
  for (let after = 0; ; ) {
    const { rows } = await sql<AuditEntry>`/* audit.export */
      ${entries(filter)} and seq > ${after} order by seq limit ${PAGE}`.execute(db);
    yield* rows;
    if (rows.length < PAGE) return;
    after = rows.at(-1)?.seq ?? after;
  }
}
