import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { datasets } from '../../src/datasets/index.ts';
import { storedColumns } from '../../src/datasets/stored-columns.ts';
import { migrate } from '../../src/db/migrate.ts';
import { createTestDatabase, type TestDatabase } from '../database.ts';

const spread = inject('postgres').nodes.length > 1;
const MIGRATIONS = join(import.meta.dirname, '..', '..', 'migrations');

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

async function spreadBy(): Promise<ReadonlyMap<string, string | null>> {
  const { rows } = await database.pool.query<{ name: string; column: string | null }>(`
    select logicalrelid::text as name,
      case when partmethod = 'h' then column_to_column_name(logicalrelid, partkey) end as column from pg_dist_partition`);
  return new Map(rows.map(({ name, column }) => [name, column]));
}

test.runIf(spread)('rows of every dataset are spread by a column of their key, and sums by region', async () => {
  const found = await spreadBy();
  for (const dataset of Object.values(datasets)) {
    const keys = storedColumns(dataset).flatMap(({ name, key }) => (key ? [name] : []));
    expect(keys).toContain(found.get(dataset.code));
  }
  expect(found.get('cases')).toBe('serial');
  expect(found.get('survey_rates')).toBe('region_id');
  for (const sums of ['cell_years', 'cell_change_years', 'coverage']) expect(found.get(sums)).toBe('region_id');
  for (const whole of ['regions', 'region_versions', 'imports', 'sources']) expect(found.get(whole)).toBeNull();
  for (const own of ['api_keys', 'audit_events', 'uploads', 'secrets']) expect(found.has(own)).toBe(false);
});

test.runIf(spread)('a later start spreads nothing twice, and a new table of rows follows', async () => {
  const before = await spreadBy();
  expect(await migrate(database.pool, MIGRATIONS)).toEqual([]);
  expect(await spreadBy()).toEqual(before);
  await database.pool.query(`
    create table drills (
      id bigint generated always as identity primary key, code text not null, region_id int not null,
      imported_in int not null, superseded_in int
    );
    create unique index drills_current on drills (code) where superseded_in is null;
    call guard_rows('drills')`);
  await migrate(database.pool, MIGRATIONS);
  expect((await spreadBy()).get('drills')).toBe('code');
  const policies = await database.pool.query("select 1 from pg_policy where polrelid = 'drills'::regclass");
  expect(policies.rows).toHaveLength(1);
});
