import { afterAll, expect, test } from 'vitest';
import { datasets } from '../../src/datasets/index.ts';
import { createTestDatabase } from '../database.ts';
import { seed } from '../seed.ts';

const VILLAGES = 450;

const database = await createTestDatabase();
afterAll(() => database.close());
const world = seed(database.db);

test('a large field is read in parts, so that it holds up nobody, and ranked as one', async () => {
  const county = await world.region('county', '大县', null);
  const town = await world.region('township', '大镇', county);
  const villages = [];
  for (let at = 0; at < VILLAGES; at++) villages.push(await world.region('village', `${at}村`, town));
  const counts = villages.map((_, at) => 1 + ((at * 7) % 40));
  await world.rows(
    datasets.mediations,
    villages.flatMap(({ id }, at) =>
      Array.from({ length: counts[at] ?? 0 }, (_, one) => ({
        serial: `${at}-${one}`,
        region: id,
        acceptedOn: '2021-05-05',
        outcome: 'pending',
      })),
    ),
    { covers: { region: county, from: '2020-01-01', to: '2021-12-01' } },
  );
  const reader = await world.reader({ today: '2022-06-01' });
  database.statements.length = 0;
  const [near, far] = [villages[3], villages[VILLAGES - 1]];
  if (near === undefined || far === undefined) throw new Error('expected villages');
  const ranks = await Promise.all(
    [near, far].map((village) => reader.rank(reader.subject('mediation.accepted', village, '2021'), 'COUNTY')),
  );
  expect(database.statements.filter((one) => one.includes('/* engine.rows */'))).toHaveLength(3);
  const better = [3, VILLAGES - 1].map((at) => counts.filter((one) => one > (counts[at] ?? 0)).length);
  // The year before all had none.
  expect(ranks.map((rank) => [rank?.position, rank?.of, rank?.movement])).toEqual(
    better.map((count) => [1 + count, VILLAGES, -count]),
  );
});
