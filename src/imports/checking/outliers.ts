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
  const { rows } = await sql<Unusual>`
    /* imports.outliers */
    with touched as (
      select c.region_id, c.measure, c.month, c.value
      from cell_changes d
      join cells c on (c.region_id, c.measure, c.member, c.month) = (d.region_id, d.measure, d.member, d.month)
      join current_regions r on r.id = c.region_id and r.level = 'township'
      where d.import_id = ${importId}::int and d.member = '' and d.delta > 0 and d.measure = any(${measures}::text[])
    ), history as (
      select t.region_id, t.measure, t.month, t.value,
        percentile_cont(0.5) within group (order by h.value) as middle, array_agg(h.value) as before
      from touched t join cells h on h.region_id = t.region_id and h.measure = t.measure and h.member = ''
        and h.month < t.month and h.month >= t.month - interval '1 month' * ${HISTORY_MONTHS}::int
      where not exists (select from touched o where (o.region_id, o.measure, o.month) = (h.region_id, h.measure, h.month))
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
