-- What each import changed in each monthly sum; append-only.
create table cell_changes (
  import_id int not null references imports,
  region_id int not null,
  measure text collate "C" not null,
  member text collate "C" not null default '',
  month date not null,
  delta bigint not null,
  primary key (region_id, measure, member, month, import_id)
);
-- undo and impact: everything that one import posted
create index cell_changes_import on cell_changes (import_id);

-- Running sums of cell_changes: whole numbers (counts, cents, seconds), a month each.
create table cells (
  region_id int not null,
  measure text collate "C" not null,
  member text collate "C" not null default '',
  month date not null,
  value bigint not null,
  primary key (region_id, measure, member, month)
);

-- Which township reported which month of which dataset: rows were there, or an import declared the month complete.
create table coverage (
  dataset text not null,
  region_id int not null,
  month date not null,
  imported_in int not null references imports,
  superseded_in int references imports,
  primary key (dataset, region_id, month, imported_in)
);
create unique index coverage_current on coverage (dataset, region_id, month) where superseded_in is null;
