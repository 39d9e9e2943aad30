import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fillLand } from './land.ts';
import { createWorld, type World } from './world.ts';

let world: World;

beforeAll(async () => {
  world = await createWorld(fillLand);
});
afterAll(() => world.close());

const DAYS = `{ region(code: "350500") { series(code: "mediation.found", from: "2021", to: "2021", by: DAY) { value } } }`;

test('a statement that runs past its time is told once, with what to ask instead', async () => {
  const { database } = world;
  await sql`alter table mediations rename to mediations_kept`.execute(database.db);
  await sql`create function take_long() returns boolean language plpgsql as $$ begin
    raise exception 'canceling statement due to statement timeout' using errcode = '57014'; end $$`.execute(
    database.db,
  );
  await sql`create view mediations as select * from mediations_kept where take_long()`.execute(database.db);
  await database.replayed();
  const answer = await world.ask(DAYS);
  expect(answer.errors).toMatchObject([
    { path: ['region', 'series', 0, 'value'], extensions: { code: 'TIMEOUT', otherPlaces: 364 } },
  ]);
  expect(answer.errors?.[0]?.message).toContain('fewer regions');
  expect(world.logged.filter((line) => line.includes('took too long'))).toHaveLength(1);
});
