-- Twelve months of a sum stand in one row: an import of some years writes a tenth of the rows, and a year is read as one.
-- Readers go on seeing months, in the views cells and cell_changes. amounts and deltas: January to December, 0 where nothing
-- is; cells shows those too, for they may have been something at an earlier moment.
create table cell_years (
  region_id int not null,
  measure text collate "C" not null,
  member text collate "C" not null default '',
  year int not null,
  amounts bigint[] not null check (cardinality(amounts) = 12),
  primary key (region_id, measure, member, year)
) with (fillfactor = 80);

-- Rows of an import that is being written: the import is there, for it was begun under the write lock.
create table cell_change_years (
  import_id int not null,
  region_id int not null,
  measure text collate "C" not null,
  member text collate "C" not null default '',
  year int not null,
  deltas bigint[] not null check (cardinality(deltas) = 12),
  primary key (region_id, measure, member, year, import_id)
);
-- undo and impact: everything that one import posted
create index cell_change_years_import on cell_change_years (import_id);

insert into cell_years (region_id, measure, member, year, amounts)
select k.region_id, k.measure, k.member, k.year, array_agg(coalesce(c.value, 0) order by m.month)
from (select distinct region_id, measure, member, date_part('year', month)::int as year from cells) k
cross join generate_series(1, 12) as m(month)
left join cells c on c.region_id = k.region_id and c.measure = k.measure and c.member = k.member
  and c.month = make_date(k.year, m.month, 1)
group by k.region_id, k.measure, k.member, k.year;

insert into cell_change_years (import_id, region_id, measure, member, year, deltas)
select k.import_id, k.region_id, k.measure, k.member, k.year, array_agg(coalesce(c.delta, 0) order by m.month)
from (select distinct import_id, region_id, measure, member, date_part('year', month)::int as year from cell_changes) k
cross join generate_series(1, 12) as m(month)
left join cell_changes c on c.region_id = k.region_id and c.measure = k.measure and c.member = k.member
  and c.month = make_date(k.year, m.month, 1) and c.import_id = k.import_id
group by k.import_id, k.region_id, k.measure, k.member, k.year;

drop table cells;
drop table cell_changes;

create view cells as
select c.region_id, c.measure, c.member, make_date(c.year, a.month::int, 1) as month, a.value, c.year
from cell_years c cross join lateral unnest(c.amounts) with ordinality as a(value, month);

create view cell_changes as
select c.import_id, c.region_id, c.measure, c.member, make_date(c.year, a.month::int, 1) as month, a.delta, c.year
from cell_change_years c cross join lateral unnest(c.deltas) with ordinality as a(delta, month)
where a.delta <> 0;
