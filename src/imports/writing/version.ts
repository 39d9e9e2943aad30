import { type Kysely, sql } from 'kysely';
import { appendAudit } from '../../access/audit/append.ts';
import type { AuditEvent } from '../../access/audit/event.ts';
import type { Database } from '../../db/database.ts';
import { shortText } from '../../kernel/chinese.ts';
import type { ImportCounts } from '../reports/report.ts';
import type { Issue } from '../rows/issue.ts';

/** What is noted of an import when it begins. */
export interface ImportHead {
  readonly kind: 'data' | 'tree' | 'undo';
  /** The import that an undo takes back. */
  readonly undoes?: number;
  readonly dataset: string;
  readonly fileName: string | null;
  readonly sha256: string | null;
  readonly sourceId: number | null;
  readonly regionId: number | null;
  readonly coversFrom: string | null;
  readonly coversTo: string | null;
  readonly synthetic: boolean;
  readonly actor: string | null;
  readonly keyId?: string | undefined;
  readonly startedAt: Date;
}

/** Opens the next data version. The write lock must be held. */
export async function beginVersion(trx: Kysely<Database>, head: ImportHead): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    /* imports.begin */
    insert into imports (id, kind, dataset, file_name, sha256, source_id, region_id, covers_from, covers_to, synthetic,
      actor, started_at, undoes)
    select coalesce(max(id), 0) + 1, ${head.kind}, ${head.dataset}, ${head.fileName}, ${head.sha256},
      ${head.sourceId}::int, ${head.regionId}::int, ${head.coversFrom}::date, ${head.coversTo}::date,
      ${head.synthetic}::boolean, ${head.actor}, ${head.startedAt}::timestamptz,
      ${head.undoes ?? null}::int
    from imports returning id`.execute(trx);
  return rows[0]?.id ?? 0;
}

/** Notes what came of it and tells the servers, who hear of it when the transaction commits. */
export async function endVersion(
  trx: Kysely<Database>,
  id: number,
  head: ImportHead,
  counts: ImportCounts,
): Promise<void> {
  await sql`
    /* imports.end */
    with ended as materialized (select clock_timestamp() as at)
    update imports set rows_read = ${counts.read}, rows_created = ${counts.created}, rows_updated = ${counts.updated},
      rows_unchanged = ${counts.unchanged}, rows_rejected = ${counts.rejected}, rows_skipped = ${counts.skipped},
      committed_at = ended.at
    from ended where id = ${id}`.execute(trx);
  await appendAudit(trx, [await eventOf(trx, id, head, counts)]);
  const news = JSON.stringify({ version: id, dataset: head.dataset, tree: head.dataset === 'regions' });
  await sql`/* imports.notify */ select pg_notify('anlan_data', ${news})`.execute(trx);
}

async function eventOf(trx: Kysely<Database>, id: number, head: ImportHead, counts: ImportCounts): Promise<AuditEvent> {
  const { rows } = await sql<{ code: string }>`
    /* imports.region_code */ select code from regions where id = ${head.regionId}::int`.execute(trx);
  const { coversFrom, coversTo } = head;
  return {
    kind: `import.${head.kind}`,
    keyId: head.keyId ?? null,
    actor: head.actor,
    subject: String(id),
    regions: rows.map(({ code }) => code),
    periods: coversFrom === null || coversTo === null ? [] : [`${coversFrom}/${coversTo}`],
    rowCount: head.kind === 'undo' ? counts.created + counts.updated : counts.read,
    result: 'done',
  };
}

const BATCH = 2000;
const LONGEST_TEXT = 2000;

const kept = (text: string | null): string | null => (text === null ? null : shortText(text, LONGEST_TEXT));

export async function storeIssues(trx: Kysely<Database>, id: number, issues: readonly Issue[]): Promise<void> {
  for (let start = 0; start < issues.length; start += BATCH) {
    const batch = issues.slice(start, start + BATCH).map((issue, index) => ({
      ordinal: start + index + 1,
      severity: issue.severity,
      code: issue.code,
      sheet: kept(issue.sheet),
      row_number: issue.row,
      column_name: kept(issue.column),
      field: issue.field,
      message: kept(issue.message.zh),
      found: kept(issue.found),
      expected: kept(issue.expected),
      candidates: issue.candidates.length === 0 ? null : issue.candidates,
    }));
    await sql`
      /* imports.issues */
      insert into import_issues (import_id, ordinal, severity, code, sheet, row_number, column_name, field, message,
        found, expected, candidates)
      select ${id}::int, i.* from json_to_recordset(${JSON.stringify(batch)}::json) as i(ordinal int, severity text,
        code text, sheet text, row_number int, column_name text, field text, message text, found text, expected text,
        candidates jsonb)`.execute(trx);
  }
}
