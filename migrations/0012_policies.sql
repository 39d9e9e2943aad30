create table policies (
  id bigint generated always as identity primary key,
  number text not null,
  insurer text,
  households int not null,
  persons int,
  premium bigint not null,
  starts_on date not null,
  ends_on date not null,
  perils int,
  region_id int not null references regions,
  sheet text,
  row_number int not null,
  imported_in int not null references imports,
  superseded_in int references imports
);
create unique index policies_current on policies (number) where superseded_in is null;
create index policies_imported_in on policies (imported_in);
create index policies_superseded_in on policies (superseded_in) where superseded_in is not null;
-- policies in force, and premium earned, in a village or over odd periods
create index policies_region_starts on policies (region_id, starts_on) where superseded_in is null;
