import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MOVED_AT_MOST } from '../../src/access/disclosure.ts';
import { mediations } from '../../src/datasets/mediations.ts';
import { type SeedRow, seed } from '../seed.ts';
import { createWorld, type World } from './world.ts';

/** Disputes of 2021 and 2020 by township: each a third resolved, one a month at least where there are twelve. */
const FOUND = {
  '350501101000': [1327, 1200],
  '350501102000': [40, 44],
  '350502101000': [5, 30],
  '350502102000': [0, 0],
};
const VALUE = `value exact formatted numerator denominator absence basis notes sentence interval { low high }
  change { absolute relative printed baselineValue } rank(within: PARENT) { position of }
  explanation { formula parts { value } contributions { delta } missing { count } }
  breakdown(by: "type") { key value share absence }`;

let world: World;
let restricted: string;

beforeAll(async () => {
  world = await createWorld(async (db) => {
    const land = seed(db);
    const city = await land.region('city', '泉州市', null, { code: '350500000000' });
    const rows: SeedRow[] = [];
    for (const county of ['350501', '350502']) {
      const above = await land.region('county', `${county}县`, city, { code: `${county}000000` });
      for (const [code, [now = 0, before = 0]] of Object.entries(FOUND)) {
        if (!code.startsWith(county)) continue;
        const { id } = await land.region('township', `${code}镇`, above, { code });
        rows.push(...disputes(id, 2021, now), ...disputes(id, 2020, before));
      }
    }
    await land.rows(mediations, rows, { covers: { region: city, from: '2020-01-01', to: '2021-12-01' } });
  });
  restricted = await world.key(['indicators:read'], undefined, { disclosure: 'restricted' });
});
afterAll(() => world.close());

function disputes(region: number, year: number, found: number): SeedRow[] {
  return Array.from({ length: found }, (_, at) => {
    const month = String((at % 12) + 1).padStart(2, '0');
    return {
      serial: `${region}-${year}-${at}`,
      region,
      acceptedOn: `${year}-${month}-02`,
      closedOn: at % 3 === 0 ? `${year}-${month}-20` : null,
      outcome: at % 3 === 0 ? 'resolved' : 'pending',
      type: at % 2 === 0 ? '邻里' : '物业',
      parties: 2,
      amount: 10_000,
    };
  });
}

interface Told {
  readonly value: number | null;
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly exact: number | null;
  readonly absence: string | null;
  readonly breakdown: readonly {
    readonly key: string;
    readonly value: number | null;
    readonly absence: string | null;
  }[];
}

async function told(code: string, region: string, period: string, fields = VALUE): Promise<Told> {
  const { data, errors } = await world.ask(
    `{ region(code: "${region}") { indicator(code: "${code}", period: "${period}") { ${fields} } } }`,
    {},
    restricted,
  );
  expect(errors).toBeUndefined();
  return (data as { region: { indicator: Told } }).region.indicator;
}

describe('a restricted key', () => {
  test('is told the nearest 5, and a rate of the rounded parts', async () => {
    expect(await told('mediation.found', '350501101000', '2021')).toMatchObject({
      value: 1325,
      change: { baselineValue: 1200, absolute: 125 },
    });
    const rate = await told('mediation.resolution_rate', '350501101000', '2021');
    expect(rate.exact).toBeCloseTo((100 * (rate.numerator ?? 0)) / (rate.denominator ?? 1), 10);
    expect([rate.numerator, rate.denominator]).toEqual([445, 1325]);
  });

  test.each(['350502101000', '350502102000'])('is told nothing of 5 or of none: %s', async (region) => {
    const found = await told('mediation.found', region, '2021', VALUE.replace(/sentence|notes/g, ''));
    const none = { value: null, exact: null, formatted: '—', interval: null, rank: { position: null } };
    expect(found).toMatchObject({
      ...none,
      absence: 'WITHHELD',
      explanation: { contributions: [], parts: [{ value: null }] },
    });
    expect(found.breakdown.every(({ value, absence }) => value === null && absence === 'WITHHELD')).toBe(true);
  });

  test('none and a few differ in nothing', async () => {
    const ask = (region: string) =>
      told('mediation.found', region, '2021', VALUE.replace(/change \{[^}]*\}|sentence/g, ''));
    const [few, none] = await Promise.all([ask('350502101000'), ask('350502102000')]);
    expect(few).toEqual(none);
  });

  test('is told multiples of 5 within the bound of everything that adds up', async () => {
    for (const region of ['350500000000', '350501000000', '350502000000', '350501102000']) {
      for (const period of ['2021', '2021-H1', '2021-Q3', '2021-05', '2020']) {
        const exact = (
          (
            await world.ask(
              `{ region(code: "${region}") { indicator(code: "mediation.found", period: "${period}") { value } } }`,
            )
          ).data as { region: { indicator: { value: number } } }
        ).region.indicator.value;
        const { value } = await told('mediation.found', region, period);
        if (exact < 8) expect(value).toBeNull();
        else {
          expect((value ?? 1) % 5).toBe(0);
          expect(Math.abs((value ?? 0) - exact)).toBeLessThanOrEqual(2 + MOVED_AT_MOST);
        }
      }
    }
  });

  test.each(['2021-01/2021-05', '2021-W10', '2021-03-08', '2020-12/2021-11'])(
    'is told nothing of %s',
    async (period) => {
      expect(await told('mediation.found', '350501101000', period)).toMatchObject({ value: null, absence: 'WITHHELD' });
    },
  );

  test.each(['mediation.median_days', 'mediation.amount'])('is told no %s', async (code) => {
    const { value, absence } = await told(code, '350501101000', '2021', 'value absence');
    expect({ value, absence }).toEqual({ value: null, absence: 'WITHHELD' });
  });

  test('counts what was withheld in the answer', async () => {
    const ask = (own?: string) =>
      world.ask(
        '{ region(code: "350502000000") { children { indicator(code: "mediation.found", period: "2021") { value } } } }',
        {},
        own,
      );
    expect((await ask(restricted)).extensions).toMatchObject({ disclosure: { level: 'restricted', withheld: 2 } });
    expect((await ask(restricted)).extensions).toMatchObject({ disclosure: { withheld: 2 } });
    expect((await ask()).extensions).not.toHaveProperty('disclosure');
  });

  test.each([
    ['records', '{ mediations(within: "350500") { nodes { id } } }'],
    ['imports', '{ imports { totalCount } }'],
    ['asOf', '{ region(code: "350500", asOf: "2022-01-01T00:00:00Z") { name } }'],
  ])('is refused %s', async (_what, query) => {
    expect((await world.ask(query, {}, restricted)).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });

  test('finds no import by its id', async () => {
    const { data } = await world.ask('{ import(id: 2) { number } node(id: "Import:2") { id } }', {}, restricted);
    expect(data).toEqual({ import: null, node: null });
  });
});

test('a cursor of a key with other rights is none', async () => {
  const ask = (own: string, after: string | null) =>
    world.ask('query ($after: String) { regions(first: 1, after: $after) { pageInfo { endCursor } } }', { after }, own);
  const county = await world.key(['indicators:read'], ['350501000000']);
  const again = await world.key(['indicators:read'], ['350501000000']);
  const { data } = await ask(county, null);
  const { endCursor } = (data as { regions: { pageInfo: { endCursor: string } } }).regions.pageInfo;
  expect((await ask(again, endCursor)).errors).toBeUndefined();
  expect((await ask(restricted, endCursor)).errors?.[0]?.extensions.code).toBe('BAD_CURSOR');
});
