import {
  execute,
  GraphQLBoolean,
  GraphQLEnumType,
  GraphQLFloat,
  GraphQLID,
  GraphQLInt,
  GraphQLInterfaceType,
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLScalarType,
  GraphQLSchema,
  GraphQLString,
  getOperationAST,
  isObjectType,
  parse,
  responsePathAsArray,
} from 'graphql';
import { expect, test } from 'vitest';
import { datasets } from '../../../src/datasets/index.ts';
import type { Context } from '../../../src/graphql/context.ts';
import { createSchema } from '../../../src/graphql/schema.ts';
import { indicators, themes } from '../../../src/indicators/index.ts';
import { createScribe } from '../../../src/server/scribe/scribe.ts';

const day = new GraphQLScalarType<Date, unknown>({
  name: 'Day',
  coerceOutputValue: (value) => (value instanceof Date ? value.toISOString().slice(0, 10) : value),
});
const colour = new GraphQLEnumType({ name: 'Colour', values: { RED: { value: 'r' }, GREEN: { value: 2 } } });
const named = new GraphQLInterfaceType({ name: 'Named', fields: { name: { type: GraphQLString } } });

const some = (value: unknown) => () => value;
const thing: GraphQLObjectType = new GraphQLObjectType({
  name: 'Thing',
  interfaces: [named],
  isTypeOf: (value) => typeof value === 'object' && value !== null && 'name' in value,
  fields: () => ({
    name: { type: GraphQLString },
    upper: { type: GraphQLString, resolve: ({ name }) => name.toUpperCase() },
    self: { type: new GraphQLNonNull(thing), resolve: (source) => source },
    parts: { type: new GraphQLList(new GraphQLNonNull(thing)), resolve: some([{ name: 'p' }, { name: 'q' }]) },
    where: {
      type: new GraphQLList(GraphQLString),
      resolve: (_source, _args, _context, info) => responsePathAsArray(info.path).map(String),
    },
    wherever: {
      type: new GraphQLList(GraphQLString),
      resolve: (...all) => responsePathAsArray(all[3].path).map(String),
    },
  }),
});
const fields: Record<string, { type: GraphQLScalarType | GraphQLEnumType | GraphQLList<never>; value: unknown }> = {
  text: { type: GraphQLString, value: '"调解"\\\n\u2028\ud800 😀' },
  number: { type: GraphQLString, value: 12.5 },
  half: { type: GraphQLFloat, value: 0.1 + 0.2 },
  small: { type: GraphQLFloat, value: 1e-9 },
  large: { type: GraphQLFloat, value: 1e21 },
  nothing: { type: GraphQLFloat, value: -0 },
  told: { type: GraphQLFloat, value: '2.50' },
  nan: { type: GraphQLFloat, value: Number.NaN },
  count: { type: GraphQLInt, value: -7 },
  wide: { type: GraphQLInt, value: 2 ** 31 },
  uneven: { type: GraphQLInt, value: 1.5 },
  yes: { type: GraphQLBoolean, value: true },
  one: { type: GraphQLBoolean, value: 1 },
  id: { type: GraphQLID, value: 12 },
  red: { type: colour, value: 'r' },
  green: { type: colour, value: 2 },
  blue: { type: colour, value: 'b' },
  day: { type: day, value: new Date('2021-02-03') },
  void: { type: day, value: Symbol('no JSON') },
  null: { type: GraphQLString, value: null },
  absent: { type: GraphQLInt, value: undefined },
  later: { type: GraphQLInt, value: Promise.resolve(1) },
  laterDay: { type: day, value: Promise.resolve('2021-02-03') },
  fault: { type: day, value: new Error('a fault') },
};
const list = (type: GraphQLScalarType | GraphQLObjectType | GraphQLList<never>) => new GraphQLList(type);
const schema = new GraphQLSchema({
  types: [thing],
  query: new GraphQLObjectType({
    name: 'Query',
    fields: {
      ...Object.fromEntries(
        Object.entries(fields).map(([name, { type, value }]) => [name, { type, resolve: some(value) }]),
      ),
      thing: { type: thing, resolve: some({ name: 't' }) },
      other: { type: thing, resolve: some({ title: 'not a thing' }) },
      things: { type: list(thing), resolve: some([{ name: 'a' }, null, { name: null }]) },
      none: { type: list(thing), resolve: some([]) },
      grid: { type: list(list(GraphQLInt) as never), resolve: some([[1, 2], [], null, [3]]) },
      set: { type: list(GraphQLInt), resolve: some(new Set([1, 2])) },
      days: { type: list(day), resolve: some(['2021-02-03', Promise.resolve('2021-02-04')]) },
      must: { type: new GraphQLNonNull(GraphQLString), resolve: some(null) },
      named: { type: named, resolve: some({ name: 'n' }) },
      throws: {
        type: GraphQLString,
        resolve: () => {
          throw new Error('thrown');
        },
      },
      echo: {
        type: GraphQLString,
        args: {
          text: { type: new GraphQLNonNull(GraphQLString) },
          times: { type: GraphQLInt, default: { value: 2 } },
          colour: { type: colour },
        },
        resolve: (_source, args) => JSON.stringify({ ...args }),
      },
      asker: { type: GraphQLString, resolve: (_source, _args, context) => context.viewer.agency },
    },
  }),
});

const context = { viewer: { agency: '平安办' } } as unknown as Context;

async function both(query: string, variables: Record<string, unknown> = {}) {
  const document = parse(query);
  const operation = getOperationAST(document, null);
  if (!operation) throw new Error('expected an operation');
  const scribe = createScribe(schema);
  const question = { document, operation, variables };
  const before = scribe.write(question, context);
  scribe.learn(question);
  const written = scribe.learnt(question) ? scribe.write(question, context) : null;
  const again = scribe.write(question, context);
  const { data, errors } = await execute({ schema, document, variableValues: variables, contextValue: context });
  return { before, written, again, executed: JSON.stringify(data), errors };
}

type Case = [query: string, variables?: Record<string, unknown>];

const written: readonly Case[] = [
  ...Object.entries(fields)
    .filter(
      ([name]) => !['nan', 'wide', 'uneven', 'blue', 'void', 'later', 'laterDay', 'fault', 'absent'].includes(name),
    )
    .map(([name]): Case => [`{ ${name} }`]),
  ['{ absent null text }'],
  ['{ b: count a: count thing { name } c: count thing { upper name } }'],
  ['{ thing { __typename name self { self { n: name } } } __typename }'],
  ['{ things { name } none { name } grid }'],
  ['{ thing { where parts { where wherever self { where } parts { where } } } }'],
  [
    '{ thing { ...F ... on Named { n: name } ... on Thing { upper } ... { self { ...F } } } } fragment F on Thing { name where }',
  ],
  ['query ($t: String!, $n: Int, $c: Colour) { echo(text: $t, times: $n, colour: $c) }', { t: '"', c: 'GREEN' }],
  ['query ($t: String!, $n: Int) { a: echo(text: $t, times: $n) b: echo(text: "x") }', { t: 'y', n: null }],
  ['{ asker }'],
];
const left: readonly Case[] = [
  ['{ nan }'],
  ['{ wide }'],
  ['{ uneven }'],
  ['{ blue }'],
  ['{ count void }'],
  ['{ later }'],
  ['{ laterDay }'],
  ['{ days }'],
  ['{ fault }'],
  ['{ set }'],
  ['{ must }'],
  ['{ throws }'],
  ['{ other { name } }'],
  ['{ named { name } }'],
  ['{ count @skip(if: true) text }'],
  ['query ($t: String!) { echo(text: $t) }'],
  ['query ($c: Colour) { echo(text: "x", colour: $c) }', { c: 'BLUE' }],
  ['{ __schema { queryType { name } } }'],
];

test.each(written)('%s is written as it is executed', async (query, variables) => {
  const { before, written, again, executed, errors } = await both(query, variables);
  expect(errors).toBeUndefined();
  expect(before).toBeNull();
  expect(written).toBe(executed);
  expect(again).toBe(executed);
});

test.each(left)('%s is left to others', async (query, variables) => {
  const { written, again } = await both(query, variables);
  expect([written, again]).toEqual([null, null]);
});

test('a promise that is left to others fails unheard', async () => {
  const unheard: unknown[] = [];
  const hear = (error: unknown) => unheard.push(error);
  process.on('unhandledRejection', hear);
  const failing = new GraphQLSchema({
    query: new GraphQLObjectType({
      name: 'Query',
      fields: { a: { type: GraphQLInt, resolve: () => Promise.reject(new Error('failed')) } },
    }),
  });
  const document = parse('{ a }');
  const [operation] = document.definitions;
  if (operation?.kind !== 'OperationDefinition') throw new Error('expected an operation');
  const scribe = createScribe(failing);
  const question = { document, operation, variables: {} };
  scribe.learn(question);
  expect(scribe.write(question, context)).toBeNull();
  await new Promise((done) => setTimeout(done, 5));
  process.off('unhandledRejection', hear);
  expect(unheard).toEqual([]);
});

test('fields of the API that look at no place in the answer tell so, whatever stands before them', () => {
  const region = createSchema({ datasets, indicators, themes }).getType('Region');
  if (!isObjectType(region)) throw new Error('expected the type Region');
  expect(region.getFields().code?.resolve?.length).toBeLessThan(4);
});
