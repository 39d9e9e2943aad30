import { type Kysely, type RawBuilder, sql } from 'kysely';
import { canSee, mayRead, type Viewer } from '../../access/viewer.ts';
import type { Dataset } from '../../datasets/dataset.ts';
import type { Database } from '../../db/database.ts';
import { dayOf, monthOf } from '../../db/day-sql.ts';
import type { Day } from '../../kernel/day.ts';
import { AnlanError } from '../../kernel/errors.ts';
import type { Period } from '../../kernel/period.ts';
import type { Region } from '../../regions/region.ts';
import type { RegionTree } from '../../regions/tree.ts';
import { reportingRegion } from '../values/coverage.ts';
import type { Datasets } from '../values/declared-measures.ts';
import { monthsDue } from '../values/span.ts';
import { versionOf } from './versions-sql.ts';

/** How a township reported a month: with rows, declared complete without any (a nil return), or not at all. */
export type ReportState = 'ROWS' | 'NIL' | 'MISSING';

export interface TownshipMonth {
  readonly region: Region;
  /** Its first day. */
  readonly month: Day;
  readonly state: ReportState;
}

/** What is asked: the months of a period that have begun, in the townships in force at or below a region. */
export interface ReportingKey {
  readonly dataset: string;
  readonly region: Region;
  readonly period: Period;
}

export interface ReportingPage {
  readonly state: ReportState;
  readonly first: number;
  /** The month and the code of the township to go on after. */
  readonly after: { readonly month: Day; readonly code: string } | null;
}

export interface ReportingCounts {
  readonly expected: number;
  readonly missing: number;
  /** Declared complete without any row; null where the viewer is not told, since that nothing happened is a count. */
  readonly nil: number | null;
}

/**
 * Who has reported what. All throw BAD_USER_INPUT for a dataset that nobody reports by month, FORBIDDEN; a restricted
 * key is told of sensitive datasets only what is missing.
 */
export interface Reporting {
  readonly counts: (key: ReportingKey) => Promise<ReportingCounts>;
  /** In order of month and code, one more than asked for where there are more. */
  readonly page: (key: ReportingKey, page: ReportingPage) => Promise<readonly TownshipMonth[]>;
}

interface ReportingOptions {
  readonly db: Kysely<Database>;
  readonly datasets: Datasets;
  readonly tree: RegionTree;
  readonly viewer: Viewer;
  readonly today: Day;
  /** The last import to include; null: all. */
  readonly asOf: number | null;
}

export function createReporting({ db, datasets, tree, viewer, today, asOf }: ReportingOptions): Reporting {
  const states = (key: ReportingKey): RawBuilder<unknown> => {
    const dataset = reportedDataset(datasets, key.dataset);
    if (!mayRead(viewer, dataset.code)) {
      throw new AnlanError('FORBIDDEN', `this key does not reach the dataset ${dataset.code}`, {
        dataset: dataset.code,
      });
    }
    const place = reportingRegion({ tree }, key.region);
    const townships = place.level === 'township' ? [place] : tree.descendants(place, 'township');
    return statesSql(
      dataset,
      townships.map(({ id }) => id),
      monthsDue('flow', key.period, today),
      asOf,
      // Who may not see the township is not told whether others in it had rows.
      canSee(viewer, tree, place) ? place.id : key.region.id,
    );
  };
  /** That a township had rows, or none, is told of people as their number is. */
  const tellsRows = ({ dataset: code }: ReportingKey): boolean => {
    const { sensitive, measures } = reportedDataset(datasets, code);
    const open = sensitive !== true && Object.values(measures).every((measure) => measure.sensitive !== true);
    return open || viewer.disclosure === 'exact';
  };
  return {
    async counts(key) {
      const { rows } = await sql<{ readonly state: ReportState; readonly total: number }>`/* engine.reporting_counts */
        select state, count(*)::int as total from (${states(key)}) s group by state`.execute(db);
      const total = (state: ReportState) => rows.find((row) => row.state === state)?.total ?? 0;
      return {
        expected: rows.reduce((sum, row) => sum + row.total, 0),
        missing: total('MISSING'),
        nil: tellsRows(key) ? total('NIL') : null,
      };
    },
    async page(key, { state, first, after }) {
      if (state !== 'MISSING' && !tellsRows(key)) throw rowsUntold(key.dataset);
      const { rows } = await sql<Omit<TownshipMonth, 'region'> & { readonly regionId: number }>`/* engine.reporting */
        select s.region_id, s.month, s.state from (${states(key)}) s join regions r on r.id = s.region_id
        where s.state = ${state}
          and (${after === null}::boolean or (s.month, r.code) > (${after?.month ?? null}::date, ${after?.code ?? null}::text))
        order by s.month, r.code limit ${first + 1}`.execute(db);
      return rows.map(({ regionId, ...row }) => ({ ...row, region: tree.byId(regionId) }));
    },
  };
}

/** `select region_id, month, state`: every township-month that is due. What a township took over from another is its own. */
function statesSql(
  dataset: Dataset & { readonly covers: string },
  townships: readonly number[],
  { from, to }: { readonly from: Day; readonly to: Day },
  asOf: number | null,
  within: number,
): RawBuilder<unknown> {
  const day = dayOf(dataset, dataset.covers, 'r');
  const months = dataset.columns[dataset.covers]?.kind === 'year' ? 12 : 1;
  const above = (alias: string) => sql`
    join region_versions place on place.region_id = ${sql.ref(`${alias}.region_id`)} and ${versionOf('place', asOf)}
    cross join lateral unnest(place.path) as t(id)`;
  return sql`
    with due as (
      select town.id as region_id, m.month::date as month from unnest(${townships}::int[]) as town(id)
      cross join generate_series(${from}::timestamp, ${to}::timestamp - interval '1 day', interval '1 month') as m(month)
    ), reported as (
      select distinct t.id as region_id, c.month from coverage c ${above('c')}
      where c.dataset = ${dataset.code} and c.month >= ${from}::date and c.month < ${to}::date and ${versionOf('c', asOf)}
    ), told as (
      select distinct t.id as region_id, (o.month + make_interval(months => later.months))::date as month
      from (
        select distinct r.region_id, ${monthOf(day)} as month from ${sql.table(dataset.code)} r
        where ${versionOf('r', asOf)} and ${day} >= ${from}::date - make_interval(months => ${months - 1}::int)
          and ${day} < ${to}::date
      ) o ${above('o')}
      cross join generate_series(0, ${months - 1}::int) as later(months)
      where place.path @> array[${within}::int]
    )
    select due.region_id, due.month,
      case when told.month is not null then 'ROWS' when reported.month is not null then 'NIL' else 'MISSING' end as state
    from due left join reported using (region_id, month) left join told using (region_id, month)`;
}

/** @returns what is thrown where a restricted key asks which reports were empty */
export const rowsUntold = (dataset: string): AnlanError =>
  new AnlanError('FORBIDDEN', `a restricted key is not told which reports of ${dataset} held rows`, { dataset });

function reportedDataset(datasets: Datasets, code: string): Dataset & { readonly covers: string } {
  const known = Object.values(datasets).filter((dataset) => dataset.covers !== null);
  const found = known.find((dataset) => dataset.code === code);
  if (found !== undefined && found.covers !== null) return { ...found, covers: found.covers };
  const allowed = known.map((dataset) => dataset.code);
  throw new AnlanError(
    'BAD_USER_INPUT',
    `expected a dataset that townships report by month, got ${JSON.stringify(code)}`,
    {
      found: code,
      allowed,
    },
  );
}
