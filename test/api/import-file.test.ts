import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createWorkspace, type Workspace } from '../imports/workspace.ts';
import { type Answer, serveWorld, type World } from './world.ts';

let work: Workspace;
let world: World;
let jinjiang: string;
let everywhere: string;

beforeAll(async () => {
  work = await createWorkspace(['350582', '350583']);
  world = await serveWorld(work);
  await world.app.refresh();
  jinjiang = await world.key(['imports:write', 'imports:read', 'indicators:read'], ['350582000000'], {
    agency: '晋江',
  });
  everywhere = await world.key(['imports:write', 'imports:read', 'indicators:read'], undefined, { agency: '泉州' });
});
afterAll(() => world.close());

const CSV = (...rows: readonly string[]) => ['纠纷编号,所属地区,受理日期,调解结果', ...rows].join('\n');

async function post(body: string, key = jinjiang, name = '台账.csv'): Promise<Response> {
  return world.app.fetch(
    new Request(`http://anlan.test/uploads?name=${encodeURIComponent(name)}`, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream', authorization: `Bearer ${key}` },
      body,
    }),
  );
}

async function upload(body: string, key = jinjiang): Promise<string> {
  const response = await post(body, key);
  expect(response.status).toBe(201);
  return ((await response.json()) as { id: string }).id;
}

const IMPORT = `mutation ($upload: ID!, $commit: Boolean!, $impact: Boolean!, $region: ID, $after: String, $map: [String!]) {
  importFile(upload: $upload, dataset: "mediations", region: $region, covers: "2021-01/2021-12", commit: $commit,
    impact: $impact, map: $map) {
    outcome version import { number fileName } fileName rowsRead rowsCreated rowsUpdated rowsUnchanged rowsRejected
    readOtherwise { code count } issueCounts { severity code count }
    issues(first: 1, after: $after) { totalCount nodes { code row candidates } pageInfo { endCursor hasNextPage } }
    impact { values { indicator regionCode period before after } }
  } }`;

interface Imported {
  readonly outcome: string;
  readonly version: number | null;
  readonly issues: { readonly totalCount: number; readonly pageInfo: { readonly endCursor: string } };
  readonly impact: { readonly values: readonly { readonly regionCode: string }[] } | null;
}

async function importFile(variables: object, key = jinjiang) {
  const answer = await world.ask(IMPORT, { commit: false, impact: false, ...variables }, key);
  return { answer, result: answer.data?.importFile as Imported };
}

const codeOf = ({ errors }: Answer) => errors?.[0]?.extensions.code;

test('an upload is rehearsed, then imported, then taken back', async () => {
  const id = await upload(CSV('G1,安海镇,2021-03-05,在办', 'G2,安海真,2021-03-05,在办', 'G3,安海镇,03/04/2021,在办'));
  const before = await work.everything();
  const rehearsal = await importFile({ upload: id, impact: true });
  expect(rehearsal.result).toMatchObject({
    outcome: 'REHEARSED',
    version: null,
    import: null,
    fileName: '台账.csv',
    rowsRead: 3,
    rowsCreated: 1,
    rowsRejected: 2,
    issues: { totalCount: 2, nodes: [{ code: 'unknown_region', row: 3, candidates: ['350582101000'] }] },
    issueCounts: expect.arrayContaining([
      { severity: 'ERROR', code: 'unknown_region', count: 1 },
      { severity: 'ERROR', code: 'ambiguous_date', count: 1 },
    ]),
  });
  expect(await work.everything()).toBe(before);
  const { values = [] } = rehearsal.result.impact ?? {};
  expect(values).toContainEqual({
    indicator: 'mediation.accepted',
    regionCode: '350582000000',
    period: '2021',
    before: null,
    after: 1,
  });
  expect(values.filter(({ regionCode }) => !regionCode.startsWith('350582'))).toEqual([]);

  const second = await importFile({ upload: id, after: rehearsal.result.issues.pageInfo.endCursor });
  expect(second.result.issues).toMatchObject({
    nodes: [{ code: 'ambiguous_date', candidates: ['2021-03-04', '2021-04-03'] }],
    pageInfo: { hasNextPage: false },
  });

  const { result } = await importFile({ upload: id, commit: true });
  expect(result).toMatchObject({ outcome: 'COMMITTED', rowsCreated: 1, import: { number: result.version } });
  await world.app.refresh();
  expect((await importFile({ upload: id, commit: true })).result).toMatchObject({
    outcome: 'UNCHANGED',
    rowsUnchanged: 1,
  });

  const undo = `mutation ($id: ID!, $commit: Boolean!) {
    undoImport(id: $id, commit: $commit) { outcome version rowsRemoved import { kind } } }`;
  const rehearsed = await world.ask(undo, { id: String(result.version), commit: false }, jinjiang);
  expect(rehearsed.data).toEqual({
    undoImport: { outcome: 'REHEARSED', version: null, rowsRemoved: 1, import: null },
  });
  const done = await world.ask(undo, { id: `Import:${result.version}`, commit: true }, jinjiang);
  expect(done.data?.undoImport).toMatchObject({ outcome: 'COMMITTED', rowsRemoved: 1, import: { kind: 'UNDO' } });
  expect(codeOf(await world.ask(undo, { id: String(result.version), commit: true }, jinjiang))).toBe('CONFLICT');
});

test('a key of limited reach imports within it, and takes back only what its own agency imported', async () => {
  const undo = 'mutation ($id: ID!) { undoImport(id: $id, commit: true) { outcome } }';
  const row = CSV('H1,安海镇,2021-03-05,在办');
  const mine = await upload(row, everywhere);
  const { result } = await importFile({ upload: mine, commit: true, region: '350582000000' }, everywhere);
  await world.app.refresh();
  const before = await work.everything();
  expect(codeOf((await importFile({ upload: await upload(row), region: '350583000000' })).answer)).toBe('OUT_OF_REACH');
  expect(codeOf((await importFile({ upload: mine })).answer)).toBe('NOT_FOUND');
  expect(codeOf(await world.ask(undo, { id: String(result.version) }, jinjiang))).toBe('OUT_OF_REACH');
  expect(codeOf(await world.ask(undo, { id: '1' }, everywhere))).toBe('FORBIDDEN');
  expect(codeOf(await world.ask(undo, { id: '99' }, everywhere))).toBe('NOT_FOUND');
  expect(await work.everything()).toBe(before);
});

test('who may not write may not upload, import or undo', async () => {
  const reading = await world.key(['indicators:read', 'records:read']);
  expect((await post('x', reading)).status).toBe(403);
  expect(codeOf((await importFile({ upload: 'x' }, reading)).answer)).toBe('FORBIDDEN');
  expect(codeOf(await world.ask('mutation { undoImport(id: "2", commit: true) { outcome } }', {}, reading))).toBe(
    'FORBIDDEN',
  );
  const blind = await world.key(['imports:write'], ['350582000000']);
  const id = await upload(CSV('I1,安海镇,2021-03-05,在办'), blind);
  expect(codeOf((await importFile({ upload: id, impact: true }, blind)).answer)).toBe('FORBIDDEN');
});

test('a file that cannot be read is refused with its name, not with its place', async () => {
  const { answer } = await importFile({ upload: await upload('%PDF-1.7') });
  expect(codeOf(answer)).toBe('BAD_USER_INPUT');
  expect(answer.errors?.[0]?.message).toContain('台账.csv');
  expect(JSON.stringify(answer)).not.toContain('anlan-upload');
});

test('what waits to be imported cannot be read in the database, and is thrown away', async () => {
  const id = await upload(CSV('J1,安海镇,2021-03-05,在办', '这一行很特别,,,'));
  const { rows } = await sql<{ content: Buffer; id: string }>`
    select p.content, u.id from upload_parts p join uploads u on u.id = p.upload_id`.execute(work.db);
  expect(rows.length).toBeGreaterThan(0);
  expect(rows.some(({ content }) => content.includes('安海') || content.includes('这一行'))).toBe(false);
  expect(rows.map((one) => one.id)).not.toContain(id);
  await sql`update uploads set expires_at = now() - interval '1 second'`.execute(work.db);
  expect(codeOf((await importFile({ upload: id })).answer)).toBe('NOT_FOUND');
  await upload('x');
  const left = await sql`select count(*)::int as n from upload_parts`.execute(work.db);
  expect(left.rows).toEqual([{ n: 1 }]);
});

test('a file of several parts comes out as it went in', async () => {
  const rows = Array.from({ length: 32_000 }, (_, at) => `K${at},安海镇,2021-03-05,在办`);
  const { result } = await importFile({ upload: await upload(CSV(...rows)) });
  expect(result).toMatchObject({ rowsRead: 32_000, rowsCreated: 32_000, rowsRejected: 0 });
});

test('progress is told until the import is over that was seen to begin', async () => {
  const id = await upload(CSV(...Array.from({ length: 20_000 }, (_, at) => `L${at},安海镇,2021-03-05,在办`)));
  const response = await world.post(
    { query: `subscription { importProgress(id: "${id}") { phase rowsRead outcome } }` },
    { accept: 'text/event-stream', authorization: `Bearer ${jinjiang}` },
  );
  const [text] = await Promise.all([response.text(), importFile({ upload: id })]);
  const told = [...text.matchAll(/"importProgress":(\{[^}]*\})/g)].map(([, one]) => JSON.parse(one ?? '') as object);
  expect(told.length).toBeGreaterThan(1);
  expect(told[0]).toMatchObject({ phase: expect.stringMatching(/^(?:RECEIVED|READING)$/), outcome: null });
  expect(told.at(-1)).toEqual({ phase: 'DONE', rowsRead: 20_000, outcome: 'REHEARSED' });
  const other = await world.post(
    { query: `subscription { importProgress(id: "${id}") { phase } }` },
    { accept: 'text/event-stream', authorization: `Bearer ${everywhere}` },
  );
  expect(await other.text()).toContain('NOT_FOUND');
});
