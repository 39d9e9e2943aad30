import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { datasets } from '../../src/datasets/index.ts';
import { undoImport } from '../../src/imports/undo/undo-import.ts';
import { exact, isZero, minus, plus, ZERO } from '../../src/kernel/exact.ts';
import { createTestDatabase, type TestDatabase } from '../database.ts';
import { type SeedRegion, type SeedRow, seed } from '../seed.ts';

const TODAY = '2023-03-10';
const RUNS = 12;
const ADDITIVE = [
  'mediation.found',
  'mediation.resolved',
  'mediation.parties',
  'mediation.amount',
  'mediation.escalations',
];
const MONTHS = Array.from({ length: 12 }, (_, at) => `2021-${String(at + 1).padStart(2, '0')}`);

let database: TestDatabase;
let places: readonly SeedRegion[] = [];
let parents: ReadonlyMap<number, readonly SeedRegion[]> = new Map();

beforeAll(async () => {
  database = await createTestDatabase();
  const world = seed(database.db);
  const made: SeedRegion[] = [];
  const below = new Map<number, SeedRegion[]>();
  const add = async (level: SeedRegion['level'], name: string, parent: SeedRegion | null) => {
    const place = await world.region(level, name, parent);
    made.push(place);
    if (parent !== null) below.set(parent.id, [...(below.get(parent.id) ?? []), place]);
    return place;
  };
  const province = await add('province', '甲省', null);
  for (const city of ['东市', '西市']) {
    const cityPlace = await add('city', city, province);
    for (const county of ['一县', '二县']) {
      const countyPlace = await add('county', city + county, cityPlace);
      for (const town of ['甲镇', '乙乡']) {
        const townPlace = await add('township', city + county + town, countyPlace);
        for (const village of ['上村', '下村']) await add('village', village, townPlace);
      }
    }
  }
  places = made;
  parents = below;
});
afterAll(() => database.close());

const day = fc
  .integer({ min: 0, max: 800 })
  .map((days) => new Date(Date.UTC(2020, 6, 1) + days * 86_400_000).toISOString().slice(0, 10));
const row = (serials: string) =>
  fc.record({
    serial: fc.integer({ min: 0, max: 15 }).map((at) => `${serials}${at}`),
    place: fc.nat({ max: 1000 }),
    acceptedOn: day,
    lasts: fc.integer({ min: 0, max: 90 }),
    outcome: fc.constantFrom('resolved', 'failed', 'pending', 'withdrawn'),
    parties: fc.option(fc.integer({ min: 1, max: 9 }), { nil: null }),
    amount: fc.option(fc.integer({ min: 0, max: 9_999_999 }), { nil: null }),
    escalated: fc.option(fc.boolean(), { nil: null }),
  });
const batch = (serials: string) =>
  fc.uniqueArray(row(serials), { minLength: 1, maxLength: 25, selector: ({ serial }) => serial });
type Batch = readonly (typeof row extends (serials: string) => fc.Arbitrary<infer Row> ? Row : never)[];

const homes = () => places.filter(({ level }) => level === 'village' || level === 'township' || level === 'county');
const homeOf = ({ place }: Batch[number]): number => homes()[place % homes().length]?.id ?? 0;
const dispute = (row: Batch[number]): SeedRow => {
  const { place: _, lasts, acceptedOn, outcome, ...same } = row;
  const closed = new Date(Date.parse(acceptedOn) + lasts * 86_400_000).toISOString().slice(0, 10);
  return { ...same, acceptedOn, outcome, closedOn: outcome === 'pending' ? null : closed, region: homeOf(row) };
};
/** The same matter as an issue that took minutes to months. */
const issue = (row: Batch[number]): SeedRow => {
  const { serial, lasts, acceptedOn, outcome } = row;
  const reported = Date.parse(`${acceptedOn}T23:30:00+08:00`);
  return {
    serial,
    category: '其他',
    channel: 'hotline',
    reportedAt: new Date(reported).toISOString(),
    closedAt: outcome === 'pending' ? null : new Date(reported + 97_000 * lasts ** 2).toISOString(),
    region: homeOf(row),
  };
};
type Kind = readonly [
  dataset: typeof datasets.mediations | typeof datasets.tickets,
  stored: (row: Batch[number]) => SeedRow,
];
const DISPUTES: Kind = [datasets.mediations, dispute];
const KINDS: readonly { readonly name: string; readonly kind: Kind }[] = [
  { name: 'disputes', kind: DISPUTES },
  { name: 'issues', kind: [datasets.tickets, issue] },
];

/** A database of imports that none of the runs before has touched. */
async function empty(): Promise<void> {
  await sql`truncate cell_years, cell_change_years, coverage, revived_rows, mediations, tickets`.execute(database.db);
  await sql`delete from imports where id > (select max(imported_in) from region_versions)`.execute(database.db);
}
const bring = (rows: Batch, [dataset, stored]: Kind = DISPUTES) =>
  seed(database.db).rows(dataset, rows.map(stored), {
    covers: { region: places[0] as SeedRegion, from: '2020-01-01', to: '2023-03-01' },
  });

async function valuesOf(codes: readonly string[], regions: readonly SeedRegion[], periods: readonly string[]) {
  const reader = await seed(database.db).reader({ today: TODAY });
  return Promise.all(
    codes.flatMap((code) =>
      regions.flatMap((region) =>
        periods.map(async (period) => (await reader.value(reader.subject(code, region, period))).exact ?? exact(-1)),
      ),
    ),
  );
}
const sumOf = (values: Awaited<ReturnType<typeof valuesOf>>) => values.reduce(plus, ZERO);
async function ledger(): Promise<string> {
  const { rows } = await sql<{ cells: string }>`
    select string_agg(c::text, ' ' order by region_id, measure, member, month) as cells from cells c where value <> 0`.execute(
    database.db,
  );
  return rows[0]?.cells ?? '';
}

test('a parent is the sum of its children and of its own rows', async () => {
  await fc.assert(
    fc.asyncProperty(batch('A'), batch('A'), async (first, second) => {
      await empty();
      await bring(first);
      await bring(second);
      for (const parent of places.filter(({ level }) => level === 'province' || level === 'city')) {
        for (const code of ADDITIVE) {
          const [own] = await valuesOf([code], [parent], ['2021']);
          const parts = sumOf(await valuesOf([code], parents.get(parent.id) ?? [], ['2021']));
          expect(isZero(minus(own ?? ZERO, parts)), `${code} of ${parent.level}`).toBe(true);
        }
      }
    }),
    { numRuns: RUNS },
  );
});

test('a year is the sum of its months, halves and quarters, in every region', async () => {
  await fc.assert(
    fc.asyncProperty(batch('B'), async (rows) => {
      await empty();
      await bring(rows);
      const regions = places.filter(({ level }) => level !== 'village').slice(0, 8);
      for (const code of ADDITIVE) {
        const years = sumOf(await valuesOf([code], regions, ['2021']));
        for (const parts of [MONTHS, ['2021-H1', '2021-H2'], ['2021-Q1', '2021-Q2', '2021-Q3', '2021-Q4']]) {
          expect(isZero(minus(years, sumOf(await valuesOf([code], regions, parts)))), code).toBe(true);
        }
      }
    }),
    { numRuns: RUNS },
  );
});

test.each(KINDS)('the order of imports that share no key does not matter: $name', async ({ kind }) => {
  await fc.assert(
    fc.asyncProperty(
      batch('C'),
      batch('D'),
      batch('E'),
      fc.shuffledSubarray([0, 1, 2], { minLength: 3, maxLength: 3 }),
      async (first, second, third, order) => {
        const batches = [first, second, third];
        await empty();
        for (const rows of batches) await bring(rows, kind);
        const straight = await ledger();
        await empty();
        for (const at of order) await bring(batches[at] ?? [], kind);
        expect(await ledger()).toBe(straight);
      },
    ),
    { numRuns: RUNS },
  );
});

test.each(KINDS)(
  'import then undo is as if nothing had happened, and undoing that as if nothing had been undone: $name',
  async ({ kind }) => {
    await fc.assert(
      fc.asyncProperty(batch('F'), batch('F'), async (first, second) => {
        await empty();
        await bring(first, kind);
        const before = await ledger();
        const mistake = await bring(second, kind);
        const after = await ledger();
        const undo = (importId: number) =>
          undoImport({ pool: database.pool, datasets: Object.values(datasets), importId, commit: true });
        const undone = await undo(mistake);
        expect(await ledger()).toBe(before);
        await undo(undone.version ?? 0);
        expect(await ledger()).toBe(after);
      }),
      { numRuns: RUNS },
    );
  },
);
