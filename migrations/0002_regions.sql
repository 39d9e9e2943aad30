-- A region is its code; what is said of it changes, so that stands in versions.
create table regions (
  id int generated always as identity primary key,
  code text not null unique
);

create table region_versions (
  region_id int not null references regions,
  name text not null,
  short_name text not null,
  level text not null check (level in ('province', 'city', 'county', 'township', 'village', 'grid')),
  kind text not null check (kind in ('statutory', 'functional_zone')),
  parent_id int references regions,
  path int[] not null,
  valid_from date,
  valid_to date,
  successor_id int references regions,
  imported_in int not null references imports,
  superseded_in int references imports,
  primary key (region_id, imported_in)
);
-- the tree of today, read whole at start
create unique index region_versions_current on region_versions (region_id) where superseded_in is null;
-- the descendants of a region: expected townships, moved subtrees
create index region_versions_path on region_versions using gin (path) where superseded_in is null;

-- Old names, short names, known misspellings, old codes; and matches that a person confirmed.
create table region_aliases (
  region_id int not null references regions,
  alias text not null,
  imported_in int not null references imports,
  superseded_in int references imports,
  primary key (region_id, alias, imported_in)
);

create view current_regions as
select r.id, r.code, v.name, v.short_name, v.level, v.kind, v.parent_id, v.path, v.valid_from, v.valid_to, v.successor_id
from regions r join region_versions v on v.region_id = r.id
where v.superseded_in is null;

-- From each current region to itself and what lies above it, as far down as the ledger keeps sums.
create view ledger_ancestors as
select d.id as region_id, a.id as ancestor_id
from current_regions d
cross join lateral unnest(d.path) as p(id)
join current_regions a on a.id = p.id
where a.level in ('province', 'city', 'county', 'township');
