import { type Kysely, sql } from 'kysely';
import type { Dataset } from '../../datasets/dataset.ts';
import { whereSql } from '../../db/condition-sql.ts';
import type { Database } from '../../db/database.ts';
import { addFirst, type IssueLog, KEPT_ISSUES } from '../rows/issue-log.ts';
import { comparedColumns } from '../writing/staging-columns.ts';

interface Reopened {
  readonly sheet: string | null;
  readonly row: number;
  /** All such rows. */
  readonly count: number;
}

/**
 * Warns of staged rows that take back what the stored record says is settled.
 * @param reject takes them out of the staged rows
 * @returns how many were taken out
 */
export async function checkReopened(
  trx: Kysely<Database>,
  dataset: Dataset,
  log: IssueLog,
  reject: boolean,
): Promise<number> {
  if (dataset.settled === undefined) return 0;
  const { key } = comparedColumns(dataset);
  const sameKey = key.map((name) => sql`t.${sql.ref(name)} = s.${sql.ref(name)}`);
  const settled = (alias: string) => sql.join(whereSql(dataset.settled ?? {}, alias), sql` and `);
  const stored = sql.table(dataset.code);
  const takesBack = sql`${sql.join(sameKey, sql` and `)} and t.superseded_in is null and (${settled('t')})
    and (${settled('s')}) is not true`;
  const { rows } = await sql<Reopened>`
    /* imports.reopened */
    select s.sheet, s.row_number as row, count(*) over () as count
    from import_staging s join ${stored} t on ${takesBack} order by s.ordinal limit ${KEPT_ISSUES}::int`.execute(trx);
  const count = Number(rows[0]?.count ?? 0);
  const message = {
    zh: '系统中已办结（或有结果），本次又改为未办结，请核对',
    en: 'the stored record is settled, and this row takes that back; is it right?',
  };
  const issues = rows.map(({ sheet, row }) => ({ sheet, row, message }));
  addFirst(log, { severity: 'warning', code: 'reopened' }, issues, count);
  if (!reject || count === 0) return 0;
  await sql`
    /* imports.reject_reopened */
    delete from import_staging s using ${stored} t where ${takesBack}`.execute(trx);
  return count;
}
