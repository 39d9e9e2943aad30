-- Operations that agencies registered: what keys of registered operations may run beside schema/operations.
create table trusted_documents (
  hash char(64) primary key,
  name text not null,
  document text not null,
  registered_at timestamptz not null default now()
);
