create table mediations (
  id bigint generated always as identity primary key,
  serial text not null,
  grid text,
  found_on date,
  accepted_on date not null,
  closed_on date,
  outcome text not null,
  track text,
  type text,
  organisation text,
  channel text,
  parties int,
  amount bigint,
  agreement text,
  performed boolean,
  escalated boolean,
  prevented boolean,
  region_id int not null references regions,
  sheet text,
  row_number int not null,
  imported_in int not null references imports,
  superseded_in int references imports
);
-- one current version of a row
create unique index mediations_current on mediations (serial) where superseded_in is null;
-- posting: the rows that an import added or closed
create index mediations_imported_in on mediations (imported_in);
create index mediations_superseded_in on mediations (superseded_in) where superseded_in is not null;
-- villages, odd periods and record pages
create index mediations_region_accepted on mediations (region_id, accepted_on) where superseded_in is null;
