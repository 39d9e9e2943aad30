create table patrols (
  id bigint generated always as identity primary key,
  serial text not null,
  team text not null,
  started_at timestamptz not null,
  ended_at timestamptz not null,
  members int not null,
  vehicles int,
  rescues int,
  fires int,
  disputes int,
  suspects int,
  clues int,
  assisted_cases int,
  premises int,
  hazards int,
  region_id int not null references regions,
  sheet text,
  row_number int not null,
  imported_in int not null references imports,
  superseded_in int references imports
);
create unique index patrols_current on patrols (serial) where superseded_in is null;
create index patrols_imported_in on patrols (imported_in);
create index patrols_superseded_in on patrols (superseded_in) where superseded_in is not null;
-- villages, odd periods and record pages
create index patrols_region_started on patrols (region_id, ((started_at at time zone 'Asia/Shanghai')::date)) where superseded_in is null;
