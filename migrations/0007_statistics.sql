-- Figures as a unit reported or a source printed them. An interval is [value_low, value_high).
create table statistics (
  id bigint generated always as identity primary key,
  locality text not null default '',
  period text not null,
  period_start date not null,
  period_end date not null,
  measure text not null,
  indicator text,
  printed text not null,
  value numeric,
  value_low numeric,
  value_high numeric,
  qualifier text,
  unit text,
  comparison text not null,
  rank_scope text,
  rank int,
  source_id int not null references sources,
  quote text,
  page text,
  note text,
  region_id int not null references regions,
  sheet text,
  row_number int not null,
  imported_in int not null references imports,
  superseded_in int references imports
);
create unique index statistics_current on statistics (region_id, locality, period, measure, comparison, source_id)
  where superseded_in is null;
create index statistics_imported_in on statistics (imported_in);
create index statistics_superseded_in on statistics (superseded_in) where superseded_in is not null;
-- what was printed of an indicator in a region
create index statistics_indicator on statistics (region_id, indicator, period_start) where superseded_in is null;
