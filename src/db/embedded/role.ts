import pg from 'pg';
import { READER } from '../readers.ts';

/** Created by initdb; nobody signs in with it but the keeper. */
export const SUPERUSER = 'postgres';
/** The program's own role owns its database and may create others (tests do), but is no superuser. */
export const ROLE = 'anlan';

const ANSWER_MS = 5000;

export async function answersTo(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: ANSWER_MS });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.end();
    return true;
  } catch {
    return false;
  }
}

export async function ensureRole(superuserUrl: string, password: string): Promise<void> {
  const client = new pg.Client({ connectionString: superuserUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ role: boolean; reader: boolean; database: boolean }>(
      `select to_regrole($1) is not null as role, to_regrole($2) is not null as reader,
        exists (select from pg_database where datname = $1) as database`,
      [ROLE, READER],
    );
    const [found] = rows;
    if (!found?.role) await client.query(`create role ${ROLE} login createdb password '${password}'`);
    if (!found?.reader) await client.query(`create role ${READER} nologin`);
    await client.query(`grant ${READER} to ${ROLE}`);
    if (!found?.database) await client.query(`create database ${ROLE} owner ${ROLE}`);
  } finally {
    await client.end();
  }
}
