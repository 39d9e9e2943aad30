import { type RawBuilder, sql } from 'kysely';
import { type Dataset, type ReportedRates, snake } from '../../datasets/dataset.ts';
import { daysHeld, type MeasureSql, measureSql, onDay } from '../../db/measure-sql.ts';
import type { DeclaredMeasure } from '../values/declared-measures.ts';
import type { RatesKey, RowsSumKey } from './rows-key.ts';
import { importOfRow, joinOriginal } from './undone-sql.ts';
import { versionOf } from './versions-sql.ts';

export interface Numbered<Key> {
  readonly n: number;
  readonly key: Key;
}

/** How the rows of a place are found: by the tree, or by the code of a grid that they name. Not both in one scan. */
export type Place = 'tree' | 'grid';

export const placeOf = ({ grid }: Pick<RowsSumKey, 'grid'>): Place => (grid === null ? 'tree' : 'grid');

/** What one request `q(n, region_id, grid, member, day_from, day_to)` asks of the rows `r` of a measure. */
export interface RowsOfMeasure extends Omit<MeasureSql, 'amountIn'> {
  readonly table: RawBuilder<unknown>;
  readonly amount: RawBuilder<number | null>;
  /** Region, days, version and the measure's own conditions. */
  readonly filter: RawBuilder<boolean>;
}

export function rowsOfMeasure(declared: DeclaredMeasure, place: Place, asOf: number | null): RowsOfMeasure {
  const { dataset, name } = declared;
  const { amountIn, ...reading } = measureSql(dataset, name, 'r');
  return {
    ...reading,
    amount: amountIn(sql`q.day_from`, sql`q.day_to`),
    ...inPlace(dataset, place, asOf, sql`${versionOf('r', asOf)} and ${reading.where} and ${inDays(declared)}`),
  };
}

export const rowsRequests = (requests: readonly Numbered<Omit<RowsSumKey, 'kind'>>[]): RawBuilder<unknown> => sql`
  unnest(
    ${requests.map(({ n }) => n)}::int[],
    ${requests.map(({ key }) => key.regionId)}::int[],
    ${requests.map(({ key }) => key.grid)}::text[],
    ${requests.map(({ key }) => (key.member === '' ? null : key.member))}::text[],
    ${requests.map(({ key }) => key.from)}::date[],
    ${requests.map(({ key }) => key.to)}::date[]
  ) as q(n, region_id, grid, member, day_from, day_to)`;

export function ratesBranch(
  dataset: Dataset,
  rates: ReportedRates,
  requests: readonly Numbered<RatesKey>[],
  asOf: number | null,
): RawBuilder<unknown> {
  const column = (name: string) => sql.ref(`r.${snake(name)}`);
  const start = sql.ref(`r.${snake(rates.period)}_start`);
  const end = sql.ref(`r.${snake(rates.period)}_end`);
  return sql`select q.n, '' as member, null::numeric as total, jsonb_build_object(
      'id', r.id, 'importId', ${importOfRow('r')}, 'round', ${column(rates.period)}, 'start', ${start}, 'end', ${end},
      'instrument', ${column(rates.instrument)}, 'rate', ${column(rates.rate)}::text,
      'sample', ${column(rates.sample)}, 'positive', ${column(rates.positive)},
      'provinceRank', ${column(rates.ranks.province)}, 'cityRank', ${column(rates.ranks.city)}) as detail
    from unnest(
      ${requests.map(({ n }) => n)}::int[],
      ${requests.map(({ key }) => key.regionId)}::int[],
      ${requests.map(({ key }) => key.item)}::text[],
      ${requests.map(({ key }) => key.from)}::date[],
      ${requests.map(({ key }) => key.to)}::date[],
      ${requests.map(({ key }) => key.within)}::boolean[]
    ) as q(n, region_id, item, day_from, day_to, inside)
    join ${sql.table(dataset.code)} as r on r.region_id = q.region_id and ${column(rates.item)} = q.item
      and ${end} <= q.day_to and ${start} >= q.day_from and (q.inside or (${start} = q.day_from and ${end} = q.day_to))
      and ${versionOf('r', asOf)} ${joinOriginal(dataset, 'r')}`;
}

function inPlace(
  dataset: Dataset,
  place: Place,
  asOf: number | null,
  counts: RawBuilder<unknown>,
): Pick<RowsOfMeasure, 'table' | 'filter'> {
  const rows = sql`${sql.table(dataset.code)} as r`;
  if (place === 'grid' && namesGrids(dataset)) return { table: rows, filter: sql`r.grid = q.grid and ${counts}` };
  return {
    table: sql`(region_versions as below join ${rows} on r.region_id = below.region_id)`,
    filter: sql`below.path @> array[q.region_id] and ${versionOf('below', asOf)} and ${counts}`,
  };
}

export const namesGrids = ({ columns }: Dataset): boolean => columns.grid?.kind === 'text';

/** The row counts on some day of a span `q(day_from, day_to)`; a stock, on its first day. */
export function inDays({ dataset, measure }: DeclaredMeasure): RawBuilder<boolean> {
  switch (measure.kind) {
    case 'stock': {
      const { from, until } = daysHeld(dataset, measure, 'r');
      return sql`${from} <= q.day_from and (${until} is null or ${until} > q.day_from)`;
    }
    case 'spread': {
      const { from, until } = daysHeld(dataset, measure, 'r');
      return sql`${from} < q.day_to and ${until} > q.day_from`;
    }
    case 'flow':
    case 'median':
    case 'distinct': {
      const day = onDay(dataset, measure, 'r');
      return sql`${day} >= q.day_from and ${day} < q.day_to`;
    }
    default:
      return measure satisfies never;
  }
}

/** The member that a row belongs to under a breakdown. */
export function wordOf(declared: DeclaredMeasure, by: string | null): RawBuilder<string> {
  if (by === null) return sql`''`;
  const found = measureSql(declared.dataset, declared.name, 'r').members.find((one) => snake(one.by) === by);
  return found?.member ?? sql`${sql.lit(`${by}:`)}`;
}
