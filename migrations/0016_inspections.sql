create table inspections (
  id bigint generated always as identity primary key,
  serial text not null,
  campaign text,
  kind text,
  inspected_on date not null,
  person_times int,
  premises int,
  hazards int,
  rectified int,
  penalties int,
  region_id int not null references regions,
  sheet text,
  row_number int not null,
  imported_in int not null references imports,
  superseded_in int references imports
);
create unique index inspections_current on inspections (serial) where superseded_in is null;
create index inspections_imported_in on inspections (imported_in);
create index inspections_superseded_in on inspections (superseded_in) where superseded_in is not null;
-- villages, odd periods and record pages
create index inspections_region_inspected on inspections (region_id, inspected_on) where superseded_in is null;
