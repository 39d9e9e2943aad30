create table rewards (
  id bigint generated always as identity primary key,
  serial text not null,
  programme text not null,
  year int not null,
  paid_on date not null,
  beneficiaries int,
  amount bigint not null,
  region_id int not null references regions,
  sheet text,
  row_number int not null,
  imported_in int not null references imports,
  superseded_in int references imports
);
create unique index rewards_current on rewards (serial) where superseded_in is null;
create index rewards_imported_in on rewards (imported_in);
create index rewards_superseded_in on rewards (superseded_in) where superseded_in is not null;
-- villages, odd periods and record pages
create index rewards_region_paid on rewards (region_id, paid_on) where superseded_in is null;
