-- Files that wait to be imported, for an hour. What they hold is enciphered with a key that is not kept here, and
-- unlogged: it reaches neither the log of writes nor a replica, and a crash of the server throws it away.
create unlogged table uploads (
  -- SHA-256 of the id that the owner was given
  id char(64) primary key,
  key_id text not null,
  name text not null,
  bytes int not null,
  phase text not null default 'received',
  rows_read int not null default 0,
  outcome text,
  version int,
  -- how often an import of it began
  runs int not null default 0,
  expires_at timestamptz not null
);
-- what is thrown away
create index uploads_expiry on uploads (expires_at);
create unlogged table upload_parts (
  upload_id char(64) not null references uploads on delete cascade,
  ordinal int not null,
  content bytea not null,
  primary key (upload_id, ordinal)
);
