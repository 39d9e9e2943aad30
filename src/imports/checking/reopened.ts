import { type Kysely, sql } from 'kysely';
import type { Dataset } from '../../datasets/dataset.ts';
import { whereSql } from '../../db/condition-sql.ts';
import type { Database } from '../../db/database.ts';
import type { IssueLog } from '../rows/issue-log.ts';
import { comparedColumns } from '../writing/staging-columns.ts';

interface Reopened {
  readonly sheet: string | null;
  readonly row: number;
  readonly ordinal: number;
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
  const { rows } = await sql<Reopened>`
    /* imports.reopened */
    select s.sheet, s.row_number as row, s.ordinal
    from import_staging s join ${sql.table(dataset.code)} t on ${sql.join(sameKey, sql` and `)}
    where t.superseded_in is null and (${settled('t')}) and (${settled('s')}) is not true
    order by s.ordinal`.execute(trx);
  for (const { sheet, row } of rows) {
    const message = {
      zh: '系统中已办结（或有结果），本次又改为未办结，请核对',
      en: 'the stored record is settled, and this row takes that back; is it right?',
    };
    const nothing = { line: null, column: null, field: null, found: null, expected: null, candidates: [] } as const;
    log.add({ severity: 'warning', code: 'reopened', sheet, row, message, ...nothing });
  }
  if (!reject || rows.length === 0) return 0;
  await sql`
    /* imports.reject_reopened */
    delete from import_staging where ordinal = any(${rows.map(({ ordinal }) => ordinal)}::bigint[])`.execute(trx);
  return rows.length;
}
