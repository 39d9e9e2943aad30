-- Where figures come from, and the one door by which rows enter.
create table sources (
  id int generated always as identity primary key,
  key text not null unique,
  title text not null,
  publisher text,
  published_on date,
  address text,
  licence text
);

-- id is the data version: assigned under the write lock, so it rises in commit order.
create table imports (
  id int primary key,
  kind text not null check (kind in ('data', 'undo', 'tree')),
  dataset text not null,
  file_name text,
  sha256 char(64),
  source_id int references sources,
  region_id int,
  covers_from date,
  covers_to date,
  synthetic boolean not null default false,
  actor text,
  rows_read int not null default 0,
  rows_created int not null default 0,
  rows_updated int not null default 0,
  rows_unchanged int not null default 0,
  rows_rejected int not null default 0,
  rows_skipped int not null default 0,
  started_at timestamptz not null,
  committed_at timestamptz not null default clock_timestamp()
);
-- as-of reads: the last import committed before a moment
create index imports_committed_at on imports (committed_at, id);

create table import_issues (
  import_id int not null references imports,
  ordinal int not null,
  severity text not null check (severity in ('error', 'warning')),
  code text not null,
  sheet text,
  row_number int,
  column_name text,
  field text,
  message text not null,
  found text,
  expected text,
  candidates jsonb,
  primary key (import_id, ordinal)
);
