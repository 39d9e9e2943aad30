import { type Kysely, sql } from 'kysely';
import { type Dataset, snake } from '../../../src/datasets/dataset.ts';
import type { Database } from '../../../src/db/database.ts';
import type { CleanRow } from './clean-rows.ts';

/** The current rows of a dataset as the records they were made from, in the order of their keys. */
export async function readBack(db: Kysely<Database>, dataset: Dataset): Promise<readonly CleanRow[]> {
  const columns = Object.entries(dataset.columns).map(([name, { kind }]) => {
    const column = sql.ref(`t.${snake(name)}`);
    const text =
      kind === 'region'
        ? sql`r.code`
        : kind === 'time'
          ? sql`to_char(${column} at time zone 'Asia/Shanghai', 'YYYY-MM-DD"T"HH24:MI:SS"+08:00"')`
          : kind === 'rate' || kind === 'number'
            ? sql`trim_scale(${column})::text`
            : kind === 'text' && dataset.key.includes(name)
              ? sql`nullif(${column}, '')`
              : sql`${column}::text`;
    return sql`${text} as ${sql.ref(name)}`;
  });
  const { rows } = await sql<Record<string, string | null>>`
    select ${sql.join(columns)} from ${sql.table(dataset.code)} t join regions r on r.id = t.region_id
    where t.superseded_in is null`.execute(db);
  const key = (row: CleanRow): string => dataset.key.map((name) => row[name] ?? '').join('\u0001');
  return [...rows].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}
