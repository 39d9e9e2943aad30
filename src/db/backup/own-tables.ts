import type { ClientBase } from 'pg';

export interface OwnTable {
  readonly name: string;
  readonly columns: readonly string[];
  readonly sequences: readonly { readonly column: string; readonly sequence: string }[];
}

interface Row {
  readonly name: string;
  readonly columns: string[];
  readonly sequences: { column: string; sequence: string }[] | null;
  readonly needs: string[] | null;
}

/** All tables of the database but that of the migrations, each after those that it refers to. */
export async function ownTables(client: ClientBase): Promise<readonly OwnTable[]> {
  const { rows } = await client.query<Row>(`/* db.own_tables */
    select t.relname as name,
      (select array_agg(a.attname::text order by a.attnum) from pg_attribute a
        where a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
      (select jsonb_agg(jsonb_build_object('column', a.attname, 'sequence', s.name)) from pg_attribute a
        cross join lateral (select pg_get_serial_sequence(quote_ident(t.relname), a.attname) as name) s
        where a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped and s.name is not null) as sequences,
      (select array_agg(distinct r.relname::text) from pg_constraint c join pg_class r on r.oid = c.confrelid
        where c.conrelid = t.oid and c.contype = 'f' and c.confrelid <> t.oid) as needs
    from pg_class t join pg_namespace n on n.oid = t.relnamespace
    where n.nspname = 'public' and t.relkind in ('r', 'p') and not t.relispartition and t.relname <> 'migrations'
    order by t.relname`);
  const sorted: Row[] = [];
  const left = new Set(rows);
  while (left.size > 0) {
    const next = [...left].find(({ needs }) => !needs?.some((need) => [...left].some(({ name }) => name === need)));
    if (next === undefined)
      throw new Error(`tables refer to each other in a circle: ${[...left].map(({ name }) => name)}`);
    left.delete(next);
    sorted.push(next);
  }
  return sorted.map(({ name, columns, sequences }) => ({ name, columns, sequences: sequences ?? [] }));
}
