create table traffic_accidents (
  id bigint generated always as identity primary key,
  number text not null,
  region_id int not null,
  happened_at timestamptz not null,
  weather text,
  deaths int,
  hit_and_run boolean,
  loss bigint,
  reopened_on date,
  sheet text,
  row_number int not null,
  imported_in int not null,
  superseded_in int
);
create unique index traffic_accidents_current on traffic_accidents (number) where superseded_in is null;
create index traffic_accidents_imported_in on traffic_accidents (imported_in);
create index traffic_accidents_superseded_in on traffic_accidents (superseded_in) where superseded_in is not null;
-- villages, odd periods and record pages
create index traffic_accidents_region_happened on traffic_accidents (region_id, ((happened_at at time zone 'Asia/Shanghai')::date)) where superseded_in is null;
call guard_rows('traffic_accidents');
