import { afterAll, beforeAll, expect, it } from 'vitest';
import { datasets } from '../../src/datasets/index.ts';
import { undoImport } from '../../src/imports/undo/undo-import.ts';
import { indicators } from '../../src/indicators/index.ts';
import { verifyLedger } from '../../src/ledger/verify.ts';
import { createTestDatabase } from '../database.ts';
import { type SeedRegion, type SeedRow, seed } from '../seed.ts';
import * as made from './random-rows.ts';

/*
 * A history of imports, corrections, undos, an undone undo and changes of the tree. At every step answers are written
 * down as text; later each is asked again as of then, and has to be the same to the byte.
 */

const TODAY = '2023-03-10';
const PER_STEP = 300;
const ALL = Object.values(datasets);
// Object.keys forgets the names.
const NAMES = Object.keys(made.rowMakers) as readonly (keyof typeof made.rowMakers)[];
const MORE = {
  mediations: (at: number): SeedRow => {
    const acceptedOn = made.day(between(330, 1160));
    const outcome = pick(['resolved', 'resolved', 'failed', 'pending']);
    return {
      serial: `D${at}`,
      acceptedOn,
      closedOn: outcome === 'pending' ? null : made.shift(acceptedOn, between(0, 60)),
      outcome,
      parties: between(1, 9),
      amount: chance(0.7) ? between(0, 9_999_999) : null,
    };
  },
  patrolTeams: (at: number): SeedRow => {
    const establishedOn = made.day(between(0, 1000));
    return {
      code: `T${at}`,
      kind: pick(['armed', 'full_time', 'volunteer', 'militia']),
      members: between(1, 60),
      establishedOn,
      dissolvedOn: chance(0.4) ? made.shift(establishedOn, between(1, 500)) : null,
    };
  },
  surveyRates: (at: number): SeedRow => {
    const year = 2021 + (at % 2);
    const sample = between(300, 900);
    return {
      round: `${year}-H2`,
      roundStart: `${year}-07-01`,
      roundEnd: `${year + 1}-01-01`,
      instrument: 'A',
      question: pick(['safety', 'enforcement']),
      sample,
      positive: between(Math.floor(sample * 0.85), sample),
    };
  },
} as const;
const MAKERS = { ...made.rowMakers, ...MORE };
const EVERY = [...NAMES, 'mediations', 'patrolTeams', 'surveyRates'] as const;
const PERIODS = [
  '2021',
  '2022',
  '2022-H2',
  '2022-H1',
  '2021-Q3',
  '2022-05',
  '2022-W10',
  '2022-04-07',
  '2021-11/2022-03',
  'as-of 2022-06-30',
];

const database = await createTestDatabase();
afterAll(() => database.close());

const { pick, chance, between } = made.randomness(20_230_707);
const world = seed(database.db);
const places: SeedRegion[] = [];
const noted: { readonly version: number; readonly asked: readonly Triple[]; readonly answered: readonly string[] }[] =
  [];
let version = 0;

interface Triple {
  readonly indicator: string;
  readonly region: SeedRegion;
  readonly period: string;
}

beforeAll(async () => {
  const add = async (level: SeedRegion['level'], name: string, parent: SeedRegion | null) => {
    const place = await world.region(level, name, parent);
    places.push(place);
    return place;
  };
  const province = await add('province', '甲省', null);
  for (const city of ['东市', '西市']) {
    const cityPlace = await add('city', city, province);
    for (const county of ['一县', '二县']) {
      const countyPlace = await add('county', `${city}${county}`, cityPlace);
      for (const town of ['甲镇', '乙乡']) {
        const townPlace = await add('township', `${county}${town}`, countyPlace);
        for (const village of ['上村', '下村']) await add('village', village, townPlace);
      }
    }
  }
});

async function bring(name: (typeof EVERY)[number], count: number): Promise<number> {
  const dataset = datasets[name];
  const homes = places.filter(({ level }) =>
    name === 'surveyRates' ? level === 'county' : /village|township/.test(level),
  );
  const rows = Array.from({ length: count }, () => ({ ...MAKERS[name](between(0, 120)), region: pick(homes).id }));
  const keyOf = (row: SeedRow) => dataset.key.map((column) => row[column]).join('|');
  const distinct = [...new Map(rows.map((row) => [keyOf(row), row])).values()];
  const county = pick(places.filter(({ level }) => level === 'county'));
  const covers = chance(0.4) ? { covers: { region: county, from: '2021-01-01', to: '2022-12-01' } } : {};
  return world.rows(dataset, distinct, covers);
}

async function undo(importId: number): Promise<number> {
  const report = await undoImport({ pool: database.pool, datasets: ALL, importId, commit: true });
  return report.version ?? 0;
}

async function note(at: number): Promise<void> {
  version = at;
  const catalogue = [...indicators.keys()];
  const asked = Array.from({ length: PER_STEP }, () => ({
    indicator: pick(catalogue),
    region: pick(places),
    period: pick(PERIODS),
  }));
  noted.push({ version, asked, answered: await answer(asked, null) });
}

async function answer(asked: readonly Triple[], asOf: number | null): Promise<readonly string[]> {
  const reader = await world.reader({ today: TODAY, asOf });
  return Promise.all(
    asked.map(async ({ indicator, region, period }) => {
      if (reader.tree.known(region.id) === null) return 'unknown';
      const { subject: _, ...value } = await reader.value(reader.subject(indicator, region, period));
      return JSON.stringify(value, (_key, part) => (typeof part === 'bigint' ? String(part) : part));
    }),
  );
}

it('answers of every moment are the same to the byte when they are asked for later', { timeout: 600_000 }, async () => {
  const imports: number[] = [];
  for (const name of EVERY) imports.push(await bring(name, 80));
  await note(imports.at(-1) ?? 0);
  for (const name of EVERY) await note(await bring(name, 40));
  const undone: number[] = [];
  for (const name of EVERY) {
    const mistake = await bring(name, 60);
    if (chance(0.5)) await note(mistake);
    undone.push(await undo(mistake));
    await note(undone.at(-1) ?? 0);
  }
  const [, east, west] = places.filter(({ level }) => level === 'county');
  const moved = places.find(({ level, path }) => level === 'township' && path.includes(east?.id ?? 0));
  const tree = await world.tree([{ code: moved?.code ?? '', name: '迁来镇', parentCode: west?.code ?? '' }]);
  await note(tree);
  for (const name of NAMES.slice(0, 4)) await note(await bring(name, 30));
  const merged = await world.tree([
    { code: east?.code ?? '', name: '并入县', validTo: '2022-07-01', successorCode: west?.code ?? '' },
  ]);
  await note(merged);
  await note(await undo(merged));
  await note(await undo(version));
  for (const one of undone.slice(6)) await note(await undo(one).catch(() => version));

  let asked = 0;
  for (const { version: then, asked: triples, answered } of noted) {
    const again = await answer(triples, then);
    const differing = answered.flatMap((text, at) =>
      text === again[at] ? [] : [{ triple: triples[at], text, again: again[at] }],
    );
    expect(
      differing
        .map(({ triple, text, again: now }) => [
          then,
          triple?.indicator,
          triple?.region.level,
          triple?.period,
          text,
          now,
        ])
        .slice(0, 3),
    ).toEqual([]);
    asked += triples.length;
  }
  expect(asked).toBeGreaterThanOrEqual(10_000);
  const values = noted.flatMap(({ answered }) => answered).filter((text) => text.includes('"absence":null'));
  expect(values.length).toBeGreaterThan(2500);
  const found = await verifyLedger(database.db, ALL, true);
  expect(found.flatMap(({ differences, coverage }) => [...differences, ...coverage])).toEqual([]);
});
