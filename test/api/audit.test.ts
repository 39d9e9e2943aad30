import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { AuditEntry } from '../../src/access/audit/event.ts';
import { createJournal } from '../../src/access/audit/journal.ts';
import { exportAudit } from '../../src/access/audit/list.ts';
import { verifyAudit } from '../../src/access/audit/verify.ts';
import { mintKey } from '../../src/access/key.ts';
import { rotateKey } from '../../src/access/rotate-key.ts';
import { documentHash } from '../../src/access/trusted-documents.ts';
import { createDatabase } from '../../src/db/connections/pool.ts';
import { countyCode, fillLand } from './land.ts';
import { type Answer, createWorld, quiet, type World } from './world.ts';

let world: World;
let before = 0;

beforeAll(async () => {
  world = await createWorld(fillLand);
});
afterAll(() => world.close());
beforeEach(async () => {
  await world.app.noted();
  before = (await verifyAudit(world.database.db)).head.seq;
});

const idOf = (key: string) => key.split('_')[1] ?? '';

async function noted(): Promise<readonly AuditEntry[]> {
  await world.app.noted();
  const all = [];
  for await (const entry of exportAudit(world.database.db, {})) all.push(entry);
  return all.filter(({ seq, kind }) => seq > before && kind !== 'key.created');
}

const LIST = `query List($county: ID!) { mediations(within: $county, first: 7) { nodes { serial parties amount } } }`;

test('a list of records is noted with its place and its number of rows, and without what stands in them', async () => {
  const key = await world.key(['indicators:read', 'records:read']);
  const response = await world.post(
    { query: LIST, variables: { county: countyCode(2) } },
    { authorization: `Bearer ${key}` },
  );
  const serial = (await response.json()).data.mediations.nodes[0].serial;
  const events = await noted();
  expect(events).toMatchObject([
    {
      kind: 'records.read',
      keyId: idOf(key),
      subject: 'mediations',
      operation: documentHash(LIST),
      regions: [countyCode(2)],
      rowCount: 7,
      result: 'done',
      requestId: response.headers.get('x-request-id'),
    },
  ]);
  expect(JSON.stringify(events)).not.toContain(serial);
});

test('the same answer twice is noted twice', async () => {
  for (let n = 0; n < 3; n++) await world.ask(LIST, { county: countyCode(3) });
  expect((await noted()).map(({ kind, rowCount }) => [kind, rowCount])).toEqual([
    ['records.read', 7],
    ['records.read', 7],
    ['records.read', 7],
  ]);
});

test('so are the rows behind a value, and a record by its id', async () => {
  await world.ask(`{ region(code: "${countyCode(4)}") { indicator(code: "mediation.resolution_rate", period: "2021") {
    records(first: 5) { nodes { id } } } } }`);
  expect(await noted()).toMatchObject([
    { kind: 'records.read', regions: [countyCode(4)], periods: ['2021'], rowCount: 5, subject: 'mediations' },
  ]);
  before++;
  const { data } = await world.ask(`{ mediations(within: "${countyCode(4)}", first: 1) { nodes { id } } }`);
  const [{ id }] = (data as unknown as { mediations: { nodes: [{ id: string }] } }).mediations.nodes;
  await world.ask(`{ node(id: "${id}") { id } }`);
  expect((await noted()).map(({ rowCount }) => rowCount)).toEqual([1, 1]);
});

test('indicators are no records', async () => {
  await world.ask(
    `{ region(code: "${countyCode(4)}") { indicator(code: "mediation.found", period: "2021") { value } } }`,
  );
  expect(await noted()).toEqual([]);
});

test('what a key may not have is noted with what it asked for', async () => {
  const key = await world.key(['indicators:read'], [countyCode(1)]);
  await world.ask(LIST, { county: countyCode(1) }, key);
  await world.ask('{ region(code: "350502") { name } }', {}, key);
  await world.ask(`{ region(code: "${countyCode(2)}") { name } }`, {}, key);
  await world.ask('{ region(code: "999999000000") { name } }', {}, key);
  expect((await noted()).map(({ kind, keyId, result, regions }) => [kind, keyId, result, regions])).toEqual([
    ['refused', idOf(key), 'FORBIDDEN', []],
    ['refused', idOf(key), 'OUT_OF_REACH', [countyCode(2)]],
    ['refused', idOf(key), 'OUT_OF_REACH', [countyCode(2)]],
  ]);
});

test('and who is not let in, without believing who it says it is', async () => {
  const { id, text } = mintKey();
  for (const headers of [{ authorization: `Bearer ${text}` }, { authorization: 'Bearer x' }]) {
    const response = await world.post({ query: '{ viewer { agency } }' }, headers);
    expect(response.status).toBe(401);
    expect(response.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  }
  const events = await noted();
  expect(events.map(({ kind, keyId, subject, result }) => [kind, keyId, subject, result])).toEqual([
    ['refused', null, id, 'UNAUTHENTICATED'],
    ['refused', null, null, 'UNAUTHENTICATED'],
  ]);
  expect(JSON.stringify(events)).not.toContain(text);
});

test('a key sees what it took and what those before it took, and nothing of others', async () => {
  const old = await world.key(['indicators:read', 'records:read']);
  await world.ask(LIST, { county: countyCode(2) }, old);
  await world.ask(LIST, { county: '999999' }, old);
  const { text } = await rotateKey(world.database.db, idOf(old), { overlapDays: 1 });
  await world.ask('{ imports { totalCount } nope: import(id: "0") { id } }', {}, text);
  await world.app.noted();
  const { data, errors } = await world.ask(
    '{ viewer { usage(days: 7) { day requests points refused recordReads rowsRead } } }',
    {},
    text,
  );
  expect(errors).toBeUndefined();
  expect(data).toEqual({
    viewer: {
      usage: [
        {
          day: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
          requests: 3,
          points: expect.any(Number),
          refused: 0,
          recordReads: 1,
          rowsRead: 7,
        },
      ],
    },
  });
  const { errors: wrong } = await world.ask('{ viewer { usage(days: 400) { day } } }');
  expect(wrong?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
});

test('while the database is away a bounded number is kept, and how many were lost is noted', async () => {
  const { db, url } = world.database;
  const away = createDatabase({ url, max: 1, statementTimeoutMs: 200 });
  const lines: unknown[] = [];
  // Only what the journal says.
  const log = { ...quiet, error: (details: unknown) => void lines.push(details) } as unknown as typeof quiet;
  const journal = createJournal({ db: away.kysely, log, clock: () => performance.now(), most: 10, everyMs: 1e6 });
  await db.transaction().execute(async (trx) => {
    await sql`select from audit_head for update`.execute(trx);
    for (let n = 0; n < 25; n++) journal.note({ kind: 'refused', keyId: `k${n}`, result: 'FORBIDDEN' });
    journal.used('k', { requests: 3, points: 1, refused: 0, recordReads: 0, rowsRead: 0 });
    await journal.flush();
  });
  expect(lines).toHaveLength(2);
  expect(await noted()).toEqual([]);
  await journal.close();
  await away.close();
  const events = await noted();
  expect(events.map(({ kind, keyId, rowCount }) => [kind, keyId, rowCount])).toEqual([
    ...Array.from({ length: 10 }, (_, n) => ['refused', `k${n}`, null]),
    ['audit.lost', null, 15],
  ]);
  const { rows } = await sql<{ requests: number }>`select requests from key_usage where key_id = 'k'`.execute(db);
  expect(rows).toEqual([{ requests: 3 }]);
  expect(await verifyAudit(db)).toMatchObject({ sound: true });
});

test('what is noted while it is stored waits for the next time: storing comes to an end under load', async () => {
  const { db } = world.database;
  const journal = createJournal({ db, log: quiet, clock: () => performance.now(), everyMs: 1e6 });
  let asked = 0;
  let busy = true;
  const ask = () => {
    if (!busy) return;
    asked += 1;
    journal.used('busy', { requests: 1, points: 1, refused: 0, recordReads: 0, rowsRead: 0 });
    setImmediate(ask);
  };
  ask();
  await journal.flush();
  busy = false;
  expect(asked).toBeGreaterThan(1);
  await journal.close();
  const { rows } = await sql<{ requests: number }>`select requests from key_usage where key_id = 'busy'`.execute(db);
  expect(rows).toEqual([{ requests: asked }]);
});

const AUDIT = `query ($kind: String, $keyId: ID, $first: Int, $after: String) {
  audit(kind: $kind, keyId: $keyId, first: $first, after: $after) {
    nodes { number kind keyId subject operation rowCount result hash } pageInfo { endCursor hasNextPage }
  }
}`;

test('an auditor pages through what was noted of all keys, and reads no values; the reading is noted', async () => {
  const auditor = await world.key(['audit:read']);
  await world.ask(LIST, { county: countyCode(2) });
  await world.app.noted();
  const seen: { number: number; kind: string }[] = [];
  let after: string | null = null;
  do {
    const { data, errors }: Answer = await world.ask(AUDIT, { first: 3, after }, auditor);
    expect(errors).toBeUndefined();
    const { nodes, pageInfo } = (
      data as { audit: { nodes: typeof seen; pageInfo: { endCursor: string; hasNextPage: boolean } } }
    ).audit;
    seen.push(...nodes);
    after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
  } while (after !== null);
  const numbers = seen.map(({ number }) => number);
  expect(numbers).toEqual(Array.from({ length: numbers.length }, (_, at) => numbers.length - at));
  expect(seen.map(({ kind }) => kind)).toContain('records.read');
  expect(
    (
      await world.ask(
        '{ region(code: "350500") { indicator(code: "mediation.found", period: "2021") { value } } }',
        {},
        auditor,
      )
    ).errors,
  ).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  await world.app.noted();
  const { data } = await world.ask(AUDIT, { kind: 'records.read', keyId: idOf(auditor) }, auditor);
  const [read] = (data as { audit: { nodes: object[] } }).audit.nodes;
  expect(read).toMatchObject({
    keyId: idOf(auditor),
    subject: 'audit',
    rowCount: numbers.length % 3 || 3,
    result: 'done',
  });
});

test.each([
  ['without the scope', ['indicators:read'], undefined],
  ['that does not reach all', ['audit:read'], [countyCode(1)]],
] as const)('a key %s reads no audit', async (_what, scopes, reach) => {
  const key = await world.key(scopes, reach && [...reach]);
  expect((await world.ask(AUDIT, {}, key)).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
});

test('who looks after the audit is not who gives keys or imports', async () => {
  for (const scope of ['keys:manage', 'imports:write'] as const) {
    await expect(world.key(['audit:read', scope])).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  }
});
