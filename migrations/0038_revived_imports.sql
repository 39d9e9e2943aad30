-- The import in whose file a revived row stands is noted with it: that of the version that lives again, which need not be
-- looked up among all rows.
alter table revived_rows add column original_import int;
do $$ declare of text; begin
  for of in select distinct dataset from revived_rows loop
    execute format('update revived_rows v set original_import = r.imported_in from %I r
      where v.dataset = %L and r.id = v.original_id', of, of);
  end loop;
end $$;
alter table revived_rows alter column original_import set not null;
