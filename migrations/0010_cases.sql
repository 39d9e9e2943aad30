create table cases (
  id bigint generated always as identity primary key,
  serial text not null,
  kind text not null,
  category text not null,
  minor boolean,
  grid text,
  reported_at timestamptz not null,
  dispatched_at timestamptz,
  arrived_at timestamptz,
  urgent boolean,
  filed_on date,
  cleared_on date,
  loss bigint,
  recovered bigint,
  suspects int,
  region_id int not null references regions,
  sheet text,
  row_number int not null,
  imported_in int not null references imports,
  superseded_in int references imports
);
create unique index cases_current on cases (serial) where superseded_in is null;
create index cases_imported_in on cases (imported_in);
create index cases_superseded_in on cases (superseded_in) where superseded_in is not null;
-- villages, odd periods, medians of response times and record pages
create index cases_region_reported on cases (region_id, ((reported_at at time zone 'Asia/Shanghai')::date)) where superseded_in is null;
