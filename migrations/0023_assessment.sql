-- Schemes of assessment as offices keep them: rules, who is assessed, and what was entered for or against them.
create table assessment_rules (
  id bigint generated always as identity primary key,
  scheme text not null,
  year int not null,
  number text not null,
  item text not null,
  section text not null,
  peer_group text,
  indicator text,
  reading text,
  scope text,
  method text not null,
  low numeric(18, 3),
  high numeric(18, 3),
  points numeric(18, 3) not null,
  cap numeric(18, 3),
  protected_factor numeric(18, 3),
  department text,
  region_id int not null references regions,
  sheet text,
  row_number int not null,
  imported_in int not null references imports,
  superseded_in int references imports
);
-- also the rules of a year
create unique index assessment_rules_current on assessment_rules (year, scheme, region_id, number) where superseded_in is null;
create index assessment_rules_imported_in on assessment_rules (imported_in);
create index assessment_rules_superseded_in on assessment_rules (superseded_in) where superseded_in is not null;

create table assessment_units (
  id bigint generated always as identity primary key,
  scheme text not null,
  year int not null,
  peer_group text,
  region_id int not null references regions,
  sheet text,
  row_number int not null,
  imported_in int not null references imports,
  superseded_in int references imports
);
-- also the units of a year
create unique index assessment_units_current on assessment_units (year, scheme, region_id) where superseded_in is null;
create index assessment_units_imported_in on assessment_units (imported_in);
create index assessment_units_superseded_in on assessment_units (superseded_in) where superseded_in is not null;

create table assessment_events (
  id bigint generated always as identity primary key,
  serial text not null,
  scheme text not null,
  item text not null,
  happened_on date not null,
  size int,
  protected_period boolean,
  note text,
  region_id int not null references regions,
  sheet text,
  row_number int not null,
  imported_in int not null references imports,
  superseded_in int references imports
);
create unique index assessment_events_current on assessment_events (serial) where superseded_in is null;
create index assessment_events_imported_in on assessment_events (imported_in);
create index assessment_events_superseded_in on assessment_events (superseded_in) where superseded_in is not null;
-- what was entered of a region in a year
create index assessment_events_region on assessment_events (region_id, happened_on) where superseded_in is null;
