-- What a key may read and spend beside its scopes and reach; null lists are everything.
alter table api_keys
  add column datasets text[],
  add column disclosure text not null default 'exact' check (disclosure in ('exact', 'restricted')),
  add column trusted_only boolean not null default false,
  add column cost_per_minute int not null default 6000 check (cost_per_minute > 0),
  add column cost_burst int not null default 10000 check (cost_burst > 0),
  add column requests_per_minute int not null default 600 check (requests_per_minute > 0),
  add column concurrency int not null default 10 check (concurrency > 0),
  add column purpose text,
  add column agreement text,
  add column created_by text references api_keys,
  add column replaces text references api_keys;
