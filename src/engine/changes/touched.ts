import { type Kysely, sql } from 'kysely';
import { mayRead, type Viewer } from '../../access/viewer.ts';
import { coveredMeasure } from '../../datasets/dataset.ts';
import type { Database } from '../../db/database.ts';
import type { Indicator } from '../../indicators/indicator.ts';
import { termsOf } from '../../indicators/terms.ts';
import type { Day } from '../../kernel/day.ts';
import { type Period, periodHolding } from '../../kernel/period.ts';
import type { Region } from '../../regions/region.ts';
import type { RegionTree } from '../../regions/tree.ts';
import { rateRows } from '../sources/rate-rows-sql.ts';
import { reportingRegion } from '../values/coverage.ts';
import { type Datasets, type DeclaredMeasures, measureOf, termParts } from '../values/declared-measures.ts';
import { storedPeriod } from '../values/figure.ts';
import { countsYears } from '../values/indicator-nature.ts';
import { unseen } from '../values/sight.ts';
import { monthShowing } from '../values/span.ts';
import type { Subject } from '../values/value.ts';
import { isPosted, touchedRows } from './touched-rows.ts';

/** A value that one import may have changed. */
export interface Touched extends Subject {
  readonly importId: number;
}

export interface TouchedOptions {
  readonly db: Kysely<Database>;
  readonly datasets: Datasets;
  readonly measures: DeclaredMeasures;
  readonly tree: RegionTree;
  readonly viewer: Viewer;
  readonly today: Day;
}

export interface TouchedArgs {
  readonly regions: readonly Region[];
  readonly indicators: readonly Indicator[];
  /** Imports above this number and up to the other. */
  readonly after: number;
  readonly upTo: number;
}

interface Line {
  readonly importId: number;
  readonly regionId: number;
  readonly source: 'ledger' | 'rows' | 'figures' | 'rates';
  /** A measure, the code of an indicator, or `dataset|item` of a survey. */
  readonly item: string;
  readonly code: string | null;
  readonly start: string;
  readonly end: string;
}

/**
 * What imports may have changed of what the viewer may read: months whose sums they posted or whose rows they brought,
 * printed figures and rounds of surveys they brought or superseded. What a township reported stands for its villages.
 * Oldest import first, in each the newest period first.
 */
export async function touched(
  { db, datasets, measures, tree, viewer, today }: TouchedOptions,
  { regions, indicators: asked, after, upTo }: TouchedArgs,
): Promise<readonly Touched[]> {
  const [place] = regions;
  if (place === undefined) return [];
  const indicators = asked.filter(
    (indicator) => unseen({ viewer, tree, measures }, { indicator, region: place }) === null,
  );
  const byPlace = Map.groupBy(regions, (region) => reportingRegion({ tree }, region).id);
  const byId = new Map(regions.map((region) => [region.id, region]));
  const byMeasure = measuresOf(measures, indicators);
  const counted = [...byMeasure].flatMap(([code, counting]) => {
    const declared = measures.get(code);
    return declared === undefined ? [] : [{ declared, members: counting.flatMap((one) => membersOf(one, code)) }];
  });
  const bySurvey = Map.groupBy(indicators, ({ formula }) =>
    formula.kind === 'survey' ? `${formula.dataset}|${formula.item}` : '',
  );
  const byCode = new Map(indicators.map((indicator) => [indicator.code, indicator]));
  const rounds = rateRows(
    datasets,
    [...bySurvey.keys()].filter((key) => key !== ''),
  );
  const { rows } = await sql<Line>`/* engine.touched */
    select distinct d.import_id, d.region_id, 'ledger' as source, d.measure as item, null::text as code,
      d.month as start, (d.month + interval '1 month')::date as end
    from cell_changes d
    where d.import_id > ${after} and d.import_id <= ${upTo}
      and d.region_id = any(${[...byPlace.keys()]}::int[]) and d.measure = any(${[...byMeasure.keys()]}::text[])
    union
    select e.import_id, s.region_id, 'figures', s.indicator, s.period, s.period_start, s.period_end
    from statistics s cross join lateral (values (s.imported_in), (s.superseded_in)) as e(import_id)
    where e.import_id > ${after} and e.import_id <= ${upTo} and s.locality = ''
      and ${mayRead(viewer, 'statistics')}::boolean
      and s.indicator = any(${[...byCode.keys()]}::text[]) and s.region_id = any(${[...byId.keys()]}::int[])
    ${sql.join(
      rounds.map(
        (round) => sql`union
          select e.import_id, q.region_id, 'rates', ${round.key}, ${round.code}, ${round.start}, ${round.end}
          from ${round.table} cross join lateral (values (r.imported_in), (r.superseded_in)) as e(import_id)
          join region_versions place on place.region_id = r.region_id and place.superseded_in is null
          join unnest(${[...byId.keys()]}::int[]) as q(region_id) on place.path @> array[q.region_id]
          where e.import_id > ${after} and e.import_id <= ${upTo} and ${round.filter}`,
      ),
      sql` `,
    )}
    ${sql.join(
      touchedRows(counted, regions, { after, upTo }).map((branch) => sql`union ${branch}`),
      sql` `,
    )}`.execute(db);

  const found = new Map<string, Touched>();
  const add = (
    importId: number,
    region: Region | undefined,
    indicator: Indicator | undefined,
    period: Period,
  ): void => {
    if (region === undefined || indicator === undefined) return;
    const key = `${importId}|${region.id}|${indicator.code}|${period.code}`;
    if (!found.has(key)) found.set(key, { importId, region, indicator, period });
  };
  for (const { importId, regionId, source, item, code, start, end } of rows) {
    if (source === 'figures')
      add(importId, byId.get(regionId), byCode.get(item), storedPeriod(code ?? start, start, end));
    if (source === 'rates') {
      for (const indicator of bySurvey.get(item) ?? []) {
        add(importId, byId.get(regionId), indicator, storedPeriod(code ?? start, start, end));
      }
    }
    if (source !== 'ledger' && source !== 'rows') continue;
    const month = monthShowing(start, today);
    if (month === null) continue;
    const declared = measures.get(item);
    for (const indicator of byMeasure.get(item) ?? []) {
      const period = countsYears(measures, indicator) ? periodHolding(month.start, 'year') : month;
      const places = source === 'rows' ? [byId.get(regionId)] : (byPlace.get(regionId) ?? []);
      for (const region of places) {
        if (region === undefined) continue;
        const counted = source === 'ledger' ? [''] : membersOf(indicator, item);
        const posted = declared === undefined || isPosted(declared, counted, region);
        if (posted === (source === 'ledger')) add(importId, region, indicator, period);
      }
    }
  }
  return [...found.values()].sort(inTurn);
}

/** The order of a statement is lost in another one around it, where rows are on several nodes. */
const inTurn = (a: Touched, b: Touched): number =>
  a.importId - b.importId ||
  order(b.period.start, a.period.start) ||
  order(b.period.end, a.period.end) ||
  a.region.id - b.region.id ||
  order(a.indicator.code, b.indicator.code);

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The members of a measure that an indicator counts; none where it only has to be reported. */
const membersOf = ({ formula }: Indicator, code: string): readonly string[] =>
  termsOf(formula)
    .map(termParts)
    .flatMap((part) => (part.code === code ? [part.member] : []));

/** The indicators that count each measure; what a township reported counts too, since it decides on completeness. */
function measuresOf(measures: DeclaredMeasures, indicators: readonly Indicator[]): ReadonlyMap<string, Indicator[]> {
  const found = new Map<string, Indicator[]>();
  for (const indicator of indicators) {
    const codes = new Set(
      termsOf(indicator.formula).flatMap((term) => {
        const { code, dataset } = measureOf(measures, termParts(term).code);
        return dataset.covers === null ? [code] : [code, coveredMeasure(dataset)];
      }),
    );
    for (const code of codes) found.set(code, [...(found.get(code) ?? []), indicator]);
  }
  return found;
}
