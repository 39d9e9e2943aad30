import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { read, utils } from '@e965/xlsx';
import JSZip from 'jszip';
import { SaxesParser } from 'saxes';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { ScorecardDocument, type ScorecardQuery } from '../../schema/generated/graphql.ts';
import { csvCell } from '../../src/client/table-text.ts';
import { indicators } from '../../src/indicators/index.ts';
import { createRaster } from '../../src/reports/raster.ts';
import { csvSheet, xlsxSheet } from '../../src/reports/sheet.ts';
import { databaseUrl } from '../postgres.ts';
import { COUNTIES, fillLand } from './land.ts';
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

test('every figure of a picture is one of the API, and every picture can be read by other programs', async () => {
  const html = (await file('html')).toString();
  const formatted = new Set(api.indicatorTable.rows.flatMap(({ values }) => values.map((value) => value.formatted)));
  const leagues = [...html.matchAll(/<h2>下级地区排行：.*?<\/figure>/gs)].map(([text]) => text);
  expect(leagues.length).toBeGreaterThan(1);
  for (const league of leagues) {
    const drawn = [...league.matchAll(/<text[^>]*>([^<]+)<\/text>/g)].flatMap(([, text = '']) => text);
    const marks = drawn.filter((text) => formatted.has(text));
    expect(marks.length).toBeGreaterThanOrEqual(COUNTIES);
  }
  const courses = [...html.matchAll(/<figure role="img" aria-label="([^"]*)"><figcaption>/g)].map(
    ([, said = '']) => said,
  );
  expect(courses.length).toBeGreaterThan(0);
  for (const said of courses) {
    for (const one of said.split('; ')) {
      const [, year, month, figure] = /^(\d{4})年(\d+)月 (.+)$/.exec(one) ?? [];
      const { data } = await world.ask(
        `query M($period: Period!) { region(code: "${CITY}") { indicators(codes: ["mediation.found", "mediation.resolved", "mediation.resolution_rate", "patrol.members", "mediation.success_rate"], period: $period) { formatted } } }`,
        { period: `${year}-${String(month).padStart(2, '0')}` },
      );
      expect(JSON.stringify(data)).toContain(`"${figure}"`);
    }
  }
  for (const [svg] of html.matchAll(/<svg.*?<\/svg>/gs)) expect(isXml(svg)).toBe(true);
});

const isXml = (text: string): boolean => {
  new SaxesParser({ xmlns: true }).write(text).close();
  return true;
};

test('Word says the same', async () => {
  const zip = await JSZip.loadAsync(await file('docx'));
  const text = (await zip.file('word/document.xml')?.async('string')) ?? '';
  const said = [...text.matchAll(/<w:t(?: [^>]*)?>([^<]*)</g)].map(([, one]) => one);
  for (const { indicator, formatted, sentence } of present()) {
    expect(said[said.indexOf(indicator.name) + 1]).toBe(formatted);
    expect(said).toContain(sentence);
  }
  const pictures = Object.keys(zip.files).filter((name) => name.startsWith('word/media/') && !name.endsWith('/'));
  const svg = pictures.filter((name) => name.endsWith('.svg'));
  expect(svg.length).toBeGreaterThan(2);
  for (const name of svg) expect(isXml((await zip.file(name)?.async('string')) ?? '')).toBe(true);
  const raster = createRaster();
  const sizes = await Promise.all(
    pictures
      .filter((name) => name.endsWith('.png'))
      .map(async (name) => (await zip.file(name)?.async('nodebuffer'))?.length ?? 0),
  );
  expect(sizes.length).toBeGreaterThan(0);
  // Where there is no Chinese font there is no PNG that could be read, and the tables alone say it.
  for (const size of sizes) expect(size > 2000).toBe(raster !== null);
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
