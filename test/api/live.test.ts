import { once } from 'node:events';
import { createClient, NetworkError } from 'graphql-sse';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { DataChangedDocument } from '../../schema/generated/graphql.ts';
import type { AuditEntry } from '../../src/access/audit/event.ts';
import { exportAudit } from '../../src/access/audit/list.ts';
import { revokeKey } from '../../src/access/keys.ts';
import { documentHash } from '../../src/access/trusted-documents.ts';
import { grids } from '../../src/datasets/grids.ts';
import { mediations } from '../../src/datasets/mediations.ts';
import { surveyRates } from '../../src/datasets/survey-rates.ts';
import { type Listening, listen } from '../../src/server/listen.ts';
import { type SeedRegion, seed } from '../seed.ts';
import { createWorld, type World } from './world.ts';

interface Event {
  readonly cursor: string;
  readonly version: number;
  readonly import: { readonly fileName: string | null } | null;
  readonly values: readonly {
    readonly period: string;
    readonly region: { readonly name: string };
    readonly before: { readonly value: number | null; readonly absence: string | null };
    readonly after: { readonly value: number | null };
  }[];
}

const FIELDS = `cursor version import { fileName } omitted
  values { period indicator { code } region { name } before { value absence } after { value } }`;
const SUBSCRIPTION = `subscription S($within: ID!, $indicators: [ID!]!, $after: ID) {
  dataChanged(within: $within, indicators: $indicators, after: $after) { ${FIELDS} } }`;
const CHANGES = `query Q($within: ID!, $indicators: [ID!]!, $after: ID!) {
  changes(within: $within, indicators: $indicators, after: $after, first: 20) { ${FIELDS} } }`;
const CITY = '350500000000';

let world: World;
let server: Listening;
let land: ReturnType<typeof seed>;
let township: SeedRegion;
let county: SeedRegion;
let elsewhere: SeedRegion;
let serial = 0;

beforeAll(async () => {
  world = await createWorld(async (db) => {
    land = seed(db);
    const province = await land.region('province', '福建省', null, { code: '350000000000' });
    const city = await land.region('city', '泉州市', province, { code: CITY });
    county = await land.region('county', '一县', city, { code: '350501000000' });
    township = await land.region('township', '一镇', county);
    const other = await land.region('city', '厦门市', province, { code: '350200000000' });
    elsewhere = await land.region('township', '他镇', await land.region('county', '他区', other));
    await found(township, 3, 'first.xlsx');
  });
  server = await listen({ host: '127.0.0.1', port: 0 });
  server.serve(world.app.listener);
});
afterAll(async () => {
  world.app.quiesce();
  await server.drain();
  await world.close();
});

/** An import of so many disputes of March 2021. */
async function found(place: SeedRegion, many: number, fileName: string): Promise<number> {
  const rows = Array.from({ length: many }, () => ({
    serial: `S${serial++}`,
    region: place.id,
    foundOn: '2021-03-05',
    acceptedOn: '2021-03-05',
    outcome: 'pending',
  }));
  return land.rows(mediations, rows, { fileName, covers: { region: place, from: '2021-03-01', to: '2021-03-01' } });
}

interface Told {
  readonly events: Event[];
  readonly faults: unknown[];
  readonly done: Promise<void>;
  until(count: number): Promise<void>;
  stop(): void;
}

function subscribe(variables: object, key: string, query = SUBSCRIPTION): Told {
  const client = createClient({
    url: `${server.url}/graphql`,
    headers: { authorization: `Bearer ${key}` },
    retryAttempts: 0,
  });
  const events: Event[] = [];
  const faults: unknown[] = [];
  const ended = Promise.withResolvers<void>();
  const signs = new EventTarget();
  const stop = client.subscribe<{ dataChanged: Event }>(
    { query, variables: { indicators: ['mediation.found'], within: CITY, ...variables } },
    {
      next({ data, errors }) {
        if (data?.dataChanged) events.push(data.dataChanged);
        if (errors) faults.push(...errors);
        signs.dispatchEvent(new globalThis.Event('sign'));
      },
      error(error) {
        faults.push(error);
        ended.resolve();
      },
      complete: ended.resolve,
    },
  );
  return {
    events,
    faults,
    done: ended.promise,
    stop,
    async until(count) {
      while (events.length < count) await once(signs, 'sign');
    },
  };
}

const march = ({ values }: Event) =>
  values.filter(({ region, period }) => region.name === '泉州市' && period === '2021-03');

test('an import is told with its values from and to, others with nothing of it are not', async () => {
  const told = subscribe({ after: '0' }, await world.key());
  await told.until(1);
  expect(told.events[0]).toMatchObject({ import: { fileName: 'first.xlsx' } });
  expect(march(told.events[0] as Event)).toMatchObject([
    { before: { value: null, absence: 'NOT_REPORTED' }, after: { value: 3 } },
  ]);
  await found(elsewhere, 5, 'elsewhere.xlsx');
  const number = await found(township, 2, 'second.xlsx');
  await world.app.refresh();
  await told.until(2);
  expect(told.events.map(({ version }) => version)).toEqual([2, number]);
  expect(march(told.events[1] as Event)).toMatchObject([{ before: { value: 3 }, after: { value: 5 } }]);
  expect((told.events[1] as Event).values.map(({ region }) => region.name).sort()).toEqual(['一县', '泉州市']);
  told.stop();
});

test('the operation of the cookbook tells it too, before and after as they are printed', async () => {
  const told = subscribe({ after: '0' }, await world.key(), DataChangedDocument.toString());
  await told.until(1);
  expect(told.faults).toEqual([]);
  expect(told.events[0]).toMatchObject({
    import: { fileName: 'first.xlsx' },
    values: expect.arrayContaining([
      expect.objectContaining({ period: '2021-03', before: { formatted: '—' }, after: { formatted: '3' } }),
    ]),
  });
  told.stop();
});

test('a subscription that breaks and resumes misses nothing and doubles nothing while imports run', async () => {
  const key = await world.key();
  const before = (await world.ask(CHANGES, { within: CITY, indicators: ['mediation.found'], after: '0' })).data
    ?.changes as Event[];
  let cursor = before.at(-1)?.cursor ?? '0';
  const made: number[] = [];
  let over = false;
  const imports = (async () => {
    for (let at = 0; at < 15; at++) {
      made.push(await found(township, 1, `run-${at}.xlsx`));
      if (at % 3 === 0) await found(elsewhere, 1, 'noise.xlsx');
      await world.app.refresh();
    }
    over = true;
  })();
  const seen: Event[] = [];
  let breaks = 0;
  let dry = 0;
  while (!over || seen.length < made.length) {
    const told = subscribe({ after: cursor }, key);
    // Breaks after an event or two, or before any has come; a slow machine is given longer each time.
    const patience = new Promise((resolve) => setTimeout(resolve, 10 + Math.random() * 150 + dry * 200));
    await Promise.race([told.until(1 + Math.floor(Math.random() * 2)), patience]);
    told.stop();
    breaks++;
    dry = told.events.length === 0 ? dry + 1 : 0;
    seen.push(...told.events);
    cursor = seen.at(-1)?.cursor ?? cursor;
    expect(told.faults).toEqual([]);
  }
  await imports;
  expect(breaks).toBeGreaterThan(3);
  expect(seen.map(({ version }) => version)).toEqual(made);
  const steps = seen.flatMap(march).map(({ before: old, after }) => [old.value, after.value]);
  expect(steps).toEqual(Array.from({ length: 15 }, (_, at) => [5 + at, 6 + at]));
});

test('a round of a survey is told where its answers roll up', async () => {
  const told = subscribe({ after: '0', indicators: ['survey.safety_rate'] }, await world.key());
  await land.rows(surveyRates, [
    {
      round: '2021-H2',
      roundStart: '2021-07-01',
      roundEnd: '2022-01-01',
      instrument: 'A',
      question: 'safety',
      region: county.id,
      sample: 100,
      positive: 99,
    },
  ]);
  await world.app.refresh();
  await told.until(1);
  expect(told.events[0]?.values).toMatchObject([
    { period: '2021-H2', before: { value: null }, after: { value: 99 } },
    { period: '2021-H2', before: { value: null }, after: { value: 99 } },
  ]);
  told.stop();
});

test('the changes since a cursor are a query too, and say the same', async () => {
  const ask = async (after: string) =>
    (await world.ask(CHANGES, { within: CITY, indicators: ['mediation.found'], after })).data?.changes as Event[];
  const all = await ask('0');
  const rest = await ask(all[3]?.cursor ?? '');
  expect(all.length).toBeGreaterThan(10);
  expect(rest).toEqual(all.slice(4));
  expect(await ask(all.at(-1)?.cursor ?? '')).toEqual([]);
  const { errors } = await world.ask(CHANGES, { within: CITY, indicators: ['mediation.found'], after: 'x' });
  expect(errors?.[0]?.extensions.code).toBe('BAD_CURSOR');
});

test('stocks that hold since ever show in the newest month that is over, those for good where they begin', async () => {
  const grid = (code: string, staff: number, validFrom: string | null, validTo: string | null) => ({
    code,
    name: code,
    region: township.id,
    staff,
    validFrom,
    validTo,
  });
  await land.rows(grids, [grid('G0', 1, '2020-01-01', null)], {
    covers: { region: township, from: '2020-01-01', to: '2023-05-01' },
  });
  const second = await land.rows(grids, [
    grid('G1', 2, null, null),
    grid('G2', 3, null, '2021-05-01'),
    grid('G3', 4, '2021-03-01', '9999-12-31'),
  ]);
  await world.app.refresh();
  const asked = { within: township.code, indicators: ['grid.staff'], after: String(second - 1) };
  const { data, errors } = await world.ask(CHANGES, asked);
  expect(errors).toBeUndefined();
  const changes = data?.changes as Event[];
  expect(changes[0]?.values.map((one) => [one.period, one.before.value, one.after.value])).toEqual([
    ['2023-05', 1, 7],
    ['2021-05', 1, 7],
    ['2021-03', 1, 10],
  ]);
});

test('a key is told of its reach alone, and of nothing once it is revoked', async () => {
  const key = await world.key(['indicators:read'], ['350501000000']);
  const out = subscribe({ after: '0' }, key);
  await out.done;
  const [fault] = out.faults;
  expect(fault).toBeInstanceOf(NetworkError);
  expect(await (fault as NetworkError<Response>).response?.text()).toContain('UNKNOWN_REGION');
  const told = subscribe({ within: '350501000000' }, key);
  await revokeKey(world.database.db, key.slice(6, 14));
  await new Promise((resolve) => setTimeout(resolve, 1100));
  await found(township, 1, 'late.xlsx');
  await world.app.refresh();
  await told.done;
  expect(told.events).toEqual([]);
});

test('each event that shows rows is noted for itself, and what it may not show', async () => {
  const query = `subscription ($within: ID!, $indicators: [ID!]!, $after: ID) {
    dataChanged(within: $within, indicators: $indicators, after: $after) {
      cursor version values { after { records(first: 2) { nodes { id } } } } } }`;
  const events = async (key: string): Promise<readonly AuditEntry[]> => {
    await world.app.noted();
    const all = [];
    for await (const entry of exportAudit(world.database.db, {})) all.push(entry);
    return all.filter(({ keyId, kind }) => keyId === key.split('_')[1] && !kind.startsWith('key.'));
  };
  const key = await world.key(['indicators:read', 'records:read']);
  const told = subscribe({ within: '350501000000', after: String(world.app.version()) }, key, query);
  for (let at = 1; at <= 3; at++) {
    await found(township, 1, `rows-${at}.xlsx`);
    await world.app.refresh();
    await told.until(at);
  }
  told.stop();
  // Of two values a push, the county's year and month among them: each shows two rows.
  const each = told.events.map(({ values }) => 2 * values.length);
  const read = await events(key);
  expect(read.map(({ kind, rowCount, result }) => [kind, rowCount, result])).toEqual(
    each.map((rows) => ['records.read', rows, 'done']),
  );
  expect(read[0]).toMatchObject({ subject: 'mediations', operation: documentHash(query) });
  expect(read[0]?.regions).toContain('350501000000');
  const { data } = await world.ask('{ viewer { usage(days: 1) { requests recordReads rowsRead } } }', {}, key);
  const rows = each.reduce((a, b) => a + b, 0);
  expect(data).toEqual({ viewer: { usage: [{ requests: 1, recordReads: 3, rowsRead: rows }] } });

  const blind = await world.key(['indicators:read']);
  const refused = subscribe({ within: '350501000000', after: String(world.app.version()) }, blind, query);
  for (let at = 1; at <= 2; at++) {
    await found(township, 1, `blind-${at}.xlsx`);
    await world.app.refresh();
    await vi.waitFor(() => expect(refused.faults.length).toBeGreaterThanOrEqual(at));
  }
  refused.stop();
  expect((await events(blind)).map(({ kind, result }) => [kind, result])).toEqual([
    ['refused', 'FORBIDDEN'],
    ['refused', 'FORBIDDEN'],
  ]);
});

test('the server can be left while someone listens', async () => {
  const own = await listen({ host: '127.0.0.1', port: 0 });
  own.serve(world.app.listener);
  const told = subscribe({ after: '0' }, await world.key());
  await told.until(1);
  told.stop();
  await own.drain();
});

const remaining = async (key: string): Promise<number> => {
  const { data } = await world.ask('{ viewer { rateLimit { remaining } } }', {}, key);
  return (data as { viewer: { rateLimit: { remaining: number } } }).viewer.rateLimit.remaining;
};

test('connecting and each event cost the same, and a key that cannot pay is told nothing', async () => {
  const budgets = { costPerMinute: 1, costBurst: 1000, requestsPerMinute: 1000, concurrency: 10 };
  const key = await world.key(['indicators:read'], undefined, { budgets });
  const looked = await remaining(key);
  const before = await remaining(key);
  const told = subscribe({ after: String(world.app.version()) }, key);
  await found(township, 1, 'paid.xlsx');
  await world.app.refresh();
  await told.until(1);
  const points = (before - (await remaining(key)) - (looked - before)) / 2;
  told.stop();
  expect(points).toBeGreaterThan(5);
  expect(Number.isInteger(points)).toBe(true);
  const poor = await world.key(['indicators:read'], undefined, { budgets: { ...budgets, costBurst: points - 1 } });
  const refused = subscribe({}, poor);
  await refused.done;
  const [fault] = refused.faults;
  expect(await (fault as NetworkError<Response>).response?.text()).toContain('RATE_LIMITED');
  // Enough to connect and not for an event too: it waits.
  const scant = await world.key(['indicators:read'], undefined, { budgets: { ...budgets, costBurst: points + 1 } });
  const waiting = subscribe({ after: '0' }, scant);
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect([waiting.events, waiting.faults]).toEqual([[], []]);
  waiting.stop();
});
