-- How many disputes took each number of days to settle, in the ledger as other sums from counties up, for what was
-- imported before: medians are looked up in it.
create temporary table lengths on commit drop as
with own as (
  select r.region_id, r.imported_in, r.superseded_in, r.closed_on - r.accepted_on as days,
    date_part('year', r.closed_on)::int as year, date_part('month', r.closed_on)::int as month, count(*) as amount
  from mediations r where r.outcome = 'resolved' and r.closed_on is not null and r.accepted_on is not null
  group by 1, 2, 3, 4, 5, 6
), above as (
  select d.region_id, a.region_id as ancestor_id, greatest(d.imported_in, a.imported_in) as since,
    least(coalesce(d.superseded_in, 2147483647), coalesce(a.superseded_in, 2147483647)) as until
  from (select distinct region_id from own) o
  join region_versions d on d.region_id = o.region_id
  cross join lateral unnest(d.path) as p(id)
  join region_versions a on a.region_id = p.id and a.level in ('province', 'city', 'county')
), held as (
  select u.ancestor_id, o.days, o.year, o.month, o.amount, greatest(o.imported_in, u.since) as since,
    least(coalesce(o.superseded_in, 2147483647), u.until) as until
  from own o join above u on u.region_id = o.region_id
)
select e.import_id, h.ancestor_id as region_id, '#days:' || h.days as member, h.year, h.month,
  sum(e.sign * h.amount)::bigint as delta
from held h cross join lateral (values (h.since, 1), (h.until, -1)) as e(import_id, sign)
where h.since < h.until and e.import_id < 2147483647
group by 1, 2, 3, 4, 5;

insert into cell_change_years (import_id, region_id, measure, member, year, deltas)
select l.import_id, l.region_id, 'mediations.median_days', l.member, l.year, array_agg(coalesce(c.delta, 0) order by m.month)
from (select distinct import_id, region_id, member, year from lengths where delta <> 0) l
cross join generate_series(1, 12) as m(month)
left join lengths c on c.import_id = l.import_id and c.region_id = l.region_id and c.member = l.member
  and c.year = l.year and c.month = m.month
group by l.import_id, l.region_id, l.member, l.year;

insert into cell_years (region_id, measure, member, year, amounts)
select l.region_id, 'mediations.median_days', l.member, l.year, array_agg(coalesce(c.value, 0) order by m.month)
from (select distinct region_id, member, year from lengths where delta <> 0) l
cross join generate_series(1, 12) as m(month)
left join (
  select region_id, member, year, month, sum(delta)::bigint as value from lengths group by region_id, member, year, month
) c on c.region_id = l.region_id and c.member = l.member and c.year = l.year and c.month = m.month
group by l.region_id, l.member, l.year;
