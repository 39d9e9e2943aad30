import { afterAll, beforeAll, expect, test } from 'vitest';
import { cases } from '../../src/datasets/cases.ts';
import { mediations } from '../../src/datasets/mediations.ts';
import { tickets } from '../../src/datasets/tickets.ts';
import { indicators } from '../../src/indicators/index.ts';
import { type SeedRow, seed } from '../seed.ts';
import { createWorld, type World } from './world.ts';

/* A key of a place that is counted from rows reads what a key of everything reads of it. */

const [COUNTY, TOWNSHIP, VILLAGE, OTHER] = ['350582000000', '350582103000', '350582103201', '350582103202'] as const;
const [GRID, SECOND] = ['W350582103201001', 'W350582103201002'] as const;

let world: World;

beforeAll(async () => {
  world = await createWorld(async (db) => {
    const land = seed(db);
    const city = await land.region('city', '泉州市', null, { code: '350500000000' });
    const county = await land.region('county', '晋江市', city, { code: COUNTY });
    const township = await land.region('township', '安海镇', county, { code: TOWNSHIP });
    const village = await land.region('village', '一村', township, { code: VILLAGE });
    const other = await land.region('village', '二村', township, { code: OTHER });
    await land.region('grid', '第一网格', village, { code: GRID });
    await land.region('grid', '第二网格', village, { code: SECOND });
    const covers = { region: city, from: '2020-01-01', to: '2021-12-01' };
    const places = [
      [village, GRID, 7],
      [township, GRID, 3],
      [county, GRID, 2],
      [village, SECOND, 4],
      [village, null, 5],
      [other, null, 6],
      [township, null, 8],
    ] as const;
    const held = (columns: (at: number) => SeedRow) =>
      places.flatMap(([region, grid, n], place) =>
        Array.from({ length: n }, (_, at) => ({ serial: `${place}-${at}`, region: region.id, grid, ...columns(at) })),
      );
    await land.rows(
      mediations,
      held((at) => ({
        foundOn: `${2021 - (at % 2)}-03-01`,
        acceptedOn: `${2021 - (at % 2)}-03-02`,
        closedOn: at % 3 === 0 ? null : '2021-04-01',
        outcome: at % 3 === 0 ? 'pending' : 'resolved',
        type: at % 2 === 0 ? '邻里' : '物业',
      })),
      { covers },
    );
    const at = (month: number) => `2021-0${1 + (month % 6)}-05T08:00:00Z`;
    await land.rows(
      cases,
      held((n) => ({
        kind: n % 2 === 0 ? 'criminal' : 'call',
        category: '盗窃',
        reportedAt: at(n),
        filedOn: '2021-03-06',
      })),
      { covers },
    );
    await land.rows(
      tickets,
      held((n) => ({ category: '消防', channel: 'patrol', reportedAt: at(n), closedAt: at(n) })),
      { covers },
    );
  });
});
afterAll(() => world.close());

const CODES = [...indicators.keys()];

async function figures(place: string, key?: string) {
  const list = 'code: indicator { code } value numerator denominator absence coverage { expected reported }';
  const told = [];
  for (let at = 0; at < CODES.length; at += 20) {
    const { data, errors } = await world.ask(
      `query ($place: ID!, $codes: [ID!]!) { region(code: $place) {
        year: indicators(codes: $codes, period: "2021") { ${list} change { absolute relative } }
        month: indicators(codes: $codes, period: "2021-03") { ${list} } } }`,
      { place, codes: CODES.slice(at, at + 20) },
      key,
    );
    expect(errors).toBeUndefined();
    told.push(data?.region);
  }
  const { data, errors } = await world.ask(
    `query ($place: ID!) { region(code: $place) { indicator(code: "mediation.accepted", period: "2021") {
      value breakdown(by: "type") { key value } records(first: 50) { nodes { ... on Mediation { serial } } }
      explanation { contributions { delta rows import { number } } parts { label } } } } }`,
    { place },
    key,
  );
  expect(errors).toBeUndefined();
  return { told, parts: data?.region as { indicator: { value: number } } };
}

test.each([
  ['grid', GRID, [GRID], 7],
  ['grid with few rows', SECOND, [SECOND], 2],
  ['grid by a key of its village', GRID, [VILLAGE], 7],
  ['grid by a key of its township', GRID, [TOWNSHIP], 7],
  ['village', VILLAGE, [VILLAGE], 9],
  ['village by a key of two', OTHER, [VILLAGE, OTHER], 3],
  ['township', TOWNSHIP, [TOWNSHIP], 18],
] as const)('a %s', async (_name, place, reach, found) => {
  const key = await world.key(['indicators:read', 'records:read'], reach);
  const own = await figures(place, key);
  expect(own.parts.indicator.value).toBe(found);
  expect(own).toEqual(await figures(place));
});
