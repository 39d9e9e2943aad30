import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Database } from '../../db/database.ts';

type Sql = RawBuilder<unknown>;

/** Every region that rows of the import belong to, once. */
export const STAGED_REGIONS = 'ledger_regions';

const FEW = 1000;
const LEVELS = sql`('province', 'city', 'county', 'township')`;

export async function unstagePlaces(trx: Kysely<Database>): Promise<void> {
  await sql`/* ledger.unstage_places */ drop table if exists pg_temp.ledger_regions, pg_temp.ledger_lowest, pg_temp.ledger_places`.execute(
    trx,
  );
}

/**
 * Adds to `ledger_lowest` where rows of these regions count, by the current tree: the lowest region at or above each that
 * has cells, and the lowest that has words of breakdowns. Materialized step by step: joined at once, the lateral part can
 * make the planner read the whole tree for each region.
 * Nested loops must be barred: of the rows of an import that is not committed the planner would expect one.
 * @param regions `select region_id`
 * @param begun some were added before
 */
export async function stageLowest(trx: Kysely<Database>, regions: Sql, begun: boolean): Promise<void> {
  if (!begun) {
    await sql`
      /* ledger.regions */
      create temporary table ledger_regions (region_id int) on commit drop`.execute(trx);
    await sql`
      /* ledger.lowest */
      create temporary table ledger_lowest (region_id int, lowest_id int, upper_id int) on commit drop`.execute(trx);
  }
  const { numAffectedRows } = await sql`
    /* ledger.regions */
    insert into ledger_regions
    select region_id from (${regions}) r
    ${begun ? sql`where not exists (select from ledger_regions s where s.region_id = r.region_id)` : sql``}
    group by region_id`.execute(trx);
  const fresh = Number(numAffectedRows ?? 0n);
  if (fresh === 0) return;
  // The tree is read once for many regions, and not at all for few.
  if (fresh < FEW) await sql`/* ledger.few */ set local enable_nestloop = on`.execute(trx);
  await sql`
    /* ledger.lowest */
    with chosen as materialized (
      select v.region_id, v.path
      from ledger_regions s join region_versions v on v.region_id = s.region_id and v.superseded_in is null
      where not exists (select from ledger_lowest l where l.region_id = s.region_id)
    ), paths as materialized (
      select c.region_id, p.id, p.ordinal from chosen c cross join lateral unnest(c.path) with ordinality as p(id, ordinal)
    ), above as (
      select p.region_id, array_agg(a.region_id order by p.ordinal desc) as ids,
        (array_agg(a.level order by p.ordinal desc))[1] as level
      from paths p join region_versions a on a.region_id = p.id and a.superseded_in is null
      where a.level in ${LEVELS} group by p.region_id
    )
    insert into ledger_lowest
    select region_id, ids[1], case level when 'township' then ids[2] else ids[1] end from above`.execute(trx);
  if (fresh < FEW) await sql`/* ledger.few */ set local enable_nestloop = off`.execute(trx);
}

/** `ledger_places`: the lowest regions and all above them with the next one up, their level and their depth from 1. */
export async function stagePlaces(trx: Kysely<Database>): Promise<void> {
  await sql`
    /* ledger.places */
    create temporary table ledger_places on commit drop as
    with chosen as materialized (
      select v.region_id, v.path from (select distinct lowest_id from ledger_lowest) l
      join region_versions v on v.region_id = l.lowest_id and v.superseded_in is null
    ), paths as materialized (
      select c.region_id, p.id, p.ordinal from chosen c cross join lateral unnest(c.path) with ordinality as p(id, ordinal)
    )
    select distinct a.region_id, lag(a.region_id) over above as parent_id, a.level, (row_number() over above)::int as depth
    from paths p join region_versions a on a.region_id = p.id and a.superseded_in is null
    where a.level in ${LEVELS}
    window above as (partition by p.region_id order by p.ordinal)`.execute(trx);
  await sql`/* ledger.analyze_places */ analyze ledger_places`.execute(trx);
}
