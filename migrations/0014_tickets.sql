create table tickets (
  id bigint generated always as identity primary key,
  serial text not null,
  category text not null,
  grid text,
  channel text not null,
  reporter text,
  handler text,
  reported_at timestamptz not null,
  accepted_at timestamptz,
  dispatched_at timestamptz,
  due_at timestamptz,
  closed_at timestamptz,
  returned int,
  called_back_at timestamptz,
  satisfied boolean,
  region_id int not null references regions,
  sheet text,
  row_number int not null,
  imported_in int not null references imports,
  superseded_in int references imports
);
create unique index tickets_current on tickets (serial) where superseded_in is null;
create index tickets_imported_in on tickets (imported_in);
create index tickets_superseded_in on tickets (superseded_in) where superseded_in is not null;
-- villages, odd periods, the backlog of a day and record pages
create index tickets_region_reported on tickets (region_id, ((reported_at at time zone 'Asia/Shanghai')::date)) where superseded_in is null;
