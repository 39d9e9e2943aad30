import { type Kysely, sql } from 'kysely';
import type { Database } from '../../db/database.ts';
import { AnlanError } from '../../kernel/errors.ts';
import { appendAudit } from './append.ts';

/** By law; the database itself refuses to delete what is younger. */
export const SHORTEST_MONTHS = 6;
/** Three years: how long it must be known what was provided to others. */
export const USUAL_MONTHS = 36;

/**
 * Deletes events older than so many months, and notes how many and where the chain begins now.
 * @throws AnlanError BAD_USER_INPUT under six months
 */
export async function pruneAudit(db: Kysely<Database>, months: number): Promise<{ readonly deleted: number }> {
  if (!Number.isInteger(months) || months < SHORTEST_MONTHS || months > 1200) {
    throw new AnlanError(
      'BAD_USER_INPUT',
      {
        zh: `审计日志至少保留${SHORTEST_MONTHS}个月，给出的是 ${months}`,
        en: `expected to keep at least ${SHORTEST_MONTHS} months of the audit log, got ${months}`,
      },
      { shortest: SHORTEST_MONTHS, found: months },
    );
  }
  return db.transaction().execute(async (trx) => {
    // Only from the beginning of the chain, so that what stays is whole.
    const { rows } = await sql<{ deleted: number; first: string | null }>`/* audit.prune */
      with head as (select seq from audit_head for update),
      kept as (select coalesce((select min(seq) from audit_events
        where at >= now() - ${months} * interval '1 month'), head.seq) as seq from head),
      gone as (delete from audit_events where seq < (select seq from kept) returning seq)
      select (select count(*) from gone) as deleted,
        (select seq || ':' || encode(previous, 'hex') from audit_events where seq = (select seq from kept)) as first`.execute(
      trx,
    );
    const { deleted = 0, first = null } = rows[0] ?? {};
    if (deleted > 0)
      await appendAudit(trx, [{ kind: 'audit.pruned', subject: first, rowCount: deleted, result: 'done' }]);
    return { deleted };
  });
}
