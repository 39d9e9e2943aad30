import { type RawBuilder, sql } from 'kysely';
import type { Dataset } from '../datasets/dataset.ts';
import type { Undos } from '../db/undos.ts';
import { saidMonths } from './said-months.ts';

/**
 * `select region_id, month, imported_in, superseded_in`: the coverage that imports and undos must have left, recomputed
 * from rows and declarations. A month is covered while any import that reported it stands.
 */
export function expectedCoverage(dataset: Dataset, undos: Undos): RawBuilder<unknown> {
  const spans = undos.roots.flatMap((id) => undos.standing(id).map((span) => ({ id, ...span })));
  return sql`
    select c.region_id, c.month, lower(span) as imported_in, upper(span) as superseded_in
    from (
      select s.region_id, s.month, range_agg(int4range(coalesce(u.since, s.import_id), u.until)) as spans
      from (select distinct import_id, region_id, month from (${saidMonths(dataset)}) said) s
      left join unnest(
        ${ints(spans.map(({ id }) => id))}, ${ints(spans.map(({ since }) => since))}, ${ints(spans.map(({ until }) => until))}
      ) as u(id, since, until) on u.id = s.import_id
      group by s.region_id, s.month
    ) c cross join lateral unnest(c.spans) as span`;
}

/** Written out, for a temporary table is made by a statement without parameters. */
const ints = (numbers: readonly (number | null)[]): RawBuilder<unknown> =>
  sql`${sql.lit(`{${numbers.map((one) => one ?? 'null').join(',')}}`)}::int[]`;
