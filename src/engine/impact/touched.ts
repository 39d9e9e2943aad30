import { type Kysely, type RawBuilder, sql } from 'kysely';
import { snake } from '../../datasets/dataset.ts';
import type { Database } from '../../db/database.ts';
import { MONTHS } from '../../db/day-sql.ts';
import type { Datasets } from '../values/declared-measures.ts';

/** A year in which an import changed a sum of a region. */
export interface TouchedSum {
  readonly regionId: number;
  readonly measure: string;
  /** First days. */
  readonly year: string;
  readonly months: readonly string[];
}

/** A printed figure, or a rate of a survey, that an import brought or closed. */
export interface TouchedFigure {
  readonly regionId: number;
  /** Of a figure. */
  readonly indicator: string | null;
  /** Of a rate. */
  readonly dataset: string | null;
  readonly item: string | null;
  readonly period: string;
  readonly start: string;
  readonly end: string;
}

export interface Touched<Row> {
  readonly rows: readonly Row[];
  /** Of how many. */
  readonly total: number;
}

/** What the viewer may read. */
interface MayRead {
  /** Ids of the roots of the subtrees; null: all regions. */
  readonly roots: readonly number[] | null;
  /** Codes of datasets; null: all. */
  readonly open: readonly string[] | null;
}

const within = ({ roots }: MayRead, regionId: RawBuilder<number>): RawBuilder<boolean> =>
  roots === null
    ? sql`true`
    : sql`exists (select from region_versions place where place.region_id = ${regionId} and place.path && ${[...roots]}::int[])`;

const MOST_SUMS = 6000;
const MOST_FIGURES = 1000;

/** Sums that an import changed, from the province down, the most changed first. */
export async function touchedSums(db: Kysely<Database>, importId: number, may: MayRead): Promise<Touched<TouchedSum>> {
  const open = may.open === null ? sql`true` : sql`split_part(y.measure, '.', 1) = any(${[...may.open]}::text[])`;
  const weight = sql.join(
    MONTHS.map((month) => sql`abs(y.deltas[${month}]::float)`),
    sql` + `,
  );
  const { rows } = await sql<TouchedSum & { readonly total: number }>`/* engine.touched_sums */
    with touched as (
      select y.region_id, y.measure, y.year, y.deltas, ${weight} as weight
      from cell_change_years y where y.import_id = ${importId} and y.member = '' and ${open} and ${within(may, sql`y.region_id`)}
    )
    select t.region_id, t.measure, make_date(t.year, 1, 1) as year, count(*) over () as total, (
        select array_agg(make_date(t.year, u.place::int, 1)::text order by u.place)
        from unnest(t.deltas) with ordinality as u(delta, place) where u.delta <> 0
      ) as months
    from touched t
    cross join lateral (
      select array_position(array['province', 'city', 'county', 'township'], v.level) as depth from region_versions v
      where v.region_id = t.region_id and v.imported_in <= ${importId} order by v.imported_in desc limit 1
    ) as place
    order by place.depth, t.weight desc, t.region_id, t.measure, t.year desc limit ${MOST_SUMS}`.execute(db);
  return { rows, total: rows[0]?.total ?? 0 };
}

/** Figures and rates among the rows that an import brought or closed. */
export async function touchedFigures(
  db: Kysely<Database>,
  datasets: Datasets,
  importId: number,
  may: MayRead,
): Promise<Touched<TouchedFigure>> {
  const isOpen = (dataset: string) => may.open?.includes(dataset) ?? true;
  const changed = sql`(r.imported_in = ${importId} or r.superseded_in = ${importId}) and ${within(may, sql`r.region_id`)}`;
  const branches: RawBuilder<unknown>[] = [
    sql`select r.region_id, r.indicator, null::text as dataset, null::text as item, r.period, r.period_start as start,
        r.period_end as end
      from statistics r where ${isOpen('statistics')}::boolean and ${changed} and r.indicator is not null and r.locality = '' and r.comparison in ('none', 'share')`,
    ...Object.values(datasets).flatMap(({ code, rates }) => {
      if (rates === undefined || !isOpen(code)) return [];
      const column = (name: string) => sql.ref(`r.${snake(name)}`);
      const period = snake(rates.period);
      return [
        sql`select r.region_id, null, ${code}::text, ${column(rates.item)}, ${column(rates.period)},
            ${sql.ref(`r.${period}_start`)}, ${sql.ref(`r.${period}_end`)}
          from ${sql.table(code)} r where ${changed}`,
      ];
    }),
  ];
  const { rows } = await sql<TouchedFigure & { readonly total: number }>`/* engine.touched_figures */
    select f.*, count(*) over () as total from (select distinct * from (${sql.join(branches, sql` union all `)}) b) f
    order by f.start desc, f.end, f.region_id, f.indicator, f.item limit ${MOST_FIGURES}`.execute(db);
  return { rows, total: rows[0]?.total ?? 0 };
}
