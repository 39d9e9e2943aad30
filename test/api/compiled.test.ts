import { readdir, readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mediations } from '../../src/datasets/mediations.ts';
import { RUNS_BEFORE_COMPILED } from '../../src/server/documents/use-compiled.ts';
import { seed } from '../seed.ts';
import { fillLand } from './land.ts';
import { type Answer, createWorld, type World } from './world.ts';

const folder = new URL('../../schema/operations/', import.meta.url);
const read = (name: string) => readFile(new URL(name, folder), 'utf8');
const operations = (await readdir(folder)).filter((name) => name.endsWith('.graphql'));
const texts = new Map(await Promise.all(operations.map(async (name) => [name, await read(name)] as const)));
/** What is subscribed to has no last answer. */
const published = operations.filter((name) => !/^subscription\b/m.test(texts.get(name) ?? ''));

let world: World;

beforeAll(async () => {
  world = await createWorld(async (db) => {
    await fillLand(db);
  });
});
afterAll(() => world.close());

/** The first answer is made from statements by the reference executor; later ones are known, or made by a compiled document. */
async function firstAndLast(document: string, variables: object) {
  const first = await world.ask(document, variables);
  for (let run = 0; run < RUNS_BEFORE_COMPILED; run++) await world.ask(document, variables);
  return { first, last: await world.ask(document, variables) };
}

/** Each time worked out again: by the reference executor, as a compiled document, at last written straight away. */
async function madeAnew(document: string, variables: object): Promise<readonly Answer[]> {
  const answers: Answer[] = [];
  for (let run = 0; run < RUNS_BEFORE_COMPILED + 4; run++) {
    const response = await world.post({ query: document, variables }, { 'cache-control': 'no-cache' });
    answers.push((await response.json()) as Answer);
  }
  return answers;
}

const withoutCost = ({ extensions, ...answer }: Answer) => ({
  ...answer,
  data: [answer.data, extensions?.data, extensions?.warnings],
});

/** The order of its fields is part of an answer. */
const asText = (answer: Answer): string => JSON.stringify(withoutCost(answer));

test.each(published)('%s: asked again and again, the answer stays the same', async (name) => {
  const variables = JSON.parse(
    (await read(name.replace('.graphql', '.json'))).replaceAll('350599000000', '350501000000'),
  );
  const { first, last } = await firstAndLast(await read(name), variables);
  expect(first.errors).toBeUndefined();
  expect(withoutCost(last)).toEqual(withoutCost(first));
  const [one, ...others] = (await madeAnew(await read(name), variables)).map(asText);
  expect(others).toEqual(others.map(() => one));
});

test.each([
  [
    'an unknown indicator',
    '{ region(code: "350500000000") { name indicator(code: "no.such", period: "2021") { value } } }',
    {},
  ],
  ['an unknown region', '{ region(code: "350500") { name } other: region(code: "990000000000") { name } }', {}],
  [
    'a variable of another type',
    'query ($first: Int) { regions(first: $first) { nodes { code } } }',
    { first: 'many' },
  ],
  ['a variable that is missing', 'query ($code: ID!) { region(code: $code) { name } }', {}],
  [
    'some of several nodes',
    '{ nodes(ids: ["Region:350500000000", "Region:990000000000", "Indicator:mediation.found"]) { id } }',
    {},
  ],
  [
    'a bad period in a list',
    '{ region(code: "350500000000") { children { indicators(codes: ["mediation.found"], period: "20x1") { value } } } }',
    {},
  ],
  [
    'a part left out',
    'query ($no: Boolean!) { region(code: "350500000000") { name @skip(if: $no) code @include(if: $no) } }',
    { no: true },
  ],
])('%s is answered alike by a compiled document', async (_, document, variables) => {
  const { first, last } = await firstAndLast(document, variables);
  const told = ({ errors = [], data }: typeof first) => ({
    data,
    errors: errors.map(({ message, path, extensions: { requestId: _id, otherPlaces: _places, ...extensions } }) => ({
      message,
      path,
      extensions,
    })),
  });
  expect(told(last)).toEqual(told(first));
});

test('what is known is known of one data version: an import is in the answers after it', async () => {
  const document = '{ region(code: "350501000000") { indicator(code: "mediation.found", period: "2021") { value } } }';
  const { last } = await firstAndLast(document, {});
  expect(last.data).toEqual({ region: { indicator: { value: 10 } } });
  const { db } = world.database;
  const { id } = await db
    .selectFrom('regions')
    .select('id')
    .where('code', '=', '350501101000')
    .executeTakeFirstOrThrow();
  const dispute = {
    serial: 'one more',
    region: id,
    foundOn: '2021-05-01',
    acceptedOn: '2021-05-01',
    outcome: 'pending',
  };
  const version = await seed(db).rows(mediations, [dispute]);
  await world.app.refresh();
  const next = await world.ask(document);
  expect(next.data).toEqual({ region: { indicator: { value: 11 } } });
  expect(next.extensions?.data.version).toBe(version);
});

test('what is for one asker, or must be noted, is made each time', async () => {
  const document = '{ viewer { keyId } region(code: "350501000000") { mediations(first: 1) { nodes { serial } } } }';
  const [one, other] = [await world.key(), await world.key()];
  const asked = async (key: string) => (await world.ask(document, {}, key)).data?.viewer;
  expect(await asked(one)).not.toEqual(await asked(other));
  expect(await asked(one)).not.toEqual(await asked(other));
});
