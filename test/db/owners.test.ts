import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createDatabase, type OpenDatabase } from '../../src/db/connections/pool.ts';
import { migrate } from '../../src/db/migrate.ts';
import { NOT_FOR_READERS, openReaders } from '../../src/db/readers.ts';
import { createPostgres, type OwnPostgres, postgresAt } from '../faults/own-postgres.ts';

/* Accounts that own their database and are no superusers, on a server of their own: FAULTS_POSTGRES, else the embedded. */

const MIGRATIONS = join(import.meta.dirname, '..', '..', 'migrations');

let server: OwnPostgres;
let admin: OpenDatabase['pool'];
let version: number;
const open: OpenDatabase[] = [];

beforeAll(async () => {
  server = postgresAt(await createPostgres());
  await server.start();
  const superuser = createDatabase({ url: server.url, max: 1 });
  open.push(superuser);
  admin = superuser.pool;
  const { rows } = await admin.query<{ version: number }>(
    "select current_setting('server_version_num')::int as version",
  );
  version = rows[0]?.version ?? 0;
});
afterAll(async () => {
  await Promise.all(open.map((one) => one.close()));
  await server.remove();
});
beforeEach(async () => {
  await admin.query("select pg_terminate_backend(pid) from pg_stat_activity where usename ~ '^owner'");
  for (const name of ['one', 'two']) {
    await admin.query(`drop database if exists ${name} with (force)`);
    await admin.query(`drop role if exists owner_${name}`);
  }
  await admin.query('drop role if exists anlan_reader');
});

async function ownerOf(name: string, rights: string, options = ''): Promise<OpenDatabase & { readonly url: string }> {
  await admin.query(`create role owner_${name} login ${rights}`);
  await admin.query(`create database ${name} owner owner_${name}`);
  const url = new URL(server.url);
  url.username = `owner_${name}`;
  url.pathname = `/${name}`;
  if (options !== '') url.searchParams.set('options', options);
  const database = createDatabase({ url: url.href, max: 1 });
  open.push(database);
  return { ...database, url: url.href };
}

async function readersOf(database: OpenDatabase & { readonly url: string }) {
  const readers = await openReaders(database, { max: 1, statementTimeoutMs: 4321 });
  open.push(readers);
  return async (statement: string): Promise<unknown> => {
    try {
      const { rows } = await readers.pool.query({ text: statement, rowMode: 'array' });
      return rows[0]?.[0];
    } catch (error) {
      return (error as { readonly code?: string }).code;
    }
  };
}

const NOT_ALLOWED = '42501';
const READ_ONLY = '25006';

test('an owner that may make roles makes that of readers and can take it on', async () => {
  const owner = await ownerOf('one', 'createrole');
  await migrate(owner.pool, MIGRATIONS);
  const read = await readersOf(owner);
  expect(await read('select current_user')).toBe('anlan_reader');
  expect(await read('select count(*) from cells')).toBe(0);
  expect(await read("select row_security_active('mediations')")).toBe(true);
  expect(await read('delete from imports')).toBe(READ_ONLY);
  for (const table of NOT_FOR_READERS) expect(await read(`select * from ${table}`), table).toBe(NOT_ALLOWED);
});

test('an owner that may not make roles reads in transactions that cannot write', async () => {
  const owner = await ownerOf('one', 'nocreaterole');
  await migrate(owner.pool, MIGRATIONS);
  const read = await readersOf(owner);
  expect(await read('select current_user')).toBe('owner_one');
  expect(await read('select count(*) from cells')).toBe(0);
  expect(await read('delete from imports')).toBe(READ_ONLY);
});

test('a second owner of the same server starts, whoever made the role', async () => {
  const [one, two] = [await ownerOf('one', 'createrole'), await ownerOf('two', 'createrole')];
  await migrate(one.pool, MIGRATIONS);
  await migrate(two.pool, MIGRATIONS);
  const read = await readersOf(two);
  // Since 16 makers of roles have a say in their own only.
  expect(await read('select current_user')).toBe(version >= 160_000 ? 'owner_two' : 'anlan_reader');
  expect(await read('select count(*) from cells')).toBe(0);
  expect(await read('delete from imports')).toBe(READ_ONLY);
});

test('a start without news grants nothing, and one that finds a right missing or too many mends it', async () => {
  const owner = await ownerOf('one', 'createrole');
  await migrate(owner.pool, MIGRATIONS);
  const rights = async () => {
    const { rows } = await owner.pool.query(
      `select (select xmin::text from pg_default_acl) as granted, array_agg(xmin::text order by oid) as tables
       from pg_class where relnamespace = 'public'::regnamespace`,
    );
    return rows;
  };
  const before = await rights();
  await migrate(owner.pool, MIGRATIONS);
  expect(await rights()).toEqual(before);
  await owner.pool.query('revoke select on cells from anlan_reader; grant select on api_keys to anlan_reader');
  await migrate(owner.pool, MIGRATIONS);
  const read = await readersOf(owner);
  expect(await read('select count(*) from cells')).toBe(0);
  expect(await read('select count(*) from api_keys')).toBe(NOT_ALLOWED);
});

test('a table of somebody else in the same schema does not keep it from starting', async () => {
  const owner = await ownerOf('one', 'createrole');
  const url = new URL(server.url);
  url.pathname = '/one';
  const superuser = createDatabase({ url: url.href, max: 1 });
  open.push(superuser);
  await superuser.pool.query('create view watched as select 1 as n; grant select on watched to public');
  await migrate(owner.pool, MIGRATIONS);
  expect(await (await readersOf(owner))('select current_user')).toBe('anlan_reader');
});

test('what the address of the database asks for is joined with what readers are bound to', async () => {
  const asked = '-c work_mem=7MB -c default_transaction_read_only=off';
  const owner = await ownerOf('one', 'createrole', asked);
  await migrate(owner.pool, MIGRATIONS);
  const read = await readersOf({ ...owner, url: `${owner.url}&statement_timeout=0` });
  expect(await read('select current_user')).toBe('anlan_reader');
  expect(await read('show work_mem')).toBe('7MB');
  expect(await read('show default_transaction_read_only')).toBe('on');
  expect(await read('show statement_timeout')).toBe('4321ms');
});
