create table claims (
  id bigint generated always as identity primary key,
  number text not null,
  policy text,
  peril text not null,
  reported_on date not null,
  closed_on date,
  paid_on date,
  claimed bigint,
  paid bigint,
  status text not null,
  region_id int not null references regions,
  sheet text,
  row_number int not null,
  imported_in int not null references imports,
  superseded_in int references imports
);
create unique index claims_current on claims (number) where superseded_in is null;
create index claims_imported_in on claims (imported_in);
create index claims_superseded_in on claims (superseded_in) where superseded_in is not null;
-- villages, odd periods and record pages
create index claims_region_reported on claims (region_id, reported_on) where superseded_in is null;
