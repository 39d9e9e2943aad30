import { type Kysely, sql } from 'kysely';
import type { Dataset } from '../../datasets/dataset.ts';
import type { Database } from '../../db/database.ts';
import type { Region } from '../../regions/region.ts';
import { addFirst, type IssueLog, KEPT_ISSUES } from '../rows/issue-log.ts';
import { comparedColumns } from './staging-columns.ts';

interface Foreign {
  readonly sheet: string | null;
  readonly row: number;
  /** All rows that are taken out. */
  readonly count: number;
}

/** Takes out staged rows whose number belongs to a record of a region outside: whoever may not see it may not change it. */
export async function rejectForeign(
  trx: Kysely<Database>,
  dataset: Dataset,
  within: Region,
  log: IssueLog,
): Promise<number> {
  const { key } = comparedColumns(dataset);
  const sameKey = sql.join(
    key.map((name) => sql`t.${sql.ref(name)} = s.${sql.ref(name)}`),
    sql` and `,
  );
  const { rows } = await sql<Foreign>`
    /* imports.reject_foreign */
    with foreign_rows as materialized (
      select s.ordinal
      from import_staging s
      join ${sql.table(dataset.code)} t on t.superseded_in is null and ${sameKey}
      join current_regions r on r.id = t.region_id
      where not (${within.id}::int = any(r.path))
    ), gone as (
      delete from import_staging s where s.ordinal in (select ordinal from foreign_rows)
      returning s.sheet, s.row_number as row
    )
    select *, count(*) over () as count from gone order by row limit ${KEPT_ISSUES}::int`.execute(trx);
  const count = Number(rows[0]?.count ?? 0);
  const message = {
    zh: '该编号已属于权限范围以外的记录，不能更改',
    en: 'its number belongs to a record outside the reach of the key, which cannot be changed',
  };
  const issues = rows.map(({ sheet, row }) => ({ sheet, row, message }));
  addFirst(log, { severity: 'error', code: 'region_outside' }, issues, count);
  return count;
}
