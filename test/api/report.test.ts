import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { read, utils } from '@e965/xlsx';
import JSZip from 'jszip';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { ScorecardDocument, type ScorecardQuery } from '../../schema/generated/graphql.ts';
import { csvCell } from '../../src/client/table-text.ts';
import { indicators } from '../../src/indicators/index.ts';
import { csvSheet, xlsxSheet } from '../../src/reports/sheet.ts';
import { databaseUrl } from '../postgres.ts';
import { fillLand } from './land.ts';
import { createWorld, type World } from './world.ts';

let world: World;
let folder: string;
let api: ScorecardQuery;
const CITY = '350500000000';

beforeAll(async () => {
  world = await createWorld(fillLand);
  folder = await mkdtemp(join(tmpdir(), 'anlan-report-'));
  const [{ current_database: name } = { current_database: '' }] = (
    await world.database.pool.query<{ current_database: string }>('select current_database()')
  ).rows;
  await promisify(execFile)(
    process.execPath,
    ['scripts/report.ts', '--region', '350500', '--period', '2021', '--out', folder],
    { env: { ...process.env, DATABASE_URL: databaseUrl(inject('postgres').url, name), DATA_DIR: folder } },
  );
  const variables = { region: CITY, period: '2021', codes: [...indicators.keys()], locale: 'ZH' };
  // The answer of this very operation, by the published schema.
  api = (await world.ask(ScorecardDocument.toString(), variables)).data as unknown as ScorecardQuery;
});
afterAll(() => world?.close());

const file = async (extension: string): Promise<Buffer> => {
  const name = (await readdir(folder)).find((one) => one.endsWith(`.${extension}`));
  expect(name).toContain('泉州市2021年平安成绩单');
  return readFile(join(folder, name ?? ''));
};
const present = () => (api.region?.indicators ?? []).filter(({ value }) => value !== null);

test('every figure of the page is the text of the API, each indicator once, in the order of the catalogue', async () => {
  const html = (await file('html')).toString();
  const rows = [
    ...html.matchAll(/<th scope="row">([^<]*).*?<td class="number">([^<]*)<\/td><td class="\w+">([^<]*)</g),
  ];
  expect(rows.length).toBeGreaterThan(5);
  expect(rows.map(([, name, value]) => [name, value])).toEqual(
    present().map(({ indicator, formatted }) => [indicator.name, formatted]),
  );
  for (const [at, { change }] of present().entries()) expect(rows[at]?.[3]).toContain(change.printed ?? '—');
  for (const { sentence } of present()) expect(html).toContain(sentence);
  expect(html).toContain('<svg');
  expect(html).not.toMatch(/src=|href="http/);
});

test('Word says the same', async () => {
  const zip = await JSZip.loadAsync(await file('docx'));
  const text = (await zip.file('word/document.xml')?.async('string')) ?? '';
  const said = [...text.matchAll(/<w:t(?: [^>]*)?>([^<]*)</g)].map(([, one]) => one);
  for (const { indicator, formatted, sentence } of present()) {
    expect(said[said.indexOf(indicator.name) + 1]).toBe(formatted);
    expect(said).toContain(sentence);
  }
  expect(Object.keys(zip.files).some((name) => name.endsWith('.svg'))).toBe(true);
});

test('the table as a workbook and as text: numbers as numbers, absent by its reason', async () => {
  const sheet = read(await file('xlsx')).Sheets.Anlan;
  const rows = utils.sheet_to_json<unknown[]>(sheet ?? {}, { header: 1 });
  const expected = api.indicatorTable.rows.map(({ region, values }) => [
    region.code,
    region.name,
    ...values.map(({ value, absence }) => value ?? absence),
  ]);
  expect(rows.slice(1)).toEqual(expected);
  const lines = (await file('csv')).toString().slice(1).trimEnd().split('\r\n');
  expect(lines.slice(1)).toEqual(expected.map((row) => row.join(',')));
});

test('no text becomes a formula', () => {
  for (const text of ['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '＝1', 'a,"b"']) {
    const row = [[text, -5]];
    const cell = read(xlsxSheet(row)).Sheets.Anlan?.A1;
    expect(cell).toMatchObject({ t: 's', v: text });
    expect(cell?.f).toBeUndefined();
    expect(csvCell(text)).not.toMatch(/^"?[=+\-@\t＝]/);
    expect(csvSheet(row).toString()).toContain(',-5');
  }
});
