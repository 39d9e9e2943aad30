import { type Kysely, type RawBuilder, sql } from 'kysely';
import { snake } from '../../datasets/dataset.ts';
import type { Database } from '../../db/database.ts';
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
  const sums = sql`y.import_id = ${importId} and y.member = ''`;
  // Most sums are those of townships, and are not looked at where there are enough above them.
  const { rows } = await sql<TouchedSum & { readonly total: number }>`/* engine.touched_sums */
    with counted as materialized (
      select y.region_id, count(*)::int as sums from cell_change_years y
      where ${sums} and ${open} and ${within(may, sql`y.region_id`)} group by y.region_id
    ), placed as materialized (
      select c.region_id, c.sums, place.depth from counted c
      cross join lateral (
        select array_position(array['province', 'city', 'county', 'township'], v.level) as depth from region_versions v
        where v.region_id = c.region_id and v.imported_in <= ${importId} order by v.imported_in desc limit 1
      ) as place
    ), ordered as materialized (
      select p.region_id, p.depth, (sum(p.sums) over ())::int as total,
        sum(p.sums) over (order by p.depth) - sum(p.sums) over (partition by p.depth) as above
      from placed p
    ), touched as (
      select y.region_id, y.measure, y.year, y.deltas, o.depth, o.total,
        (select sum(abs(u.delta)) from unnest(y.deltas) as u(delta)) as weight
      from ordered o join cell_change_years y on y.region_id = o.region_id
      where o.above < ${MOST_SUMS} and ${sums} and ${open}
    )
    select t.region_id, t.measure, make_date(t.year, 1, 1) as year, t.total, (
        select array_agg(make_date(t.year, u.place::int, 1)::text order by u.place)
        from unnest(t.deltas) with ordinality as u(delta, place) where u.delta <> 0
      ) as months
    from touched t
    order by t.depth, t.weight desc, t.region_id, t.measure, t.year desc limit ${MOST_SUMS}`.execute(db);
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
