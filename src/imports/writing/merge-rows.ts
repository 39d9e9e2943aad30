import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Dataset } from '../../datasets/dataset.ts';
import type { Database } from '../../db/database.ts';
import { KEPT_ISSUES } from '../rows/issue-log.ts';
import { refuseUnknownPlaces } from './known-places.ts';
import { comparedColumns } from './staging-columns.ts';

/** A row whose key stood in the file before. */
export interface Repeat {
  readonly sheet: string | null;
  readonly row: number;
  readonly ofSheet: string | null;
  readonly ofRow: number;
}

export interface Merged {
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly repeats: readonly Repeats[];
}

/** The rows that repeat others with the same content, or with another one; the first of them at hand. */
export interface Repeats {
  readonly identical: boolean;
  readonly count: number;
  readonly first: readonly Repeat[];
}

type Sql = RawBuilder<unknown>;

/** Brings the staged rows into the dataset's table as of an import: whose content differs supersedes, new keys enter. */
export async function mergeRows(trx: Kysely<Database>, dataset: Dataset, importId: number): Promise<Merged> {
  const table = sql.table(dataset.code);
  const { key, content } = comparedColumns(dataset);
  const sameKey = sql.join(
    key.map((name) => sql`t.${sql.ref(name)} = s.${sql.ref(name)}`),
    sql` and `,
  );
  await sql`/* imports.memory */ set local work_mem = '64MB'`.execute(trx);
  await refuseUnknownPlaces(trx, 'import_staging');
  await sql`/* imports.analyze */ analyze import_staging (${names(key)})`.execute(trx);
  const repeats = (await holdsRepeats(trx, key)) ? await findRepeats(trx, key, content) : [];
  if (repeats.length > 0) await dropRepeats(trx, key);
  await sql`/* imports.unstage_known */ drop table if exists pg_temp.import_known`.execute(trx);
  await sql`
    /* imports.known */
    create temporary table import_known on commit drop as
    select s.ordinal, t.id, ${tuple('t', content)} is not distinct from ${tuple('s', content)} as same
    from import_staging s join ${table} t on t.superseded_in is null and ${sameKey}`.execute(trx);
  const { known, same } = await countKnown(trx);
  if (known > same) {
    await sql`
      /* imports.supersede */
      update ${table} t set superseded_in = ${importId}::int from import_known k where t.id = k.id and not k.same`.execute(
      trx,
    );
  }
  const fresh =
    same === 0
      ? sql``
      : sql`where not exists (select from import_known k where k.ordinal = s.ordinal and k.same) order by s.ordinal`;
  const inserted = await sql`
    /* imports.insert */
    insert into ${table} (${names(content)}, sheet, row_number, imported_in)
    select ${names(content)}, sheet, row_number, ${importId}::int from import_staging s ${fresh}`.execute(trx);
  const updated = known - same;
  return { created: affected(inserted) - updated, updated, unchanged: same, repeats };
}

async function countKnown(trx: Kysely<Database>): Promise<{ known: number; same: number }> {
  await sql`/* imports.analyze_known */ analyze import_known`.execute(trx);
  const { rows } = await sql<{ known: number; same: number }>`
    /* imports.count_known */ select count(*) as known, count(*) filter (where same) as same from import_known`.execute(
    trx,
  );
  return rows[0] ?? { known: 0, same: 0 };
}

/** Asked first, for it takes a fraction of the time of finding them. */
async function holdsRepeats(trx: Kysely<Database>, key: readonly string[]): Promise<boolean> {
  const { rows } = await sql<{ repeated: boolean }>`
    /* imports.any_repeat */
    select exists (select from import_staging group by ${names(key)} having count(*) > 1) as repeated`.execute(trx);
  return rows[0]?.repeated ?? false;
}

async function findRepeats(
  trx: Kysely<Database>,
  key: readonly string[],
  content: readonly string[],
): Promise<readonly Repeats[]> {
  const { rows } = await sql<Repeat & { identical: boolean; count: number }>`
    /* imports.repeats */
    with repeated as (
      select s.ordinal, s.sheet, s.row_number as row, p.sheet as of_sheet, p.row_number as of_row,
        ${tuple('s', content)} is not distinct from ${tuple('p', content)} as identical
      from (
        select ordinal, lag(ordinal) over (partition by ${names(key)} order by ordinal) as previous from import_staging
      ) k
      join import_staging s on s.ordinal = k.ordinal
      join import_staging p on p.ordinal = k.previous
    ), counted as (
      select *, row_number() over (partition by identical order by ordinal) as place,
        count(*) over (partition by identical) as count
      from repeated
    )
    select sheet, row, of_sheet, of_row, identical, count from counted where place <= ${KEPT_ISSUES}::int
    order by ordinal`.execute(trx);
  return [true, false].flatMap((identical) => {
    const first = rows.filter((one) => one.identical === identical);
    return first[0] === undefined ? [] : [{ identical, count: Number(first[0].count), first }];
  });
}

async function dropRepeats(trx: Kysely<Database>, key: readonly string[]): Promise<void> {
  await sql`
    /* imports.drop_repeats */
    delete from import_staging s using (
      select ordinal, lead(ordinal) over (partition by ${names(key)} order by ordinal) as next from import_staging
    ) k
    where k.ordinal = s.ordinal and k.next is not null`.execute(trx);
}

const names = (columns: readonly string[]): Sql => sql.join(columns.map((name) => sql.ref(name)));

const tuple = (alias: string, columns: readonly string[]): Sql =>
  sql`row(${sql.join(columns.map((name) => sql.ref(`${alias}.${name}`)))})`;

const affected = (result: { readonly numAffectedRows?: bigint | undefined }): number =>
  Number(result.numAffectedRows ?? 0n);
