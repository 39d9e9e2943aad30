create table incidents (
  id bigint generated always as identity primary key,
  serial text not null,
  kind text not null,
  occurred_at timestamptz not null,
  deaths int,
  injuries int,
  loss bigint,
  region_id int not null references regions,
  sheet text,
  row_number int not null,
  imported_in int not null references imports,
  superseded_in int references imports
);
create unique index incidents_current on incidents (serial) where superseded_in is null;
create index incidents_imported_in on incidents (imported_in);
create index incidents_superseded_in on incidents (superseded_in) where superseded_in is not null;
-- villages, odd periods and record pages
create index incidents_region_occurred on incidents (region_id, ((occurred_at at time zone 'Asia/Shanghai')::date)) where superseded_in is null;
