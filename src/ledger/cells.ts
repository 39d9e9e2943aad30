import { type RawBuilder, sql } from 'kysely';

type Sql = RawBuilder<unknown>;

/**
 * Two common table expressions, `posted` and `summed`, that append the deltas to cell_changes and add them to cells.
 * @param deltas `select region_id, measure, member, month, delta`, one row a cell, none of them 0
 */
export function addToCells(importId: number, deltas: Sql): Sql {
  return sql`
    posted as (
      insert into cell_changes (import_id, region_id, measure, member, month, delta)
      select ${importId}::int, d.region_id, d.measure, d.member, d.month, d.delta from (${deltas}) d
      returning region_id, measure, member, month, delta
    ), summed as (
      insert into cells as c (region_id, measure, member, month, value)
      select region_id, measure, member, month, delta from posted
      on conflict (region_id, measure, member, month) do update set value = c.value + excluded.value
    )`;
}
