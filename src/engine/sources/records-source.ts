import DataLoader from 'dataloader';
import { type Kysely, sql } from 'kysely';
import type { Database } from '../../db/database.ts';
import { type DeclaredMeasures, measureOf } from '../values/declared-measures.ts';
import type { RowsSumKey } from './rows-key.ts';
import { placeOf, rowsOfMeasure, rowsRequests, wordOf } from './rows-sql.ts';
import { type StoredRow, storedRow } from './stored-record.ts';
import { sumKeyText } from './sum-key.ts';
import { importOfRow, joinOriginal } from './undone-sql.ts';

/** One page of the rows behind a sum, in order of row id. */
export interface RecordsKey extends RowsSumKey {
  readonly first: number;
  /** Only rows of a greater id; 0 from the beginning. */
  readonly after: number;
}

export type RecordsSource = DataLoader<RecordsKey, readonly StoredRow[], string>;

export interface RecordsOptions {
  readonly db: Kysely<Database>;
  readonly measures: DeclaredMeasures;
  readonly asOf: number | null;
}

/** The pages asked for in one tick in one statement; each holds one row more than asked for where there are more. */
export function createRecordsSource({ db, measures, asOf }: RecordsOptions): RecordsSource {
  return new DataLoader<RecordsKey, readonly StoredRow[], string>(
    async (keys) => {
      const branches = keys.map((key, n) => {
        const declared = measureOf(measures, key.measure);
        const { table, filter } = rowsOfMeasure(declared, placeOf(key), asOf);
        const by = key.member === '' ? null : key.member.slice(0, key.member.indexOf(':'));
        const word = by === null ? sql`` : sql`and ${wordOf(declared, by)} = q.member`;
        return sql`(select q.n, r.id, to_jsonb(r) || jsonb_build_object('file_name', i.file_name, 'imported_in', i.id) as line
          from ${rowsRequests([{ n, key }])}
          cross join ${table} ${joinOriginal(declared.dataset, 'r')}
          join imports i on i.id = ${importOfRow('r')}
          where ${filter} ${word} and r.id > ${key.after} order by r.id limit ${key.first + 1})`;
      });
      const { rows } = await sql<{ readonly n: number; readonly line: unknown }>`/* engine.records */
        select n, line from (${sql.join(branches, sql` union all `)}) as page order by n, id`.execute(db);
      const pages = keys.map((): StoredRow[] => []);
      for (const { n, line } of rows) pages[n]?.push(storedRow(line));
      return pages;
    },
    { cacheKeyFn: (key) => `${sumKeyText(key)}|${key.first}|${key.after}` },
  );
}
