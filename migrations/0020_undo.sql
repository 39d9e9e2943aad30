-- An undo is an import that takes another one back.
alter table imports add column undoes int references imports;
alter table imports add column rows_removed int not null default 0;
-- what was undone, and by what
create index imports_undoes on imports (undoes) where undoes is not null;

-- A row that lives again is a new version of an earlier row, and stands where that stood: in its file, in the order of ids.
create table revived_rows (
  dataset text collate "C" not null,
  row_id bigint not null,
  original_id bigint not null,
  primary key (dataset, row_id)
);
-- undo: the versions of a row
create index revived_rows_original on revived_rows (dataset, original_id);
