create table ratings (
  id bigint generated always as identity primary key,
  unit text not null,
  unit_kind text not null,
  scheme text not null,
  year int not null,
  stars int,
  score numeric(14, 3),
  passed boolean,
  vetoed boolean,
  region_id int not null references regions,
  sheet text,
  row_number int not null,
  imported_in int not null references imports,
  superseded_in int references imports
);
create unique index ratings_current on ratings (scheme, year, region_id, unit) where superseded_in is null;
create index ratings_imported_in on ratings (imported_in);
create index ratings_superseded_in on ratings (superseded_in) where superseded_in is not null;
-- villages and record pages
create index ratings_region_year on ratings (region_id, year) where superseded_in is null;
