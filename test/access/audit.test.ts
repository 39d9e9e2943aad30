import { type Kysely, sql, type Transaction } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { appendAudit } from '../../src/access/audit/append.ts';
import { exportAudit, listAudit } from '../../src/access/audit/list.ts';
import { pruneAudit } from '../../src/access/audit/prune.ts';
import { verifyAudit } from '../../src/access/audit/verify.ts';
import { createKey, revokeKey } from '../../src/access/keys.ts';
import { rotateKey } from '../../src/access/rotate-key.ts';
import type { Database } from '../../src/db/database.ts';
import { createRandom } from '../../src/demo/random.ts';
import { createTestDatabase, type TestDatabase } from '../database.ts';

const TAMPERINGS = 1000;
const EVENTS = 60;
const YEAR_MS = 366 * 86_400_000;

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());
beforeEach(() =>
  rewritten(database.db, (trx) => sql`truncate audit_events; update audit_head set seq = 0, hash = ''`.execute(trx)),
);

/** As the owner of the database can, and nobody else. */
async function rewritten(db: Kysely<Database>, change: (trx: Transaction<Database>) => Promise<unknown>) {
  await db.transaction().execute(async (trx) => {
    await sql`alter table audit_events disable trigger user`.execute(trx);
    await change(trx);
    await sql`alter table audit_events enable trigger user`.execute(trx);
  });
}

async function fill(events: number, waited = 0) {
  await appendAudit(
    database.db,
    Array.from({ length: events }, (_, n) => ({
      kind: 'records.read',
      keyId: `key${n % 5}`,
      operation: 'a'.repeat(64),
      regions: ['350211000000'],
      periods: ['2021', `2021-${n}`],
      rowCount: n,
      result: 'done',
      requestId: `r${n}`,
      waited,
    })),
  );
}

test('the life of a key is noted, with who did it and nothing secret', async () => {
  const { db } = database;
  const wanted = { agency: '公安局', scopes: ['indicators:read'], reach: null, days: 30 } as const;
  const old = await createKey(db, wanted);
  const next = await rotateKey(db, old.id, { overlapDays: 0 });
  await revokeKey(db, next.id);
  const events = await listAudit(db, {}, { first: 10 });
  expect(events.map(({ kind, subject, result }) => [kind, subject, result])).toEqual([
    ['key.revoked', next.id, 'done'],
    ['key.rotated', old.id, 'done'],
    ['key.created', next.id, 'done'],
    ['key.created', old.id, 'done'],
  ]);
  expect(JSON.stringify(events)).not.toContain(old.text.split('_')[2]);
  expect(await verifyAudit(db)).toMatchObject({ sound: true, events: 4, head: { seq: 4 } });
});

test('what is rolled back leaves neither a key nor a note of one', async () => {
  const failed = database.db.transaction().execute(async (trx) => {
    await createKey(trx, { agency: 'a', scopes: ['indicators:read'], reach: null, days: 1 });
    throw new Error('given up');
  });
  await expect(failed).rejects.toThrow('given up');
  expect(await verifyAudit(database.db)).toMatchObject({ sound: true, events: 0 });
});

test('notes of many at once make one chain', async () => {
  await Promise.all(Array.from({ length: 20 }, () => fill(3)));
  expect(await verifyAudit(database.db)).toMatchObject({ sound: true, events: 60, head: { seq: 60 } });
  const seqs: number[] = [];
  for await (const { seq } of exportAudit(database.db, { keyId: 'key1' })) seqs.push(seq);
  expect(seqs).toHaveLength(20);
});

test('nobody alters or takes away an event, the owner of the table neither', async () => {
  await fill(3);
  for (const change of [
    sql`update audit_events set result = 'x'`,
    sql`delete from audit_events where seq = 2`,
    sql`truncate audit_events`,
  ]) {
    await expect(change.execute(database.db)).rejects.toThrow('audit_events only grows');
  }
});

test('a role that is not the owner can add events and nothing else', async () => {
  const as = (statement: string) =>
    database.db.transaction().execute(async (trx) => {
      await sql`set local role pg_database_owner`.execute(trx);
      await sql.raw(statement).execute(trx);
    });
  await as(`select append_audit('[{"kind": "refused", "result": "FORBIDDEN"}]')`);
  for (const statement of [
    'select * from audit_events',
    `update audit_events set result = 'x'`,
    'delete from audit_events',
    'truncate audit_events',
    `insert into audit_events (seq) values (9)`,
    'update audit_head set seq = 9',
  ]) {
    await expect(as(statement)).rejects.toThrow('permission denied');
  }
});

const TEXT = ['kind', 'key_id', 'actor', 'subject', 'operation', 'result', 'request_id'];

test(`each of ${TAMPERINGS} random tamperings is found`, async () => {
  await fill(EVENTS);
  const random = createRandom(20_261_122);
  const pick = (below: number) => random.int(0, below - 1);
  const one = () => 1 + pick(EVENTS);
  const ways: readonly (() => string)[] = [
    () => `update audit_events set ${TEXT[pick(TEXT.length)]} = 'x${pick(1e9)}' where seq = ${one()}`,
    () => `update audit_events set request_id = null where seq = ${one()}`,
    () => `update audit_events set row_count = row_count + ${1 + pick(1000)} where seq = ${one()}`,
    () => `update audit_events set at = at + ${1 + pick(1e6)} * interval '1 microsecond' where seq = ${one()}`,
    () => `update audit_events set regions = regions || '${pick(1e9)}'::text where seq = ${one()}`,
    () => `update audit_events set periods = periods[1:1] where seq = ${one()}`,
    () => {
      const at = pick(32);
      const other = `(get_byte(hash, ${at}) + ${1 + pick(255)}) % 256`;
      return `update audit_events set hash = set_byte(hash, ${at}, ${other}) where seq = ${one()}`;
    },
    () => `update audit_events set previous = sha256('${pick(1e9)}') where seq = ${one()}`,
    () => `delete from audit_events where seq = ${one()}`,
    () => `delete from audit_events where seq >= ${one()}`,
    () => `delete from audit_events where seq <= ${one()}`,
    () => `update audit_events set seq = seq + ${EVENTS} where seq = ${one()}`,
    () => `update audit_events e set row_count = 9999 where seq = ${one()};
      update audit_events e set hash = audit_hash(e) where row_count = 9999`,
    () => `insert into audit_events select (jsonb_populate_record(e, '{"seq": ${EVENTS + 1}}')).* from audit_events e
      where seq = ${one()}`,
    () => `update audit_head set seq = ${pick(EVENTS)}`,
    () => `update audit_head set hash = sha256('${pick(1e9)}')`,
    () => 'delete from audit_head',
  ];
  let found = 0;
  const missed: string[] = [];
  await rewritten(database.db, async (trx) => {
    expect(await verifyAudit(trx)).toMatchObject({ sound: true, events: EVENTS });
    for (let n = 0; n < TAMPERINGS; n++) {
      const tampering = (ways[n % ways.length] ?? (() => ''))();
      await sql`savepoint before_tampering`.execute(trx);
      for (const statement of tampering.split(';')) await sql.raw(statement).execute(trx);
      const { sound } = await verifyAudit(trx);
      if (sound) missed.push(tampering);
      else found++;
      await sql`rollback to savepoint before_tampering`.execute(trx);
    }
    expect(await verifyAudit(trx)).toMatchObject({ sound: true, events: EVENTS });
  });
  expect(missed).toEqual([]);
  expect(found).toBe(TAMPERINGS);
}, 120_000);

test('a chain that was sealed anew is found by a head noted elsewhere', async () => {
  await fill(5);
  const { head } = await verifyAudit(database.db);
  await fill(2);
  expect(await verifyAudit(database.db, head)).toMatchObject({ sound: true });
  await rewritten(database.db, (trx) =>
    sql`truncate audit_events; update audit_head set seq = 0, hash = ''`.execute(trx),
  );
  await fill(7);
  expect(await verifyAudit(database.db)).toMatchObject({ sound: true });
  expect(await verifyAudit(database.db, head)).toMatchObject({ sound: false, faults: [{ seq: 5, what: 'witness' }] });
});

test('six months are kept at least, and what is left after pruning is a whole chain', async () => {
  await fill(10, YEAR_MS);
  await fill(5);
  for (const months of [5, 0, -1, 1.5]) {
    await expect(pruneAudit(database.db, months)).rejects.toThrow('at least 6 months');
  }
  expect(await pruneAudit(database.db, 36)).toEqual({ deleted: 0 });
  expect(await pruneAudit(database.db, 6)).toEqual({ deleted: 10 });
  expect(await verifyAudit(database.db)).toMatchObject({ sound: true, events: 6, head: { seq: 16 } });
  await rewritten(database.db, (trx) => sql`delete from audit_events where seq = 11`.execute(trx));
  expect(await verifyAudit(database.db)).toMatchObject({ sound: false, faults: [{ seq: 12, what: 'gap' }] });
});
