import { copyFile, cp, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import exceljs from '@protobi/exceljs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { datasets } from '../../src/datasets/index.ts';
import { migrate } from '../../src/db/migrate.ts';
import { printContract } from '../../src/graphql/contract.ts';
import { docFiles } from '../../src/graphql/doc-files.ts';
import type { Declarations } from '../../src/graphql/frame.ts';
import type { ImportReport } from '../../src/imports/reports/report.ts';
import { runImport } from '../../src/imports/run-import.ts';
import { templateWorkbook } from '../../src/imports/workbooks/template-workbook.ts';
import { indicators, themes } from '../../src/indicators/index.ts';
import { verifyLedger } from '../../src/ledger/verify.ts';
import { serveWorld, type World } from '../api/world.ts';
import { road } from '../extension/road-theme.ts';
import { trafficAccidents } from '../extension/traffic-accidents.ts';
import { countsOf, createWorkspace, type Workspace } from './workspace.ts';

const JIMEI = '350211000000';
const MIGRATIONS = join(import.meta.dirname, '..', '..', 'migrations');

/** All that a dataset takes: one declaration, one theme, one migration, each registered once. */
const declarations: Declarations = {
  datasets: { ...datasets, trafficAccidents },
  themes: [...themes, road],
  indicators: new Map([...indicators, ...Object.entries(road.indicators)]),
};

const FILE = `集美区交通事故台账
事故认定书号,乡镇（街道）,事发时间,天气,死亡人数,是否逃逸,财产损失,道路恢复日期,备注
A-1,集美街道,2021-03-01 08:10,晴,0,否,1200.50,2021-03-02,
A-2,集美街道,2021年3月9日 21:30,小雨,1,是,0.3万,2021-03-13,
A-3,侨英街道,2021/4/2 07:05,雨,0,否,,,
A-4,侨英街道,2021-04-20 10:00,雪,0,否,100,2021-04-21,
A-5,杏林街道,2021-05-05 10:00,晴,0,否,100,2021-05-01,
`;

let workspace: Workspace;
let world: World;
let folder: string;
let report: ImportReport;

beforeAll(async () => {
  workspace = await createWorkspace(['350211']);
  folder = await mkdtemp(join(tmpdir(), 'anlan-extension-'));
  await cp(MIGRATIONS, folder, { recursive: true });
  const next = String((await readdir(MIGRATIONS)).length + 1).padStart(4, '0');
  await copyFile(
    join(import.meta.dirname, '..', 'extension', 'traffic-accidents.sql'),
    join(folder, `${next}_traffic_accidents.sql`),
  );
  await migrate(workspace.pool, folder);
  const file = join(folder, '台账.csv');
  await writeFile(file, FILE);
  report = await runImport({
    pool: workspace.pool,
    tree: await workspace.tree(),
    datasets: Object.values(declarations.datasets),
    indicators: declarations.indicators.values(),
    dataset: 'traffic_accidents',
    file,
    region: JIMEI,
    covers: '2021-01/2021-06',
    commit: true,
  });
  world = await serveWorld(workspace, { declarations });
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await world?.close();
});

describe('its import', () => {
  test('good rows go in, bad ones are named with what was expected', () => {
    expect(countsOf(report)).toEqual([5, 3, 0, 0, 2, 0]);
    const errors = report.issues.filter(({ severity }) => severity === 'error');
    expect(errors.map(({ row, code }) => [row, code])).toEqual([
      [6, 'bad_choice'],
      [7, 'rule'],
    ]);
    expect(errors[0]?.expected).toContain('晴');
  });

  test('its template: lists of its words, comments, an example that is skipped; filled in, it imports', async () => {
    const tree = await workspace.tree();
    const region = tree.find(JIMEI);
    if (region === null) throw new Error('expected 集美区');
    const path = join(folder, '模板.xlsx');
    await writeFile(path, await templateWorkbook(trafficAccidents, { tree, region }));
    const book = new exceljs.Workbook();
    await book.xlsx.readFile(path);
    const [sheet] = book.worksheets;
    if (sheet === undefined) throw new Error('expected a sheet');
    const headers: string[] = [];
    sheet.getRow(2).eachCell((cell) => headers.push(cell.text));
    expect(headers).toEqual(
      [
        '事故认定书号*',
        '乡镇',
        '村',
        '事故时间*',
        '天气',
        '死亡人数',
        '是否逃逸',
        '财产损失（元）',
        '道路恢复日期',
      ].map((header) => expect.stringContaining(header)),
    );
    const cell = (header: string) => sheet.getCell(4, headers.findIndex((one) => one.startsWith(header)) + 1);
    expect(cell('天气').dataValidation).toMatchObject({ type: 'list' });
    const filled = {
      事故认定书号: 'B-1',
      乡镇: '集美街道',
      事故时间: '2021-05-02 09:00',
      天气: '雨',
      财产损失: '0.2万',
    };
    for (const [header, value] of Object.entries(filled)) cell(header).value = value;
    await book.xlsx.writeFile(path);
    const rehearsed = await runImport({
      pool: workspace.pool,
      tree,
      datasets: Object.values(declarations.datasets),
      indicators: declarations.indicators.values(),
      dataset: 'traffic_accidents',
      file: path,
      region: JIMEI,
      commit: false,
    });
    expect([countsOf(rehearsed), rehearsed.issues]).toEqual([[1, 1, 0, 0, 0, 0], []]);
  });

  test('its sums are those of its rows', async () => {
    const found = await verifyLedger(workspace.db, Object.values(declarations.datasets), true);
    expect(found.map(({ dataset }) => dataset)).toContain('traffic_accidents');
    expect(found.flatMap(({ differences }) => differences)).toEqual([]);
  });
});

describe('its place in the API', () => {
  test('rows by filter, in pages', async () => {
    const query = `query ($after: String, $filter: TrafficAccidentFilter) {
      trafficAccidents(within: "${JIMEI}", first: 1, after: $after, filter: $filter) {
        totalCount
        nodes { __typename number happenedAt weather { code label } hitAndRun loss region { name } origin { row } }
        pageInfo { hasNextPage endCursor }
      }
    }`;
    const first = await world.ask(query, { filter: { weather: ['rain'] } });
    expect(first.errors).toBeUndefined();
    const page = first.data?.trafficAccidents as {
      totalCount: number;
      nodes: object[];
      pageInfo: { hasNextPage: boolean; endCursor: string };
    };
    expect(page).toMatchObject({
      totalCount: 2,
      nodes: [
        {
          __typename: 'TrafficAccident',
          number: 'A-2',
          weather: { code: 'rain', label: '雨' },
          hitAndRun: true,
          loss: 3000,
          region: { name: '集美街道' },
          origin: { row: 4 },
        },
      ],
      pageInfo: { hasNextPage: true },
    });
    const second = await world.ask(query, { filter: { weather: ['rain'] }, after: page.pageInfo.endCursor });
    expect(second.data?.trafficAccidents).toMatchObject({
      nodes: [{ number: 'A-3' }],
      pageInfo: { hasNextPage: false },
    });
  });

  test('its indicators with change, breakdown, records, explanation and sentence', async () => {
    const { data, errors } = await world.ask(`{
      region(code: "${JIMEI}") {
        accidents: indicator(code: "road.accidents", period: "2021-H1") {
          value coverage { share } breakdown(by: "weather") { key value } records(first: 5) { nodes { id } }
          explanation { formula } sentence
        }
        months: series(code: "road.accidents", from: "2021-02", to: "2021-04", by: MONTH) { value }
        fled: indicator(code: "road.fled_share", period: "2021-H1") { formatted numerator denominator interval { low high } }
        loss: indicator(code: "road.loss", period: "2021-Q1") { formatted }
        closed: indicator(code: "road.closed", period: "2021-03-10") { value }
        days: indicator(code: "road.closure_days", period: "2021-H1") { value }
        trafficAccidents { totalCount }
      }
      road: indicators(theme: ROAD) { code breakdowns }
    }`);
    expect(errors).toBeUndefined();
    expect(data?.region).toMatchObject({
      accidents: {
        value: 3,
        coverage: { share: 1 },
        breakdown: [
          { key: 'fine', value: 1 },
          { key: 'rain', value: 2 },
        ],
        records: { nodes: [{}, {}, {}] },
        sentence: expect.stringContaining('交通事故3起'),
      },
      months: [{ value: 0 }, { value: 2 }, { value: 1 }],
      fled: { formatted: '33.33%', numerator: 1, denominator: 3 },
      loss: { formatted: '4200.50元' },
      closed: { value: 1 },
      days: { value: 2.5 },
      trafficAccidents: { totalCount: 3 },
    });
    expect(data?.road).toHaveLength(5);
  });
});

test('its entries in the contract and the documentation', () => {
  const contract = printContract(declarations);
  expect(contract['schema.graphql']).toContain('type TrafficAccident implements Node & Record');
  expect(contract['catalogue.json']).toContain('"traffic_accidents.median_closure"');
  const files = docFiles(declarations);
  expect(files.get('zh/theme-road.md')).toContain('`traffic_accidents.fled` ÷ `traffic_accidents.accidents` × 100');
  expect(files.get('en/dataset-traffic_accidents.md')).toContain('事发时间');
});
