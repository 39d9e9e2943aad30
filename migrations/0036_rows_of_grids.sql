-- Rows of a grid lie in the village or township of the grid, or above, and name it by its code: whoever sees the grid sees
-- them too, and no others from there. A new table of rows is guarded with `call guard_rows('name')` once it has its columns.
create or replace procedure guard_rows(guarded regclass) language plpgsql as $$
declare
  names_grids boolean := exists (
    select from pg_attribute where attrelid = guarded and attname = 'grid' and not attisdropped);
begin
  execute format('alter table %s enable row level security', guarded);
  execute format('drop policy if exists in_sight on %s', guarded);
  execute format('create policy in_sight on %1$s for select using (
      case when region_id <@ (select current_setting(''anlan.sight'')::int4multirange) %2$s then true else false end)',
    guarded,
    case when names_grids then format('or exists (select from regions where code = %s.grid
      and id <@ (select current_setting(''anlan.sight'')::int4multirange))', guarded) else '' end);
end $$;

do $$ declare guarded regclass; begin
  for guarded in
    select attrelid from pg_attribute join pg_policy on polrelid = attrelid and polname = 'in_sight'
    where attname = 'grid' and not attisdropped
  loop call guard_rows(guarded); end loop;
end $$;
