import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { createKey } from '../../src/access/keys.ts';
import { countyCode, fillLand } from '../api/land.ts';
import { requireCleanLogs } from '../clean-log.ts';
import { createTestDatabase, type TestDatabase } from '../database.ts';
import { type ServerProcess, startServer } from '../server/server-process.ts';
import { postgresAt } from './own-postgres.ts';

const ROUNDS = Number(process.env.FAULT_ROUNDS ?? 2);
const WORKERS = 8;
const COUNTIES = 12;

const postgres = postgresAt(inject('ownPostgres'));
let database: TestDatabase;
let folder: string;
let server: ServerProcess;
let key: string;

beforeAll(async () => {
  database = await createTestDatabase();
  await fillLand(database.db);
  folder = await mkdtemp(join(tmpdir(), 'anlan-outage-'));
  const plenty = { costBurst: 1e9, costPerMinute: 1e9, requestsPerMinute: 1e9, concurrency: 1000 };
  key = (
    await createKey(database.db, {
      agency: 'test',
      scopes: ['indicators:read', 'records:read'],
      reach: null,
      days: 1,
      budgets: plenty,
    })
  ).text;
  server = await startServer({ DATABASE_URL: database.url, DATA_DIR: folder });
});
afterAll(async () => {
  server.child.kill('SIGTERM');
  await server.ended;
  await database.close();
  await requireCleanLogs(folder);
  await rm(folder, { recursive: true });
});

interface Heard {
  /** Of the process, in ms. */
  readonly at: number;
  readonly ms: number;
  readonly status: number;
  readonly body: string;
}

const QUESTIONS = {
  /** Its cells are held by the server. */
  indicator: (code: string) =>
    `{ region(code: "${code}") { code indicator(code: "mediation.found", period: "2021") { value } } }`,
  /** Not remembered, so that each answer needs the database. */
  records: (code: string) =>
    `{ mediations(within: "${code}", first: 5) { totalCount nodes { serial acceptedOn region { code name } } } }`,
} as const;
type Question = keyof typeof QUESTIONS;
const ASKED = ['indicator', 'records'] as const satisfies readonly Question[];

async function ask(question: Question, county: number): Promise<Heard> {
  const since = performance.now();
  const response = await fetch(`${server.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${key}`, 'cache-control': 'no-cache' },
    body: JSON.stringify({ query: QUESTIONS[question](countyCode(county)) }),
  });
  const body = await response.text();
  return { at: performance.now(), ms: performance.now() - since, status: response.status, body };
}

const median = (figures: readonly number[]): number => figures.toSorted((a, b) => a - b)[figures.length >> 1] ?? 0;

test.each(Array.from({ length: ROUNDS }, (_, at) => at + 1))(
  'kill -9 of PostgreSQL under eight readers, round %i: good answers or 503, and good ones again',
  async () => {
    const right = new Map<string, string>();
    for (const question of ASKED) {
      for (let county = 1; county <= COUNTIES; county += 1) {
        const { status, body } = await ask(question, county);
        expect([status, body.includes('"errors"')]).toEqual([200, false]);
        right.set(`${question} ${county}`, body);
      }
    }
    const heard: (Heard & { readonly question: Question; readonly county: number })[] = [];
    let busy = true;
    const readers = Array.from({ length: WORKERS }, async (_, reader) => {
      const question = reader === 0 ? 'records' : 'indicator';
      for (let turn = reader; busy; turn += WORKERS) {
        const county = 1 + (turn % COUNTIES);
        heard.push({ ...(await ask(question, county)), question, county });
      }
    });
    await pause(500);
    await postgres.kill();
    const killed = performance.now();
    await pause(1500);
    const starting = performance.now();
    await postgres.start();
    const back = performance.now();
    const firstGood = (question: Question) =>
      heard.find((one) => one.question === question && one.status === 200 && one.at > back);
    for (const question of ASKED) await expect.poll(() => firstGood(question), { timeout: 30_000 }).toBeDefined();
    await pause(500);
    busy = false;
    await Promise.all(readers);

    const good = heard.filter(({ status }) => status === 200);
    const refused = heard.filter(({ status }) => status !== 200);
    expect(refused.length).toBeGreaterThan(0);
    expect(refused.filter(({ status }) => status !== 503)).toEqual([]);
    expect(good.filter(({ body, question, county }) => body !== right.get(`${question} ${county}`))).toEqual([]);
    expect(server.child.exitCode).toBeNull();
    const away = heard.filter(({ question, at, ms }) => question === 'records' && at - ms > killed && at < starting);
    expect(away.length).toBeGreaterThan(0);
    expect(away.filter(({ status }) => status !== 503)).toEqual([]);
    const waits = refused.map(({ ms }) => ms);
    console.log(
      `${heard.length} answers, ${refused.length} of them 503 in ${median(waits).toFixed()} ms (median), ` +
        `${Math.max(...waits).toFixed()} ms (longest); away for ${(back - killed).toFixed()} ms, ` +
        `first good answer ${ASKED.map((question) => `(${question}) ${((firstGood(question)?.at ?? Number.NaN) - back).toFixed()} ms`).join(', ')} after it came back`,
    );
  },
);
