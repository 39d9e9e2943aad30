import type { ClientBase } from 'pg';
import { createDatabase, type DatabaseOptions, type OpenDatabase } from './pool.ts';

export const READER = 'anlan_reader';

/** What no answer is made of: keys, secrets, and who did what. */
export const NOT_FOR_READERS = [
  'api_keys',
  'audit_events',
  'audit_head',
  'key_usage',
  'migrations',
  'secrets',
  'trusted_documents',
  'upload_parts',
  'uploads',
  'webhooks',
] as const;

/**
 * A role of the server that may read all that is told, and nothing else; it cannot write. Where this account may not
 * make roles there is none, and readers are kept from writing by their transactions alone.
 */
export async function ensureReaderRole(client: ClientBase): Promise<void> {
  await client.query(`/* db.reader_role */ do $$ begin
    if not exists (select from pg_roles where rolname = '${READER}') then create role ${READER} nologin; end if;
    if not pg_has_role('${READER}', 'member') then execute format('grant ${READER} to %I', current_user); end if;
  exception when insufficient_privilege or duplicate_object or unique_violation or internal_error then null;
  end $$`);
  if (!(await mayBecomeReader(client))) return;
  await client.query(`/* db.reader_grants */
    grant usage on schema public to ${READER};
    grant select on all tables in schema public to ${READER};
    alter default privileges in schema public grant select on tables to ${READER};
    do $$ declare closed regclass; begin
      for closed in select oid from pg_class where relnamespace = 'public'::regnamespace
        and relname in (${NOT_FOR_READERS.map((name) => `'${name}'`).join(', ')})
      loop execute format('revoke all on %s from ${READER}', closed); end loop;
    end $$`);
}

async function mayBecomeReader(client: Pick<ClientBase, 'query'>): Promise<boolean> {
  const { rows } = await client.query<{ may: boolean }>(`/* db.reader_known */
    select exists (select from pg_roles where rolname = '${READER}' and pg_has_role(oid, 'member')) as may`);
  return rows[0]?.may ?? false;
}

/** Connections that read for those who ask: all their transactions are read only, in the role that cannot write. */
export async function openReaders(
  { pool, url }: Pick<OpenDatabase, 'pool'> & { readonly url: string },
  options: Omit<DatabaseOptions, 'url' | 'readOnlyAs'> = {},
): Promise<OpenDatabase> {
  const client = await pool.connect();
  try {
    const role = (await mayBecomeReader(client)) ? READER : null;
    return createDatabase({ ...options, url, readOnlyAs: { role } });
  } finally {
    client.release();
  }
}
