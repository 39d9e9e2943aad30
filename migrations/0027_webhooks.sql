-- Agencies that are told of changes at an address of theirs. What they are told is what their key may read.
create table webhooks (
  id text collate "C" primary key,
  key_id text not null references api_keys,
  url text not null,
  within text not null,
  indicators text[] not null,
  -- signs what is sent; must be known to sign, so it cannot be a hash
  secret text not null,
  -- the last import that the agency has taken
  sent_through int not null,
  failures int not null default 0,
  last_error text,
  next_try_at timestamptz not null default now(),
  created_at timestamptz not null default now(),
  removed_at timestamptz
);
-- the next ones to be told
create index webhooks_due on webhooks (next_try_at) where removed_at is null;
