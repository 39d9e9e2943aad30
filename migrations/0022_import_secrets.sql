-- What must be the same for every import of one installation and leave it with no export.
create table secrets (
  name text primary key,
  value text not null
);
insert into secrets (name, value)
values ('pseudonym', replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''));
