import { type RawBuilder, sql, type Transaction } from 'kysely';
import type { Dataset } from '../../datasets/dataset.ts';
import type { Database } from '../../db/database.ts';
import { coveredMonth, stagedMembers, stagedMonths } from './frames.ts';
import { measuredColumns } from './passes.ts';
import { stageLowest, stagePlaces, unstagePlaces } from './stage-places.ts';

type Sql = RawBuilder<unknown>;

/**
 * What an import adds (+) and closes (-), as `ledger_changed`: each row with the regions, months and words it counts in. Of
 * temporary tables workers of a statement can read nothing, so this is none: it stands until it is forgotten. Nor is it
 * unlogged: a PostgreSQL that was killed meanwhile could find it half removed, and not start again.
 */
export interface RowStage {
  /**
   * Takes in what was added since the last time, while more rows come. The write lock must be held.
   * @param regions all that rows of the import belong to so far
   */
  more(regions: ReadonlySet<number>): Promise<void>;
  /** Forgets all that was taken in: some of those rows were taken back, or all of them are posted. */
  forget(): Promise<void>;
  /** Takes in the rest, and what is closed; once for all. */
  finish(): Promise<void>;
}

export function createRowStage(trx: Transaction<Database>, dataset: Dataset, importId: number): RowStage {
  const table = sql.table(dataset.code);
  let begun = false;
  let finished = false;
  let upTo = 0;
  let known: ReadonlySet<number> = new Set();

  const forget = async (): Promise<void> => {
    await sql`/* ledger.unstage */ drop table if exists ledger_changed`.execute(trx);
    await unstagePlaces(trx);
    [begun, finished, upTo, known] = [false, false, 0, new Set()];
  };

  /** Rows that came later are found by their ids and nothing else: any other index would give all that came before them too. */
  const added = (): Sql => {
    const later = begun ? sql`(select n.* from ${table} n where n.id > ${upTo}::bigint offset 0)` : table;
    return sql`select r.* from ${later} r where r.imported_in = ${importId}::int and r.superseded_in is null`;
  };
  const closed = sql`
    select r.* from ${table} r where r.superseded_in = ${importId}::int and r.imported_in < ${importId}::int`;

  const add = async (places: Sql, rows: Sql): Promise<void> => {
    await stageLowest(trx, places, begun);
    await (begun
      ? sql`/* ledger.stage */ insert into ledger_changed ${rows}`
      : sql`/* ledger.stage */ create table ledger_changed with (parallel_workers = 0) as ${rows}`
    ).execute(trx);
    begun = true;
  };

  const placed = (rows: Sql, sign: 1 | -1): Sql => sql`
    select l.lowest_id as region_id, l.upper_id, ${sql.lit(sign)} as sign, ${columnsOf(dataset)}
    from (${rows}) r join ledger_lowest l using (region_id)`;

  return {
    forget,
    async more(regions) {
      if (!begun) await forget();
      await sql`/* ledger.ahead */ set local enable_nestloop = off; set local enable_seqscan = off`.execute(trx);
      const others = [...regions].filter((region) => !known.has(region));
      known = new Set(regions);
      await add(sql`select unnest(${others}::int[]) as region_id`, placed(added(), 1));
      await sql`/* ledger.ahead */ set local enable_nestloop = on; set local enable_seqscan = on`.execute(trx);
      const { rows } = await sql<{ last: string | null }>`
        /* ledger.up_to */ select max(id) as last from ${table}`.execute(trx);
      upTo = Number(rows[0]?.last ?? 0);
    },
    async finish() {
      if (finished) return;
      if (!begun) await forget();
      // Nested loops are barred: of the rows of an import that is not committed the planner would expect one.
      await sql`/* ledger.no_loops */ set local enable_nestloop = off`.execute(trx);
      await add(
        sql`select region_id from (${added()}) r union select region_id from (${closed}) r`,
        sql`${placed(added(), 1)} union all ${placed(closed, -1)}`,
      );
      await stagePlaces(trx);
      await sql`/* ledger.loops */ set local enable_nestloop = on`.execute(trx);
      await sql`/* ledger.analyze */ analyze ledger_changed (region_id)`.execute(trx);
      finished = true;
    },
  };
}

function columnsOf(dataset: Dataset): Sql {
  const covered = coveredMonth(dataset);
  return sql.join([
    ...measuredColumns(dataset).map((name) => sql.ref(`r.${name}`)),
    ...stagedMonths(dataset).map(({ name, month }) => sql`${month} as ${sql.ref(name)}`),
    ...stagedMembers(dataset).map(({ name, member }) => sql`${member} as ${sql.ref(name)}`),
    ...(covered === null ? [] : [sql`${covered} as covered_month`]),
  ]);
}

/** @param reach `counties`: rows of a township as those of the region above it */
export function changedRows(dataset: Dataset, reach: 'all' | 'counties'): Sql {
  if (reach === 'all') return sql`select * from ledger_changed`;
  const staged = [...stagedMonths(dataset), ...stagedMembers(dataset)];
  const names = [...measuredColumns(dataset), ...staged.map(({ name }) => name)];
  const columns = sql.join(names.map((name) => sql.ref(`c.${name}`)));
  return sql`select c.upper_id as region_id, c.sign, ${columns} from ledger_changed c where c.upper_id is not null`;
}
