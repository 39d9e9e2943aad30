import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Database } from '../../db/database.ts';

/**
 * Two temporary tables for these regions, from the current tree: `ledger_lowest`, the lowest region at or above each
 * that has cells, and `ledger_places`, those and all above them with the next one up, their level and their depth from 1.
 * Materialized step by step: joined at once, the lateral part can make the planner read the whole tree for each region.
 * @param regions `select region_id`
 */
export async function stagePlaces(trx: Kysely<Database>, regions: RawBuilder<unknown>): Promise<void> {
  await sql`/* ledger.unstage_places */ drop table if exists pg_temp.ledger_chain, pg_temp.ledger_lowest, pg_temp.ledger_places`.execute(
    trx,
  );
  await sql`
    /* ledger.chain */
    create temporary table ledger_chain on commit drop as
    with regions as materialized (select distinct region_id from (${regions}) r),
    chosen as materialized (
      select v.region_id, v.path
      from regions join region_versions v on v.region_id = regions.region_id and v.superseded_in is null
    ),
    paths as materialized (
      select c.region_id, p.id, p.ordinal from chosen c cross join lateral unnest(c.path) with ordinality as p(id, ordinal)
    )
    select p.region_id, a.region_id as ancestor_id, a.level,
      row_number() over (partition by p.region_id order by p.ordinal)::int as depth,
      lag(a.region_id) over (partition by p.region_id order by p.ordinal) as parent_id,
      lead(a.region_id) over (partition by p.region_id order by p.ordinal) is null as lowest
    from paths p join region_versions a on a.region_id = p.id and a.superseded_in is null
    where a.level in ('province', 'city', 'county', 'township')`.execute(trx);
  await sql`
    /* ledger.lowest */
    create temporary table ledger_lowest on commit drop as
    select region_id, ancestor_id as lowest_id from ledger_chain where lowest`.execute(trx);
  await sql`
    /* ledger.places */
    create temporary table ledger_places on commit drop as
    select distinct ancestor_id as region_id, parent_id, level, depth from ledger_chain`.execute(trx);
  await sql`/* ledger.analyze_places */ analyze ledger_lowest, ledger_places`.execute(trx);
}
