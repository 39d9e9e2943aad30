create table grids (
  id bigint generated always as identity primary key,
  code text not null,
  name text not null,
  kind text,
  households int,
  population int,
  staff int,
  full_time_staff int,
  standard_met boolean,
  valid_from date,
  valid_to date,
  region_id int not null references regions,
  sheet text,
  row_number int not null,
  imported_in int not null references imports,
  superseded_in int references imports
);
create unique index grids_current on grids (code) where superseded_in is null;
create index grids_imported_in on grids (imported_in);
create index grids_superseded_in on grids (superseded_in) where superseded_in is not null;
-- grids in force in a village or on a day
create index grids_region_valid on grids (region_id, valid_from) where superseded_in is null;
