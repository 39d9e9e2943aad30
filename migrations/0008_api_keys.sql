-- Only the hash of a secret is kept. reach null: everything.
create table api_keys (
  id text primary key,
  secret_hash bytea not null,
  agency text not null,
  scopes text[] not null,
  reach text[],
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  revoked_at timestamptz,
  last_used_at timestamptz
);
