import type { ClientBase } from 'pg';
import { AnlanError } from '../kernel/errors.ts';
import { createDatabase, type DatabaseOptions, type OpenDatabase } from './connections/pool.ts';
import { routed } from './replica/route.ts';
import { type Watch, watchReplica } from './replica/watch.ts';

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

/** To take on a role takes more than being a member of it since PostgreSQL 16, whose makers of roles are that only. */
const TAKES_ON = "case when current_setting('server_version_num')::int >= 160000 then 'set' else 'member' end";

const CLOSED = `relname in (${NOT_FOR_READERS.map((name) => `'${name}'`).join(', ')})`;

/** Tables of this account that readers may read and should not, or the other way round. */
const WRONG = `relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v') and pg_has_role(relowner, 'usage')
  and has_table_privilege('${READER}', oid, 'select') = (${CLOSED})`;

/**
 * A role of the server that may read all that is told, and nothing else; it cannot write. Where this account may not
 * make roles there is none, and readers are kept from writing by their transactions alone.
 * @param changed there are new tables, of this program or others of its account
 * @param isSpread over several nodes: the first signs in to the others in this role
 */
export async function ensureReaderRole(
  client: ClientBase,
  { changed, isSpread }: { readonly changed: boolean; readonly isSpread: boolean },
): Promise<void> {
  if (!(await mayBecomeReader(client))) {
    await client.query(`/* db.reader_role */ do $$ begin
      if not exists (select from pg_roles where rolname = '${READER}') then create role ${READER} nologin; end if;
      if not pg_has_role('${READER}', ${TAKES_ON}) then execute format('grant ${READER} to %I', current_user); end if;
    exception when insufficient_privilege or duplicate_object or unique_violation or internal_error then null;
    end $$`);
    if (!(await mayBecomeReader(client))) return;
  }
  if (isSpread) await letSignIn(client);
  if (!changed && !(await lacksGrants(client))) return;
  await client.query(`/* db.reader_grants */ do $$ declare found record; begin
    if not has_schema_privilege('${READER}', 'public', 'usage') then grant usage on schema public to ${READER}; end if;
    alter default privileges in schema public grant select on tables to ${READER};
    for found in select oid::regclass as name, ${CLOSED} as closed from pg_class where ${WRONG} loop
      execute format(
        case when found.closed then 'revoke all on %s from ${READER}' else 'grant select on %s to ${READER}' end, found.name);
    end loop;
  end $$`);
}

async function lacksGrants(client: ClientBase): Promise<boolean> {
  const { rows } = await client.query<{ lacks: boolean }>(`/* db.reader_lacks */
    select exists (select from pg_class where ${WRONG}) or not has_schema_privilege('${READER}', 'public', 'usage') as lacks`);
  return rows[0]?.lacks ?? true;
}

/** Each node for itself: told to one, Citus would tell it to all, and nodes that do so at once wait for each other. */
const SIGNING_IN = `/* db.reader_login */
  select nodeid as node, result from run_command_on_all_nodes($command$ do $$ begin
    perform set_config('citus.enable_ddl_propagation', 'off', true);
    if to_regrole('${READER}') is null then create role ${READER} login;
    elsif not (select rolcanlogin from pg_roles where rolname = '${READER}') then alter role ${READER} login; end if;
  end $$ $command$) where not success`;

/** @throws AnlanError CONFIGURATION where a node refuses */
async function letSignIn(client: ClientBase): Promise<void> {
  const { rows } = await client.query<{ node: number; result: string }>(SIGNING_IN);
  const [refused] = rows;
  if (refused === undefined) return;
  throw new AnlanError(
    'CONFIGURATION',
    `expected that ${READER} may sign in to every node of the Citus, node ${refused.node} says ${refused.result}`,
  );
}

async function mayBecomeReader(client: Pick<ClientBase, 'query'>): Promise<boolean> {
  const { rows } = await client.query<{ may: boolean }>(`/* db.reader_known */
    select exists (select from pg_roles where rolname = '${READER}' and pg_has_role(oid, ${TAKES_ON})) as may`);
  return rows[0]?.may ?? false;
}

export interface Readers extends OpenDatabase {
  /** Where most is read from a replica. */
  readonly replica?: Replica;
}

export type Replica = Pick<Watch, 'expect' | 'hold' | 'state'> & { readonly pool: OpenDatabase['pool'] };

export interface ReplicaOptions {
  readonly url: string;
  /** A replica that has been behind for longer is left alone. */
  readonly behindMs: number;
  /** How long a statement waits for a replica that is a little behind, before it is run on the primary. */
  readonly waitMs: number;
}

/**
 * Connections that read for those who ask: all their transactions are read only, in the role that cannot write.
 * @throws AnlanError CONFIGURATION where the replica is one of another database
 */
export async function openReaders(
  { pool, url }: Pick<OpenDatabase, 'pool'> & { readonly url: string },
  options: Omit<DatabaseOptions, 'url' | 'readOnlyAs'> = {},
  replica?: ReplicaOptions,
): Promise<Readers> {
  const readOnlyAs = { role: await readerRole(pool) };
  const own = createDatabase({ ...options, url, readOnlyAs });
  if (replica === undefined) return own;
  const other = createDatabase({ ...options, url: replica.url, readOnlyAs });
  const watch = watchReplica({ ...replica, primary: pool, replicaUrl: replica.url, log: options.log });
  const close = async () => {
    await watch.close();
    await other.close();
    await own.close();
  };
  await watch.begun;
  if (watch.state().trouble === 'OTHER_DATABASE') {
    await close();
    throw new AnlanError(
      'CONFIGURATION',
      'DATABASE_REPLICA_URL: expected a streaming replica of DATABASE_URL, got another database',
    );
  }
  return {
    ...own,
    kysely: routed({ primary: own.kysely, replica: other.kysely, watch }),
    replica: { ...watch, pool: other.pool },
    close,
  };
}

async function readerRole(pool: OpenDatabase['pool']): Promise<string | null> {
  const client = await pool.connect();
  try {
    return (await mayBecomeReader(client)) ? READER : null;
  } finally {
    client.release();
  }
}
