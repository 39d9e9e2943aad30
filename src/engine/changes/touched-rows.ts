import { type RawBuilder, sql } from 'kysely';
import { monthOf } from '../../db/day-sql.ts';
import { daysHeld, measureSql, onDay } from '../../db/measure-sql.ts';
import type { Region } from '../../regions/region.ts';
import { namesGrids } from '../sources/rows-sql.ts';
import type { DeclaredMeasure } from '../values/declared-measures.ts';
import { postedAs } from '../values/span.ts';

interface Between {
  /** Imports above this number and up to the other. */
  readonly after: number;
  readonly upTo: number;
}

/** Whether the ledger posts all these members of a measure for a region. */
export const isPosted = ({ measure }: DeclaredMeasure, members: readonly string[], { level }: Region): boolean =>
  members.every((member) => postedAs(measure, member, level) !== null);

/** A measure of which some members are asked for. */
export interface AskedMeasure {
  readonly declared: DeclaredMeasure;
  readonly members: readonly string[];
}

/**
 * `select import_id, region_id, 'rows', measure, null, start, end`: months whose rows imports brought or superseded,
 * of what the ledger does not post. What others in the township of a village changed is not among them.
 */
export function touchedRows(
  measures: readonly AskedMeasure[],
  regions: readonly Region[],
  { after, upTo }: Between,
): readonly RawBuilder<unknown>[] {
  return measures.flatMap(({ declared, members }) => {
    const { dataset, name, code } = declared;
    const asked = regions.filter((region) => !isPosted(declared, members, region));
    const inGrids = ({ level }: Region) => level === 'grid' && namesGrids(dataset);
    const { where } = measureSql(dataset, name, 'r');
    const branch = (places: readonly Region[], inPlace: RawBuilder<boolean>, turn: RawBuilder<number>) =>
      places.length === 0
        ? []
        : [
            sql`select ${turn}, q.region_id, 'rows', ${code}, null, s.month, (s.month + interval '1 month')::date
              from ${sql.table(dataset.code)} r
              join unnest(${places.map(({ id }) => id)}::int[], ${places.map((place) => place.code)}::text[])
                as q(region_id, grid) on ${inPlace}
              cross join lateral (${monthsOf(declared)}) as s(month)
              where ${turn} > ${after} and ${turn} <= ${upTo} and ${where} and s.month is not null`,
          ];
    return [sql<number>`r.imported_in`, sql<number>`r.superseded_in`].flatMap((turn) => [
      ...branch(asked.filter(inGrids), sql`r.grid = q.grid`, turn),
      ...branch(
        asked.filter((region) => !inGrids(region)),
        sql`r.region_id in (select place.region_id from region_versions place where place.path @> array[q.region_id])`,
        turn,
      ),
    ]);
  });
}

/** Those in which a posted sum would change: of a stock, where it begins and ends. */
function monthsOf({ dataset, measure }: DeclaredMeasure): RawBuilder<unknown> {
  switch (measure.kind) {
    case 'stock': {
      const { from, until } = daysHeld(dataset, measure, 'r');
      return sql`values (${monthOf(from)}), (${monthOf(until)})`;
    }
    case 'spread': {
      const { from, until } = daysHeld(dataset, measure, 'r');
      return sql`select m::date from generate_series(${monthOf(from)}::timestamp, (${until} - 1)::timestamp, interval '1 month') m`;
    }
    case 'flow':
    case 'median':
    case 'distinct':
      return sql`select ${monthOf(onDay(dataset, measure, 'r'))}`;
    default:
      return measure satisfies never;
  }
}
