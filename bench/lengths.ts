import { datasets } from '../src/datasets/index.ts';

/** Records that took a while, all in the villages of one province and one year, and the median that anyone would write. */
export interface Lengths {
  readonly dataset: (typeof datasets)['mediations' | 'tickets'];
  readonly indicator: string;
  /** $1 province, $2 import, $3 records, $4 year. */
  readonly fill: string;
  /** $1 province, $2 year; gives `middle`, in the unit of the indicator. */
  readonly plain: string;
}

/** `village(place, region_id)` */
const VILLAGES = `
  village as materialized (
    select row_number() over (order by v.region_id) - 1 as place, v.region_id from region_versions v
    where v.level = 'village' and v.superseded_in is null and v.path @> array[(select id from regions where code = $1)]
  )`;
const EACH = `generate_series(1, $3::int) i
  join village v on v.place = (i::bigint * 104729) % (select count(*) from village)`;
const IN_PLACE = `
  join region_versions v on v.region_id = r.region_id and v.superseded_in is null
  where v.path @> array[(select id from regions where code = $1)] and r.superseded_in is null`;

/** Disputes settled within 90 days. */
const disputes: Lengths = {
  dataset: datasets.mediations,
  indicator: 'mediation.median_days',
  fill: `/* bench.fill_disputes */ with ${VILLAGES}
    insert into mediations (serial, region_id, found_on, accepted_on, closed_on, outcome, imported_in, row_number)
    select 'M' || i, v.region_id, d.closed_on - d.days, d.closed_on - d.days, d.closed_on, 'resolved', $2, i
    from ${EACH} cross join lateral (
      select make_date($4, 1, 1) + i % 365 as closed_on, (((i::bigint * 7919) % 1000) ^ 2 / 11000)::int as days
    ) d`,
  plain: `/* bench.plain_disputes */
    select percentile_cont(0.5) within group (order by r.closed_on - r.accepted_on) as middle from mediations r ${IN_PLACE}
      and r.outcome = 'resolved' and r.closed_on >= make_date($2, 1, 1) and r.closed_on < make_date($2 + 1, 1, 1)`,
};

/** Issues closed within a week, to the second. */
const issues: Lengths = {
  dataset: datasets.tickets,
  indicator: 'ticket.median_hours',
  fill: `/* bench.fill_issues */ with ${VILLAGES}
    insert into tickets (serial, category, channel, region_id, reported_at, closed_at, imported_in, row_number)
    select 'T' || i, (array['消防', '治安', '市容'])[1 + i % 3], (array['hotline', 'grid_app'])[1 + i % 2], v.region_id,
      d.closed_at - make_interval(secs => d.seconds), d.closed_at, $2, i
    from ${EACH} cross join lateral (
      select make_timestamptz($4, 1, 1, 8, 0, 0, 'Asia/Shanghai')
          + make_interval(days => i % 365, secs => (i::bigint * 31) % 36000) as closed_at,
        (600 + ((i::bigint * 7919) % 10007) ^ 2 * 0.006)::bigint as seconds
    ) d`,
  plain: `/* bench.plain_issues */
    select percentile_cont(0.5) within group (order by extract(epoch from r.closed_at - r.reported_at)) / 3600 as middle
      from tickets r ${IN_PLACE} and r.closed_at >= make_timestamptz($2, 1, 1, 0, 0, 0, 'Asia/Shanghai')
      and r.closed_at < make_timestamptz($2 + 1, 1, 1, 0, 0, 0, 'Asia/Shanghai')`,
};

export const LENGTHS: readonly Lengths[] = [disputes, issues];
