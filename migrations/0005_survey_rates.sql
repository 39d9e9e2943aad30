create table survey_rates (
  id bigint generated always as identity primary key,
  round text not null,
  round_start date not null,
  round_end date not null,
  instrument text not null default '',
  mode text,
  question text not null,
  sample int,
  positive int,
  rate numeric(7, 3),
  province_rank int,
  city_rank int,
  region_id int not null references regions,
  sheet text,
  row_number int not null,
  imported_in int not null references imports,
  superseded_in int references imports
);
create unique index survey_rates_current on survey_rates (round, instrument, region_id, question) where superseded_in is null;
create index survey_rates_imported_in on survey_rates (imported_in);
create index survey_rates_superseded_in on survey_rates (superseded_in) where superseded_in is not null;
-- a rate by region, question and round, for any number of regions
create index survey_rates_region on survey_rates (region_id, question, round_end) where superseded_in is null;
