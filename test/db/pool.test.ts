import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../database.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});

afterAll(() => database.close());

it('reads values without losing any', async () => {
  const { rows } = await sql`/* values */ select 9007199254740991::int8 as big_count, array[1, null]::int8[] as counts,
    0.10::numeric as exact, date '2021-02-28' as filed_on, array[date '2021-03-01'] as days,
    timestamptz '2021-03-01 00:00+08' as moment, '{"as_written": {"也_此": 1}}'::jsonb as attributes`.execute(
    database.db,
  );
  expect(rows).toEqual([
    {
      bigCount: 9_007_199_254_740_991,
      counts: [1, null],
      exact: '0.10',
      filedOn: '2021-02-28',
      days: ['2021-03-01'],
      moment: new Date('2021-02-28T16:00:00Z'),
      attributes: { as_written: { 也_此: 1 } },
    },
  ]);
});

it('refuses a whole number that a float cannot hold', async () => {
  await expect(sql`select 9007199254740992::int8 as n`.execute(database.db)).rejects.toThrow('exceeds 2^53 - 1');
  expect((await sql`select 1 as n`.execute(database.db)).rows).toEqual([{ n: 1 }]);
});

it('tells each statement, failed ones included', async () => {
  database.statements.length = 0;
  await sql`select 1`.execute(database.db);
  await expect(sql`select nonsense`.execute(database.db)).rejects.toThrow('nonsense');
  expect(database.statements).toEqual(['select 1', 'select nonsense']);
});

it('survives the loss of its connections', async () => {
  await sql`select 1`.execute(database.db);
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await client.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name = 'anlan'",
  );
  await client.end();
  await expect.poll(() => sql`select 1`.execute(database.db).then(Boolean, () => false)).toBe(true);
});
