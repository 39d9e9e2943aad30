-- What people confirmed of the files of one source: which column a header stands for, which region a wording means.
-- Append-only: what was replaced or taken back stays, with when and by whom.
create table import_matches (
  id int generated always as identity primary key,
  source text not null,
  -- null for regions, which mean the same in every dataset
  dataset text,
  kind text not null check (kind in ('header', 'region')),
  -- what is compared; `written` is what was confirmed
  word text not null,
  written text not null,
  -- a column, or column.part; the code of a region
  target text not null,
  confirmed_by text,
  confirmed_at timestamptz not null default clock_timestamp(),
  superseded_at timestamptz,
  superseded_by text,
  check ((kind = 'header') = (dataset is not null))
);
-- the matches in force of one source, one for each wording
create unique index import_matches_in_force on import_matches (source, kind, coalesce(dataset, ''), word)
where superseded_at is null;
