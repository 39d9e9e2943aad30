import { type Kysely, sql } from 'kysely';
import type { Dataset } from '../../datasets/dataset.ts';
import type { Database } from '../../db/database.ts';
import { addFirst, type IssueLog, KEPT_ISSUES } from '../rows/issue-log.ts';
import { comparedColumns } from '../writing/staging-columns.ts';

interface Conflict {
  readonly sheet: string | null;
  readonly row: number;
  /** The first of the other rows. */
  readonly others: readonly number[];
  /** All rows that are taken out. */
  readonly count: number;
}

const MOST_OTHERS = 6;

/** Takes all rows of a key out of the staged ones that the file gives with different contents. @returns how many rows */
export async function rejectConflicts(trx: Kysely<Database>, dataset: Dataset, log: IssueLog): Promise<number> {
  const { key, content } = comparedColumns(dataset);
  const keys = sql.join(key.map((name) => sql.ref(name)));
  const sameKey = sql.join(
    key.map((name) => sql`k.${sql.ref(name)} = s.${sql.ref(name)}`),
    sql` and `,
  );
  const { rows } = await sql<Conflict>`
    /* imports.reject_conflicts */
    with repeated as materialized (
      select ${keys} from import_staging group by ${keys} having count(*) > 1
    ), k as (
      select ${keys}, (array_agg(row_number order by ordinal))[1:${MOST_OTHERS}::int] as rows from import_staging join repeated using (${keys})
      group by ${keys} having count(*) > 1 and count(distinct row(${sql.join(content.map((name) => sql.ref(name)))})) > 1
    ), gone as (
      delete from import_staging s using k where ${sameKey}
      returning s.sheet, s.row_number as row, array_remove(k.rows, s.row_number) as others
    )
    select *, count(*) over () as count from gone order by row limit ${KEPT_ISSUES}::int`.execute(trx);
  const count = Number(rows[0]?.count ?? 0);
  const issues = rows.map(({ sheet, row, others }) => ({
    sheet,
    row,
    message: {
      zh: `与第${others.join('、')}行编号相同而内容不同，都不导入`,
      en: `has the key of row ${others.join(', ')} but says otherwise; none of them goes in`,
    },
  }));
  addFirst(log, { severity: 'error', code: 'duplicate_conflict' }, issues, count);
  return count;
}
