import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { OpenDatabase } from '../../src/db/connections/pool.ts';
import { NOT_FOR_READERS, openReaders } from '../../src/db/readers.ts';
import { COUNTIES, countyCode, fillLand } from '../api/land.ts';
import { type Answer, createWorld, type World } from '../api/world.ts';

const KEYS = 10;
const REQUESTS = 1000;
const IN_FLIGHT = 50;
const BUSY = ['TIMEOUT', 'DATABASE_UNAVAILABLE'];

let world: World;
let readers: OpenDatabase;

beforeAll(async () => {
  world = await createWorld(fillLand, { connections: 2 });
  readers = await openReaders(world.database, { max: 1 });
});
afterAll(async () => {
  await readers.close();
  await world.close();
});

const run = (statement: string) =>
  sql
    .raw(statement)
    .execute(readers.kysely)
    .then(
      () => 'done',
      (error: { code: string }) => error.code,
    );

const READ_ONLY = '25006';
const NOT_ALLOWED = '42501';

test('what reads for those who ask cannot write, neither by transaction nor by role', async () => {
  expect(await run('select count(*) from cells')).toBe('done');
  expect(await run("update mediations set outcome = 'failed'")).toBe(READ_ONLY);
  expect(await run('create temp table mine (a int)')).toBe(READ_ONLY);
  // With the transaction's wall taken away the other one still stands.
  await run('set default_transaction_read_only = off');
  expect(await run("update mediations set outcome = 'failed'")).toBe(NOT_ALLOWED);
  expect(await run('create table mine (a int)')).toBe(NOT_ALLOWED);
});

test('it does not see keys, secrets or the audit', async () => {
  for (const table of NOT_FOR_READERS) expect(await run(`select * from ${table}`), table).toBe(NOT_ALLOWED);
  const { rows } = await world.database.pool.query<{ name: string }>(
    `select c.relname || '.' || a.attname as name from pg_class c join pg_attribute a on a.attrelid = c.oid
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'v')
       and a.attname ~ 'secret|hash|key_id|token|password' and has_table_privilege('anlan_reader', c.oid, 'select')`,
  );
  expect(rows).toEqual([]);
});

test('a thousand interleaved requests of ten keys on two connections: each is told its own and nothing else', {
  timeout: 240_000,
}, async () => {
  const keys = await Promise.all(
    Array.from({ length: KEYS }, async (_, at) => ({
      number: at + 1,
      key: await world.key(['indicators:read', 'records:read'], [countyCode(at + 1)]),
    })),
  );
  // Later requests ask for other months, so that not all are answered from what is known already.
  const query = (month: number) => `{
    regions { nodes { code } }
    ${Array.from(
      { length: COUNTIES },
      (_, at) => `c${at + 1}: node(id: "Region:${countyCode(at + 1)}") { ... on Region {
      name indicator(code: "mediation.found", period: "2021") { numerator value }
      month: indicator(code: "mediation.found", period: "2021-${String(month).padStart(2, '0')}") { value }
    } }`,
    ).join('\n')}
  }`;
  const answers: { number: number; month: number; data: Answer['data'] }[] = [];
  let next = 0;
  const askOn = async (): Promise<void> => {
    for (let at = next++; at < REQUESTS; at = next++) {
      const { number, key } = keys[(at * 7) % KEYS] ?? { number: 0, key: '' };
      const month = (at % 12) + 1;
      let answer = await world.ask(query(month), {}, key);
      // A machine too busy to answer in time has told nobody anything.
      while (answer.errors?.some(({ extensions }) => BUSY.includes(extensions.code))) {
        answer = await world.ask(query(month), {}, key);
      }
      answers.push({ number, month, data: answer.data });
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, askOn));
  const wrong = answers.filter(({ number, month, data }) => {
    const own = Object.fromEntries(
      Array.from({ length: COUNTIES }, (_, at) => [
        `c${at + 1}`,
        at + 1 === number
          ? {
              name: `第${number}县`,
              indicator: { numerator: null, value: 10 * number },
              month: { value: month === 3 ? 10 * number : 0 },
            }
          : null,
      ]),
    );
    const expected = {
      regions: {
        nodes: [countyCode(number), countyCode(number).replace(/000000$/, '101000')].map((code) => ({ code })),
      },
      ...own,
    };
    return JSON.stringify(data) !== JSON.stringify(expected);
  });
  expect(wrong.slice(0, 2)).toEqual([]);
  expect(answers).toHaveLength(REQUESTS);
});
