import { type Kysely, sql } from 'kysely';
import { type Dataset, measureCode } from '../../datasets/dataset.ts';
import type { Database } from '../../db/database.ts';
import type { RegionTree } from '../../regions/tree.ts';
import type { IssueLog } from '../rows/issue-log.ts';

const HISTORY_MONTHS = 36;
const FEWEST_MONTHS = 8;
/** Medians of absolute deviations that the usual range extends on either side; 1.4826 of them are one sigma. */
const WIDTH = 5.2;
/** Counts scatter by their square root however even the history was. */
const ROOTS = 4;
const LEAST = 5;
const MOST = 20;

interface Unusual {
  readonly regionId: number;
  readonly measure: string;
  readonly month: string;
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/**
 * Warns of months in which a township now has far more than its own other months of the three years before let expect:
 * median and median absolute deviation of at least eight months that this import did not touch.
 */
export async function warnOfOutliers(
  trx: Kysely<Database>,
  dataset: Dataset,
  tree: RegionTree,
  importId: number,
  log: IssueLog,
): Promise<void> {
  const measures = countsOf(dataset);
  if (measures.length === 0) return;
  await stageTouched(trx, measures, importId);
  const { rows } = await sql<Unusual>`
    /* imports.outliers */
    with others as materialized (
      select h.region_id, h.measure, h.month, h.value
      from (select distinct region_id, measure from import_touched) s
      join cells h on h.region_id = s.region_id and h.measure = s.measure and h.member = ''
      left join import_touched t on t.region_id = h.region_id and t.measure = h.measure and t.month = h.month
      where t.month is null and h.value <> 0
    ), history as (
      select t.region_id, t.measure, t.month, t.value,
        percentile_cont(0.5) within group (order by h.value) as middle, array_agg(h.value) as before
      from import_touched t join others h on h.region_id = t.region_id and h.measure = t.measure
        and h.month < t.month and h.month >= t.month - interval '1 month' * ${HISTORY_MONTHS}::int
      where t.value > ${LEAST}::int
      group by t.region_id, t.measure, t.month, t.value having count(*) >= ${FEWEST_MONTHS}::int
    ), spread as (
      select h.*, (select percentile_cont(0.5) within group (order by abs(v - h.middle)) from unnest(h.before) v) as mad
      from history h
    ), ranged as (
      select *, greatest(${WIDTH}::float * mad, ${ROOTS}::float * sqrt(middle), ${LEAST}::float) as reach from spread
    )
    select region_id, measure, month::text, value, floor(greatest(0, middle - reach))::bigint as low,
      ceil(middle + reach)::bigint as high
    from ranged where value > middle + reach order by value / greatest(1, middle + reach) desc, region_id, month
    limit ${MOST}::int`.execute(trx);
  for (const one of rows) tell(one);

  function tell({ regionId, measure, month, value, low, high }: Unusual): void {
    const place = tree.byId(regionId);
    const label = labelOf(dataset, measure);
    const when = month.slice(0, 7);
    log.add({
      severity: 'warning',
      code: 'outlier',
      sheet: null,
      row: null,
      line: null,
      column: place.name,
      field: null,
      message: {
        zh: `${when} ${label.zh}为${value}，该地往常每月${low}–${high}`,
        en: `${when}: ${label.en} is ${value}; usual here ${low}–${high} a month`,
      },
      found: String(value),
      expected: `${low}–${high}`,
      candidates: [],
    });
  }
}

/** In a table of its own: of what an import changed that is not committed the planner would expect one row. */
async function stageTouched(trx: Kysely<Database>, measures: readonly string[], importId: number): Promise<void> {
  await sql`/* imports.touched */ drop table if exists pg_temp.import_touched`.execute(trx);
  await sql`
    /* imports.touched */
    create temporary table import_touched on commit drop as
    select y.region_id, y.measure, make_date(y.year, d.place::int, 1) as month, d.value
    from cell_change_years y
    join region_versions r on r.region_id = y.region_id and r.superseded_in is null and r.level = 'township'
    join cell_years c on c.region_id = y.region_id and c.measure = y.measure and c.member = '' and c.year = y.year
    cross join lateral unnest(y.deltas, c.amounts) with ordinality as d(delta, value, place)
    where y.import_id = ${importId}::int and y.member = '' and y.measure = any(${measures}::text[]) and d.delta > 0`.execute(
    trx,
  );
  await sql`/* imports.touched */ analyze import_touched`.execute(trx);
}

/** Counts of rows by the day that says that a month was reported. */
function countsOf(dataset: Dataset): readonly string[] {
  return Object.entries(dataset.measures).flatMap(([name, measure]) => {
    if (measure.kind !== 'flow' || measure.sum !== undefined) return [];
    return measure.on[0] === dataset.covers ? [measureCode(dataset, name)] : [];
  });
}

const labelOf = (dataset: Dataset, code: string) =>
  Object.entries(dataset.measures).find(([name]) => measureCode(dataset, name) === code)?.[1].label ?? {
    zh: code,
    en: code,
  };
