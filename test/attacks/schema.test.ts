import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LIMITS } from '../../src/server/limits.ts';
import { ATTACKS, many } from './documents.ts';
import { codes, createTarget, type Target } from './target.ts';

let target: Target;
beforeAll(async () => {
  target = await createTarget();
});
afterAll(() => target.close());

const INJECTIONS = [
  "' OR 1=1 --",
  "1'; drop table regions; --",
  '%',
  '_',
  '\\',
  '%_%\\',
  '"',
  "''",
  '$1',
  '$0{1}',
  '{{1}}',
  '1); select pg_sleep(9); --',
  'a'.repeat(64),
  '🀄'.repeat(20),
  '\u202eabc',
  '\ufeff',
  'ＡＢＣ',
  '泉州\n市',
  "\\'; select 1",
  '../../etc/passwd',
];

const stalls: [string, number][] = [];

describe('attacks that know the schema', () => {
  test('there are forty and more', () => expect(ATTACKS.length + INJECTIONS.length).toBeGreaterThan(60));

  test.each(ATTACKS)('%s', async (what, document, code) => {
    target.stall();
    const shot = await target.fire(document);
    stalls.push([what, target.stall()]);
    expect(new Set(codes(shot)), shot.text.slice(0, 400)).toEqual(new Set(code === null ? [] : [code]));
    expect(shot.text.length).toBeLessThan(5_000_000);
  });

  test('of five hundred faults of a kind the first are told and the others counted', async () => {
    const wrong = await target.fire(`{ nodes(ids: [${many(500, (at) => `"Region:9${at}"`)}]) { id } }`);
    const errors = wrong.answer.errors ?? [];
    expect(errors).toHaveLength(LIMITS.errors);
    expect(errors.at(-1)).toMatchObject({ extensions: { code: 'UNKNOWN_REGION', furtherErrors: 500 - LIMITS.errors } });
    expect(errors.at(-1)?.message).toContain('and 480 more errors of this kind');
    expect(errors.filter(({ extensions }) => 'furtherErrors' in extensions)).toHaveLength(1);
    const invalid = await target.fire(`{ viewer { agency } } ${many(300, (at) => `fragment f${at} on Query { a }`)}`);
    expect(invalid.answer.errors?.length).toBeLessThanOrEqual(LIMITS.errors + 1);
    expect(invalid.text.length).toBeLessThan(10_000);
  });

  test.each(INJECTIONS)('50, 52 the text %j wherever text can stand', async (text) => {
    const before = await target.world.database.pool.query('select count(*)::int as count from regions');
    const counted = await target.fire(
      'query ($t: String!) { regions(search: $t) { totalCount nodes { name } } mediations(within: "350500", filter: { serial: $t }) { totalCount } }',
      { t: text },
    );
    const { regions } = (counted.answer.data ?? {}) as { regions?: { totalCount: number; nodes: { name: string }[] } };
    expect(counted.answer.errors).toBeUndefined();
    const wanted = text.trim();
    for (const { name } of regions?.nodes ?? []) expect(wanted === '' || name.includes(wanted)).toBe(true);
    expect(counted.answer.data).toMatchObject({ mediations: { totalCount: 0 } });
    for (const document of [
      'query ($t: ID!) { region(code: $t) { code } }',
      'query ($t: ID!) { indicator(code: $t) { code } }',
      'query ($t: ID!) { node(id: $t) { id } }',
      'query ($t: ID!) { import(id: $t) { number } }',
      'query ($t: ID!) { imports(dataset: $t) { totalCount } }',
      'query ($t: String!) { imports(after: $t) { totalCount } }',
      'query ($t: String!) { regions(after: $t) { nodes { code } } }',
      'query ($t: String!) { mediations(within: "350500", after: $t) { nodes { serial } } }',
      'query ($t: Period!) { region(code: "350500") { indicator(code: "mediation.found", period: $t) { value } } }',
      'query ($t: ID!) { region(code: "350500") { indicator(code: "mediation.found", period: "2021") { breakdown(by: $t) { key } } } }',
      'query ($t: ID!) { mediations(within: "350500", filter: { type: [$t] }) { totalCount } }',
      'query ($t: DateTime!) { region(code: "350500", asOf: $t) { code } }',
      'query ($t: Date!) { mediations(within: "350500", filter: { foundOn: { from: $t } }) { totalCount } }',
    ]) {
      await target.fire(document, { t: text });
    }
    const after = await target.world.database.pool.query('select count(*)::int as count from regions');
    expect(after.rows).toEqual(before.rows);
  });

  test('51 cursors that were changed, lengthened, or taken from another list', async () => {
    const page = 'pageInfo { endCursor }';
    const { answer } = await target.fire(
      `{ a: mediations(within: "350500", first: 1) { ${page} } b: mediations(within: "350501", first: 1) { ${page} } c: regions(first: 1) { ${page} } }`,
    );
    const data = answer.data as Record<string, { pageInfo: { endCursor: string } }>;
    const cursors = Object.values(data).map(({ pageInfo }) => pageInfo.endCursor);
    const [own = '', ...others] = cursors;
    const flipped = Array.from(
      own,
      (letter, at) => `${own.slice(0, at)}${letter === 'A' ? 'B' : 'A'}${own.slice(at + 1)}`,
    );
    const bad = [
      ...others,
      ...flipped,
      `${own}=`,
      `${own}A`,
      own.repeat(50),
      'a'.repeat(9000),
      '',
      'null',
      Buffer.from('1').toString('base64url'),
    ];
    const refused: string[][] = [];
    for (const after of bad) {
      const shot = await target.fire(
        'query ($after: String) { mediations(within: "350500", first: 1, after: $after) { nodes { serial } } }',
        { after },
      );
      refused.push([...codes(shot)]);
      if (refused.length > 40) break;
    }
    // A flipped digit of the key is another row of the same list and tells nothing new.
    expect(refused.filter(([code]) => code === 'BAD_CURSOR').length).toBeGreaterThan(refused.length - 8);
  });
});

test('the longest stalls of all that was fired, and the memory after it', () => {
  const worst = stalls.toSorted(([, a], [, b]) => b - a).slice(0, 8);
  const told = worst.map(([what, ms]) => `${ms.toFixed(0)} ms ${what}`).join('; ');
  console.log(`stalls of the event loop: ${told}; heap ${(process.memoryUsage().heapUsed / 1e6).toFixed(0)} MB`);
  expect(worst[0]?.[1]).toBeLessThan(3000);
});
