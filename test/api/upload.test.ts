import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createWorkspace, type Workspace } from '../imports/workspace.ts';
import { serveWorld, type World } from './world.ts';

let work: Workspace;
let world: World;
let jinjiang: string;
let everywhere: string;

beforeAll(async () => {
  work = await createWorkspace(['350582', '350583']);
  world = await serveWorld(work);
  await world.app.refresh();
  jinjiang = await world.key(['imports:write', 'records:read'], ['350582000000']);
  everywhere = await world.key(['imports:write', 'records:read', 'imports:read']);
});
afterAll(() => world.close());

const CSV = ['纠纷编号,所属地区,受理日期,调解结果', 'U1,安海镇,2021-01-05,在办', 'U2,不存在镇,2021-01-05,在办'].join(
  '\n',
);

function upload(
  query: string,
  body: string | Uint8Array<ArrayBuffer>,
  key = jinjiang,
  headers: Record<string, string> = {},
) {
  return world.app.fetch(
    new Request(`http://anlan.test/imports/${query}`, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream', authorization: `Bearer ${key}`, ...headers },
      body,
    }),
  );
}

const codeOf = async (response: Response) => {
  const { errors } = (await response.json()) as { errors: readonly { extensions: { code: string } }[] };
  return [response.status, errors[0]?.extensions.code];
};

test('a file is rehearsed, then imported, by the same code and with the same report', async () => {
  const rehearsal = await upload('mediations?name=台账.csv', CSV);
  const report = await upload('mediations?name=台账.csv&commit=1', CSV);
  const told = (await report.json()) as Record<string, unknown>;
  expect([rehearsal.status, report.status]).toEqual([200, 200]);
  expect(told).toMatchObject({
    outcome: 'committed',
    file: { name: '台账.csv' },
    counts: { read: 2, created: 1, rejected: 1 },
    issuesTotal: 1,
  });
  expect(await rehearsal.json()).toMatchObject({ outcome: 'rehearsed', counts: told.counts });
  await world.app.refresh();
  const answer = await world.ask(
    `{ import(id: "${told.version}") { issues { nodes { code row candidates } } } }`,
    {},
    everywhere,
  );
  expect(answer.data).toEqual({ import: { issues: { nodes: [{ code: 'unknown_region', row: 3, candidates: [] }] } } });
});

test('an issue tells what the cell may be, and matches are those of the agency of the key', async () => {
  const lines = ['台账号,所属地区,受理日期,调解结果', 'V1,安海真,2021-01-05,在办', 'V2,安海镇,03/04/2021,在办'];
  const report = await upload(`mediations?commit=1&map=${encodeURIComponent('台账号=serial')}`, lines.join('\n'));
  expect(await report.json()).toMatchObject({ counts: { read: 2, rejected: 2 } });
  const good = `${lines[0]}\nV1,安海镇,2021-01-05,在办`;
  const told = (await (await upload('mediations?commit=1', good)).json()) as Record<string, unknown>;
  expect(told).toMatchObject({ counts: { created: 1 } });
  const rejected = `${good}\nV2,安海真,03/04/2021,在办\nV3,安海镇,2021-01-05,在办`;
  const more = (await (await upload('mediations?commit=1', rejected)).json()) as Record<string, unknown>;
  await world.app.refresh();
  const answer = await world.ask(
    `{ import(id: "${more.version}") { issues { nodes { candidates } } } }`,
    {},
    everywhere,
  );
  expect(answer.data?.import).toEqual({
    issues: { nodes: [{ candidates: ['350582101000'] }, { candidates: ['2021-03-04', '2021-04-03'] }] },
  });
});

test('progress is told before the report, to whoever asks for events', async () => {
  const response = await upload('mediations?name=a.csv', CSV, jinjiang, { accept: 'text/event-stream' });
  const text = await response.text();
  expect([...text.matchAll(/^event: (.*)$/gm)].map(([, event]) => event)).toEqual(['progress', 'report']);
  const refused = await upload('mediations?name=a.csv', 'nothing', jinjiang, { accept: 'text/event-stream' });
  expect(await refused.text()).toMatch(/^event: refused\ndata: .*FILE_WRONG_DATASET/m);
});

test('a key imports within its reach alone', async () => {
  expect(await codeOf(await upload('mediations?region=350583000000', CSV))).toEqual([403, 'OUT_OF_REACH']);
  const other = 'U3,南安市,2021-01-05,在办';
  const report = await upload('mediations?commit=1', [CSV.split('\n')[0], other].join('\n'));
  expect(await report.json()).toMatchObject({ counts: { rejected: 1, created: 0 } });
  const theirs = ['纠纷编号,所属地区,受理日期,调解结果', 'N1,美林街道,2021-01-05,化解成功'].join('\n');
  expect(await (await upload('mediations?commit=1&region=350583000000', theirs, everywhere)).json()).toMatchObject({
    counts: { created: 1 },
  });
  const taken = theirs.replace('美林街道', '安海镇');
  expect(await (await upload('mediations?commit=1', taken)).json()).toMatchObject({
    counts: { created: 0, updated: 0, rejected: 1 },
    issues: [{ code: 'region_outside', row: 2 }],
  });
  const { rows } = await sql<{ code: string }>`
    select r.code from mediations m join regions r on r.id = m.region_id
    where m.serial = 'N1' and m.superseded_in is null`.execute(work.db);
  expect(rows[0]?.code.startsWith('350583')).toBe(true);
});

test.each([
  ['no key', () => upload('mediations', CSV, 'anlan_none'), [401, 'UNAUTHENTICATED']],
  ['a reading key', async () => upload('mediations', CSV, await world.key(['records:read'])), [403, 'FORBIDDEN']],
  ['the tree', () => upload('regions', CSV), [403, 'FORBIDDEN']],
  [
    'a form',
    () => upload('mediations', CSV, jinjiang, { 'content-type': 'text/plain' }),
    [415, 'UNSUPPORTED_MEDIA_TYPE'],
  ],
  ['an unknown dataset', () => upload('mediation', CSV), [422, 'UNKNOWN_DATASET']],
  ['an unknown parameter', () => upload('mediations?comit=1', CSV), [422, 'BAD_USER_INPUT']],
  ['no content', () => upload('mediations', ''), [400, 'BAD_USER_INPUT']],
  ['a file too large', () => upload('mediations', new Uint8Array(50_000_001)), [413, 'QUERY_TOO_LARGE']],
])('%s is refused', async (_, send, refused) => {
  const before = await work.everything();
  expect(await codeOf(await send())).toEqual(refused);
  expect(await work.everything()).toBe(before);
});

test('a refused file is told without the place where it was kept', async () => {
  const response = await upload('mediations?name=../../x.csv', '%PDF-1.7');
  const text = await response.text();
  expect([response.status, text.includes('anlan-upload'), text.includes('x.csv')]).toEqual([422, false, true]);
});
