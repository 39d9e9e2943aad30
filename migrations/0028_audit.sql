-- Who did or read what, and who was refused: never values. Each event seals the one before it.
create table audit_events (
  seq bigint primary key,
  at timestamptz not null,
  kind text not null,
  key_id text,
  actor text,
  -- the key, import or region that it is about
  subject text,
  -- SHA-256 of the document
  operation text,
  regions text[] not null,
  periods text[] not null,
  row_count bigint,
  result text not null,
  request_id text,
  previous bytea not null,
  hash bytea not null
);
-- audit.list
create index audit_events_key on audit_events (key_id, seq);

-- The newest event; locking it is what puts events in order.
create table audit_head (
  one boolean primary key default true check (one),
  seq bigint not null,
  hash bytea not null
);
insert into audit_head (seq, hash) values (0, '');

create function audit_hash(e audit_events) returns bytea language sql stable as $$
  select sha256(e.previous || convert_to(row(e.seq, (extract(epoch from e.at) * 1000000)::bigint, e.kind, e.key_id,
    e.actor, e.subject, e.operation, e.regions, e.periods, e.row_count, e.result, e.request_id)::text, 'UTF8'))
$$;

-- The only way in. `waited`: milliseconds since it happened.
create function append_audit(events jsonb) returns void language plpgsql security definer set search_path from current as $$
declare
  head audit_head;
  given jsonb;
  event audit_events;
begin
  select * into strict head from audit_head for update;
  for given in select value from jsonb_array_elements(events) with ordinality order by ordinality loop
    event := jsonb_populate_record(null::audit_events, given);
    event.seq := head.seq + 1;
    event.at := clock_timestamp() - coalesce((given ->> 'waited')::float8, 0) * interval '1 ms';
    event.regions := coalesce(event.regions, '{}');
    event.periods := coalesce(event.periods, '{}');
    event.previous := head.hash;
    event.hash := audit_hash(event);
    insert into audit_events select event.*;
    head.seq := event.seq;
    head.hash := event.hash;
  end loop;
  update audit_head set seq = head.seq, hash = head.hash;
end
$$;

-- Six months is what the law asks for at least.
create function audit_is_kept() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    if old.at < now() - interval '6 months' then return old; end if;
  end if;
  raise exception 'audit_events only grows' using errcode = 'insufficient_privilege';
end
$$;
create trigger audit_is_kept before update or delete on audit_events for each row execute function audit_is_kept();
create trigger audit_is_kept_whole before truncate on audit_events execute function audit_is_kept();

revoke all on audit_events, audit_head from public;
