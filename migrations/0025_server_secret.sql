-- Signs cursors and decides the side of a rounding: the same on every server of this database.
insert into secrets (name, value)
values ('server', replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''));
