-- What is to be reached: one target for an indicator, a region and a period.
create table targets (
  id bigint generated always as identity primary key,
  indicator text not null,
  period text not null,
  period_start date not null,
  period_end date not null,
  kind text not null,
  value numeric(18, 3),
  low numeric(18, 3),
  high numeric(18, 3),
  note text,
  region_id int not null references regions,
  sheet text,
  row_number int not null,
  imported_in int not null references imports,
  superseded_in int references imports
);
create unique index targets_current on targets (indicator, region_id, period) where superseded_in is null;
create index targets_imported_in on targets (imported_in);
create index targets_superseded_in on targets (superseded_in) where superseded_in is not null;
-- the targets of a region and of those above it
create index targets_region on targets (region_id, indicator) where superseded_in is null;
