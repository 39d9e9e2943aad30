create table patrol_teams (
  id bigint generated always as identity primary key,
  code text not null,
  name text,
  kind text not null,
  members int not null,
  established_on date not null,
  dissolved_on date,
  region_id int not null references regions,
  sheet text,
  row_number int not null,
  imported_in int not null references imports,
  superseded_in int references imports
);
create unique index patrol_teams_current on patrol_teams (code) where superseded_in is null;
create index patrol_teams_imported_in on patrol_teams (imported_in);
create index patrol_teams_superseded_in on patrol_teams (superseded_in) where superseded_in is not null;
-- teams in force in a village or on a day
create index patrol_teams_region on patrol_teams (region_id, established_on) where superseded_in is null;
