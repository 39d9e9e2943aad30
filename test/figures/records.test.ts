import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { snake } from '../../src/datasets/dataset.ts';
import { datasets } from '../../src/datasets/index.ts';
import type { QuotientPart } from '../../src/engine/explanations/records-of.ts';
import type { EngineRecord } from '../../src/engine/sources/engine-record.ts';
import { declaredMeasures, measureOf, termParts } from '../../src/engine/values/declared-measures.ts';
import { indicators } from '../../src/indicators/index.ts';
import type { Indicator } from '../../src/indicators/indicator.ts';
import { partsOf } from '../../src/indicators/terms.ts';
import { exact, plus, toFixed, ZERO } from '../../src/kernel/exact.ts';
import { createTestDatabase } from '../database.ts';
import { rowMakers } from '../figures/random-rows.ts';
import { type SeedReader, type SeedRegion, seed } from '../seed.ts';

/** Every indicator that counts rows of these, against the rows that it says it counts. */
const DATASETS = [
  'grids',
  'cases',
  'patrols',
  'policies',
  'claims',
  'tickets',
  'incidents',
  'inspections',
  'ratings',
  'rewards',
] as const;
const TODAY = '2023-03-10';
const PERIODS = ['2020', '2021', '2022'];

const measures = declaredMeasures(datasets);
const database = await createTestDatabase();
let reader: SeedReader;
let places: readonly SeedRegion[];

beforeAll(async () => {
  const world = seed(database.db);
  const province = await world.region('province', '甲省');
  const city = await world.region('city', '东市', province);
  const county = await world.region('county', '一县', city);
  const towns = [await world.region('township', '甲镇', county), await world.region('township', '乙乡', county)];
  const villages = [await world.region('village', '上村', towns[0]), await world.region('village', '下村', towns[1])];
  const all = [county, ...towns, ...villages];
  for (const name of DATASETS) {
    const keyOf = (row: Readonly<Record<string, unknown>>) => datasets[name].key.map((column) => row[column]).join('|');
    const rows = Array.from({ length: 240 }, (_, at) => ({
      ...rowMakers[name](at),
      region: all[at % all.length]?.id ?? 0,
    }));
    const distinct = [...new Map(rows.map((row) => [keyOf(row), row])).values()];
    await world.rows(datasets[name], distinct, { covers: { region: province, from: '2019-01-01', to: '2023-03-01' } });
  }
  reader = await world.reader({ today: TODAY });
  places = [city, ...towns.slice(0, 1), ...villages.slice(0, 1)];
});
afterAll(() => database.close());

const compared = new Set<string>();
const counting = [...indicators.values()].filter(({ formula }) => {
  const [term] = partsOf(formula).of;
  return term !== undefined && DATASETS.some((name) => termParts(term).code.startsWith(`${datasets[name].code}.`));
});

async function recordsOf(subject: Parameters<SeedReader['records']>[0], part: QuotientPart) {
  const found: EngineRecord[] = [];
  let after: number | null = null;
  for (;;) {
    const page = await reader.records(subject, { first: 37, after, part });
    found.push(...page.records);
    if (!page.hasNextPage) return { measure: page.measure, found };
    after = page.records.at(-1)?.id ?? null;
  }
}

/** What the rows add up to by their own columns; null where a row has its part of a sum by days or spans. */
function totalOf(code: string, found: readonly EngineRecord[]): string | null {
  const { measure } = measureOf(measures, code);
  if (measure.kind === 'median' || measure.kind === 'spread' || measure.kind === 'distinct') return null;
  const { sum } = measure;
  if (sum === undefined) return String(found.length);
  if (typeof sum === 'object' && 'between' in sum) return null;
  const columns = typeof sum === 'string' ? [sum] : sum;
  const cells = found.flatMap(({ fields }) => columns.map((column) => fields[snake(column)] ?? 0));
  return toFixed(
    cells.reduce((total, cell) => plus(total, exact(String(cell))), ZERO),
    2,
  );
}

describe('the rows behind a value are those that it counts', () => {
  test('there is something to check in every dataset', () => {
    const codes = counting.flatMap(({ formula }) =>
      partsOf(formula).of.map((term) => termParts(term).code.split('.')[0]),
    );
    expect([...new Set(codes)].sort()).toEqual([...DATASETS].sort());
    expect(counting.length).toBeGreaterThan(50);
  });

  test.each(counting.map((indicator): [string, Indicator] => [indicator.code, indicator]))(
    '%s',
    async (code, indicator) => {
      let seen = 0;
      for (const place of places) {
        for (const period of PERIODS) {
          const subject = reader.subject(code, place, period);
          const value = await reader.value(subject);
          const parts = partsOf(indicator.formula);
          const quotient = indicator.formula.kind !== 'measure' && indicator.formula.kind !== 'median';
          const sums = [
            ['numerator', parts.of[0], quotient ? value.numerator : value.exact],
            ['denominator', parts.over[0], value.denominator],
          ] as const;
          for (const [part, term, sum] of sums) {
            const { measure, found } = await recordsOf(subject, part);
            expect(measure).toBe(term === undefined ? null : termParts(term).code);
            const total = measure === null ? null : totalOf(measure, found);
            if (total === null || sum === null) continue;
            expect({ place: place.level, period, part, total: Number(total) }).toEqual({
              place: place.level,
              period,
              part,
              total: Number(toFixed(sum, 2)),
            });
            seen += found.length;
          }
        }
      }
      if (seen > 0) compared.add(code);
    },
  );

  test('and most of them had rows to compare', () => {
    expect(compared.size).toBeGreaterThan(counting.length * 0.7);
  });
});
