import { readFileSync } from 'node:fs';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { createKey } from '../../src/access/keys.ts';
import { datasets } from '../../src/datasets/index.ts';
import { ensureDemo } from '../../src/demo/ensure-demo.ts';
import { figureFiles } from '../../src/demo/figures/figure-files.ts';
import type { AnsweredFigure } from '../../src/demo/figures/figures-table.ts';
import { createReader, type Reader } from '../../src/engine/reader.ts';
import type { Subject } from '../../src/engine/values/value.ts';
import { indicators } from '../../src/indicators/index.ts';
import { toFixed } from '../../src/kernel/exact.ts';
import { instantOf, parsePeriod } from '../../src/kernel/period.ts';
import { loadTree } from '../../src/regions/load-tree.ts';
import type { RegionTree } from '../../src/regions/tree.ts';
import { serveWorld, type World } from '../api/world.ts';
import { createTestDatabase, type TestDatabase } from '../database.ts';
import { EVERYTHING } from '../seed.ts';

const ZONE = '350599000000';
const ANHAI = '350582101000';
const HAICANG = '350205000000';
const JIMEI = '350211000000';
const SANMING = '350400000000';

const SCOPES = ['indicators:read', 'records:read'] as const;
const UNBOUNDED = { costBurst: 1e9, costPerMinute: 1e9, requestsPerMinute: 1e9, concurrency: 100 };

let database: TestDatabase;
let tree: RegionTree;
let reader: Reader;
let loaded: readonly string[];
let world: World | undefined;

beforeAll(async () => {
  database = await createTestDatabase();
  const demo = { database: { kysely: database.db, pool: database.pool } };
  const cutShort = (label: string) => {
    if (label === 'demo: synthetic survey rates') throw new Error('cut short');
  };
  await expect(ensureDemo({ ...demo, onProgress: cutShort })).rejects.toThrow('cut short');
  loaded = await ensureDemo(demo);
  tree = await loadTree(database.db);
  reader = createReader({
    db: database.db,
    datasets,
    indicators,
    tree,
    secret: Buffer.alloc(32),
    spread: inject('postgres').nodes.length > 1,
    viewer: EVERYTHING,
    today: '2026-01-15',
    asOf: null,
    latestImport: 43,
  });
}, 600_000);
afterAll(() => (world === undefined ? database?.close() : world.close()));

function subjectOf(code: string, region: string, period: string): Subject {
  const indicator = indicators.get(code);
  const place = tree.find(region);
  if (indicator === undefined || place === null) throw new Error(`expected ${code} and ${region} to be known`);
  const asOf = /^as-of (.+)$/.exec(period)?.[1];
  return { indicator, region: place, period: asOf === undefined ? parsePeriod(period) : instantOf(parsePeriod(asOf)) };
}

const ask = async (code: string, region: string, period: string) => {
  const subject = subjectOf(code, region, period);
  const [value, reported] = await Promise.all([reader.value(subject), reader.reported(subject)]);
  return {
    formatted: reader.formatted(value, 'zh'),
    basis: value.basis,
    absence: value.absence,
    coverage: value.coverage.share,
    reported: reported.map(({ printed, reconciliation }) => `${printed} ${reconciliation}`),
    parts: [value.numerator, value.denominator].map((part) => (part === null ? null : toFixed(part, 0))).join('/'),
  };
};

const counted = { basis: 'COUNTED', absence: null, coverage: 1 } as const;

describe('counted from synthetic records as printed', () => {
  test.each([
    ['mediation.found', ZONE, '2021', '1327', '1327 REPRODUCES'],
    ['mediation.resolved', ZONE, '2021', '1304', '1304 REPRODUCES'],
    ['mediation.resolution_rate', ZONE, '2021', '98.27%', '98.27 REPRODUCES'],
    ['mediation.accepted', ANHAI, '2021/2022-06', '1102', '1102 REPRODUCES'],
    ['mediation.parties', ANHAI, '2021/2022-06', '2208人', '2208 REPRODUCES'],
    ['mediation.amount', ANHAI, '2021/2022-06', '7684320.00元', '768万 CONSISTENT'],
    ['mediation.success_rate', SANMING, '2021-01/2021-09', '97.60%', '97.6 REPRODUCES'],
    ['mediation.escalations_prevented', SANMING, '2021-01/2021-09', '621', '621 REPRODUCES'],
    ['patrol.teams', HAICANG, 'as-of 2023-01', '48', '48 REPRODUCES'],
    ['patrol.members', HAICANG, 'as-of 2023-01', '469人', '469 REPRODUCES'],
    ['patrol.teams', SANMING, 'as-of 2021-09-25', '398', '398 REPRODUCES'],
    ['patrol.members', SANMING, 'as-of 2021-09-25', '9211人', '9211 REPRODUCES'],
  ])('%s of %s in %s is %s', async (code, region, period, formatted, print) => {
    expect(await ask(code, region, period)).toMatchObject({ ...counted, formatted, reported: [print] });
  });

  test('the parts of the rate, and 安海镇 at the end of the year', async () => {
    expect((await ask('mediation.resolution_rate', ZONE, '2021')).parts).toBe('1304/1327');
    expect(await ask('patrol.teams', SANMING, '2021')).toMatchObject({ ...counted, formatted: '398' });
    expect(await ask('patrol.members', SANMING, '2021-12')).toMatchObject({ ...counted, formatted: '9211人' });
  });

  test('the rate comes with its source, its quote and a sentence', async () => {
    const subject = subjectOf('mediation.resolution_rate', ZONE, '2021');
    const [print] = await reader.reported(subject);
    expect(print).toMatchObject({
      quote: '成功率98.27%',
      source: { title: '汇聚力量守安宁 平安红利人人享', publishedOn: '2022-03-09' },
    });
    const sentence = await reader.sentence(subject, 'zh');
    for (const part of ['2021年', '1327件', '1304件', '98.27%', '同比上升2.18个百分点'])
      expect(sentence).toContain(part);
  });

  test('the zone counts once in 泉州市, and not in 惠安县', async () => {
    const quanzhou = tree.find('350500000000');
    const units = quanzhou === null ? [] : tree.children(quanzhou);
    const parts = await Promise.all(units.map(({ code }) => reader.value(subjectOf('mediation.found', code, '2021'))));
    const whole = await reader.value(subjectOf('mediation.found', '350500000000', '2021'));
    const sum = parts.reduce((total, { value }) => total + Number(value ?? 0), 0);
    expect(units.map(({ code }) => code)).toContain(ZONE);
    // The division tables name no township of it.
    const empty = parts.filter(({ value }) => value === null);
    expect(empty.map(({ subject, absence }) => [subject.region.name, absence])).toEqual([['金门县', 'NOT_APPLICABLE']]);
    expect(sum).toBe(Number(whole.value));
  });
});

describe('printed ranks hold among synthetic rates', () => {
  test.each([
    ['survey.enforcement_rate', HAICANG, '2022-H1', '98.639%', 'CITY', 1, 6],
    ['survey.gang_crackdown_rate', HAICANG, '2022-H2', '99.728%', 'CITY', 1, 6],
    ['survey.safety_rate', HAICANG, '2022-H2', '99.272%', 'CITY', 2, 6],
    ['survey.safety_rate', SANMING, '2021-H1', '99.170%', 'PROVINCE', 3, 9],
    ['survey.gang_crackdown_rate', SANMING, '2021-H1', '98.510%', 'PROVINCE', 2, 9],
    ['survey.enforcement_rate', SANMING, '2021-H1', '97.790%', 'PROVINCE', 1, 9],
  ] as const)(
    '%s of %s in %s is %s, place %s %i of %i',
    async (code, region, period, formatted, scope, position, of) => {
      const rank = await reader.rank(subjectOf(code, region, period), scope);
      expect((await ask(code, region, period)).formatted).toBe(formatted);
      expect(rank).toMatchObject({ position, of, tied: 0 });
    },
  );
});

describe('only printed', () => {
  test('小案快侦率 of the zone: 105.03 %, 55.96 points above 49.07 %, third of the city', async () => {
    const subject = subjectOf('case.minor_fast_clearance_rate', ZONE, '2021');
    const change = await reader.change(subject, 'YEAR_ON_YEAR');
    expect(await ask('case.minor_fast_clearance_rate', ZONE, '2021')).toMatchObject({
      formatted: '105.03%',
      basis: 'COUNTED',
      parts: '167/159',
    });
    expect(await reader.rank(subject, 'CITY')).toMatchObject({ position: 3, of: 12 });
    expect(change.unit).toBe('percentage_point');
    expect(change.absolute === null ? null : toFixed(change.absolute, 2)).toBe('55.96');
    expect(change.baseline?.value == null ? null : toFixed(change.baseline.value, 2)).toBe('49.07');
  });

  test('congestion of 集美: 1.44 to 1.31 allows the printed -9.2 %', async () => {
    const change = await reader.change(subjectOf('traffic.congestion_index', JIMEI, '2022'), 'PREVIOUS_PERIOD');
    expect(change.reported.map(({ printed, reconciliation }) => `${printed} ${reconciliation}`)).toEqual([
      '-9.2 WITHIN_ROUNDING',
    ]);
  });

  test('a rank without a value is a rank', async () => {
    const subject = subjectOf('survey.safety_rate', ZONE, '2021-H2');
    expect(await ask('survey.safety_rate', ZONE, '2021-H2')).toMatchObject({ formatted: '—', absence: 'NOT_REPORTED' });
    expect((await reader.rank(subject, 'PROVINCE'))?.position).toBe(18);
    expect((await reader.rank(subject, 'CITY'))?.position).toBe(2);
  });

  test('every printed figure is there with its quote, but for labels', async () => {
    const { rows } = await sql<{ figures: number; quoted: number; resolved: number }>`
      select count(*)::int as figures, count(quote)::int as quoted, count(indicator)::int as resolved
      from statistics r join imports i on i.id = r.imported_in where i.file_name = 'figures.csv'`.execute(database.db);
    expect(rows).toEqual([{ figures: 223, quoted: 223, resolved: 109 }]);
  });
});

describe('the demo itself', () => {
  test('records that a generator made say so, and every row was good', async () => {
    const { rows } = await sql<{ fileName: string; synthetic: boolean; rejected: number }>`
      select file_name, synthetic, rows_rejected as rejected from imports order by id`.execute(database.db);
    expect(rows.map(({ fileName }) => fileName).slice(-loaded.length)).toEqual(loaded);
    expect(rows).toHaveLength(49);
    expect(rows.every(({ fileName, synthetic }) => synthetic === fileName.includes('synthetic'))).toBe(true);
    expect(rows.reduce((sum, { rejected }) => sum + rejected, 0)).toBe(0);
  });

  test('rates per head, targets and scores have what they need', async () => {
    expect(await ask('case.criminal_filed_per_100k', '350500000000', '2020')).toMatchObject({
      formatted: '11.85/10万人',
    });
    expect((await ask('case.criminal_filed_per_100k', JIMEI, '2022')).absence).toBeNull();
    const target = await reader.target(subjectOf('mediation.resolution_rate', ZONE, '2022'));
    expect([target?.printed.zh, target?.inherited, target?.region.code, target?.outcome]).toEqual([
      '不低于95.00%',
      true,
      '350500000000',
      'met',
    ]);
    expect((await ask('assessment.score', ZONE, '2022')).absence).toBeNull();
  });

  test('what was cut short is completed, and then there is nothing left to load', async () => {
    expect(loaded[0]).toBe('demo: synthetic survey rates');
    expect(await ensureDemo({ database: { kysely: database.db, pool: database.pool } })).toEqual([]);
  });

  test('a database with data of its own is left alone', async () => {
    const other = await createTestDatabase();
    try {
      await sql`insert into imports (id, kind, dataset, started_at) values (1, 'data', 'mediations', now())`.execute(
        other.db,
      );
      expect(await ensureDemo({ database: { kysely: other.db, pool: other.pool } })).toEqual([]);
    } finally {
      await other.close();
    }
  });
});

test('schema/figures is what the API answers to every printed figure; otherwise run `npm run figures`', async () => {
  world ??= await serveWorld(database);
  const { ask } = world;
  const key = await createKey(database.db, {
    agency: 'test',
    scopes: SCOPES,
    reach: null,
    days: 1,
    budgets: UNBOUNDED,
  });
  const files = await figureFiles(async (query, variables = {}) => {
    const { data, errors } = await ask(query, variables, key.text);
    if (errors !== undefined) throw new Error(`${errors[0]?.message}, asking ${query}`);
    return data as never;
  });
  for (const [name, text] of Object.entries(files)) {
    expect(readFileSync(new URL(`../../schema/${name}`, import.meta.url), 'utf8') === text, name).toBe(true);
  }
  const { answered, unanswered } = JSON.parse(files['figures.json']);
  expect(answered.length + unanswered.length).toBe(234);
  const wrong = answered.filter(
    (one: AnsweredFigure) =>
      one.computed === null ||
      one.reconciliation === null ||
      one.reconciliation === 'CONFLICTS' ||
      (one.rank !== null && one.position !== null && one.rank !== one.position),
  );
  expect(wrong).toEqual([]);
});

test('the answer that README shows is the answer', async () => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
  const block = (language: string) => new RegExp(`\`\`\`${language}\\n([^]*?)\`\`\``).exec(readme)?.[1] ?? '';
  world ??= await serveWorld(database);
  expect((await world.ask(block('graphql'))).data).toEqual(JSON.parse(block('json')));
});
