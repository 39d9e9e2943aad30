-- Words of breakdowns are posted from counties up, as lengths are: those of townships, most of all sums there were, are
-- answered from the rows of the township.

-- A region that was a township at one time and not at another: its words begin and end with that.
create temporary table words on commit drop as
with mixed as (
  select region_id from region_versions group by region_id
  having bool_or(level = 'township') and bool_or(level in ('province', 'city', 'county'))
), turns as (
  select v.region_id, v.imported_in as import_id, v.level <> 'township' as kept
  from region_versions v join mixed using (region_id)
), posted as (
  select c.import_id, c.region_id, c.measure, c.member, c.month, c.delta
  from cell_changes c join mixed using (region_id) where c.member <> '' and c.member not like '#%'
), sums as (
  select distinct region_id, measure, member, month from posted
), moments as (
  select import_id, region_id, measure, member, month, delta from posted
  union all
  select t.import_id, s.region_id, s.measure, s.member, s.month, 0 from sums s join turns t using (region_id)
), reached as (
  select import_id, region_id, measure, member, month,
    sum(sum(delta)) over (partition by region_id, measure, member, month order by import_id) as value
  from moments group by import_id, region_id, measure, member, month
), kept as (
  select r.import_id, r.region_id, r.measure, r.member, r.month,
    case when (
      select t.kept from turns t where t.region_id = r.region_id and t.import_id <= r.import_id
      order by t.import_id desc limit 1
    ) then r.value else 0 end as value
  from reached r
)
select import_id, region_id, measure, member, date_part('year', month)::int as year, date_part('month', month)::int as month,
  (value - coalesce(lag(value) over (partition by region_id, measure, member, month order by import_id), 0))::bigint as delta
from kept;

delete from cell_change_years c using region_versions v
where v.region_id = c.region_id and v.level = 'township' and c.member <> '' and c.member not like '#%';
delete from cell_years c using region_versions v
where v.region_id = c.region_id and v.level = 'township' and c.member <> '' and c.member not like '#%';

insert into cell_change_years (import_id, region_id, measure, member, year, deltas)
select w.import_id, w.region_id, w.measure, w.member, w.year, array_agg(coalesce(c.delta, 0) order by m.month)
from (select distinct import_id, region_id, measure, member, year from words where delta <> 0) w
cross join generate_series(1, 12) as m(month)
left join words c on c.import_id = w.import_id and c.region_id = w.region_id and c.measure = w.measure
  and c.member = w.member and c.year = w.year and c.month = m.month
group by w.import_id, w.region_id, w.measure, w.member, w.year;

insert into cell_years (region_id, measure, member, year, amounts)
select w.region_id, w.measure, w.member, w.year, array_agg(coalesce(c.value, 0) order by m.month)
from (select distinct region_id, measure, member, year from words where delta <> 0) w
cross join generate_series(1, 12) as m(month)
left join (
  select region_id, measure, member, year, month, sum(delta)::bigint as value from words
  group by region_id, measure, member, year, month
) c on c.region_id = w.region_id and c.measure = w.measure and c.member = w.member and c.year = w.year and c.month = m.month
group by w.region_id, w.measure, w.member, w.year;
