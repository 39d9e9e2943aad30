-- What keys asked for by day in Shanghai: counts only.
create table key_usage (
  key_id text not null,
  day date not null,
  requests bigint not null,
  points bigint not null,
  refused bigint not null,
  record_reads bigint not null,
  rows_read bigint not null,
  primary key (key_id, day)
);
