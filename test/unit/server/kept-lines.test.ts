import {
  execute,
  GraphQLInt,
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLSchema,
  GraphQLString,
  getOperationAST,
  isLeafType,
  isObjectType,
  parse,
} from 'graphql';
import { beforeEach, expect, test } from 'vitest';
import { datasets } from '../../../src/datasets/index.ts';
import type { Context } from '../../../src/graphql/context.ts';
import { createSchema } from '../../../src/graphql/schema.ts';
import { keptValues, VALUE_FIELDS } from '../../../src/graphql/values/kept-values.ts';
import { indicators, themes } from '../../../src/indicators/index.ts';
import { createScribe } from '../../../src/server/scribe/scribe.ts';

interface Cell {
  readonly number: number;
  readonly own?: boolean;
}

const cells: readonly Cell[] = [{ number: 1 }, { number: 2, own: true }, { number: 3 }];
const kept = new Map<unknown, Map<string, string>>();
let resolved = 0;
beforeEach(() => {
  kept.clear();
  resolved = 0;
});

const change = new GraphQLObjectType<Cell>({
  name: 'Change',
  fields: {
    by: { type: GraphQLInt, resolve: ({ number }) => -number },
    why: { type: GraphQLString, resolve: () => '"涨"' },
  },
});
const cell: GraphQLObjectType<Cell> = new GraphQLObjectType<Cell>({
  name: 'Cell',
  fields: () => ({
    number: {
      type: GraphQLInt,
      resolve: ({ number }) => {
        resolved += 1;
        return number;
      },
    },
    told: {
      type: new GraphQLNonNull(GraphQLString),
      args: { in: { type: GraphQLString, default: { value: 'zh' } } },
      resolve: ({ number }, args) => `${number} ${args.in}`,
    },
    change: { type: change, args: { against: { type: GraphQLInt } }, resolve: (source) => source },
    asked: { type: GraphQLInt, resolve: () => 7 },
    next: { type: cell, resolve: () => cells[0] },
  }),
});
const schema = new GraphQLSchema({
  query: new GraphQLObjectType({
    name: 'Query',
    fields: {
      cells: { type: new GraphQLList(cell), resolve: () => [...cells, null] },
      cell: { type: cell, resolve: () => cells[2] },
    },
  }),
});
const scribe = createScribe(schema, {
  type: 'Cell',
  fields: { Cell: ['number', 'told', 'change'], Change: ['by', 'why'] },
  find: (source, asked) => ((source as Cell).own === true ? null : kept.get(source)?.get(asked)),
  keep(source, asked, text) {
    kept.set(source, (kept.get(source) ?? new Map()).set(asked, text));
  },
});

const context = {} as Context;

async function both(query: string, variables: Record<string, unknown> = {}) {
  const document = parse(query);
  const operation = getOperationAST(document, null);
  if (!operation) throw new Error('expected an operation');
  const question = { document, operation, variables };
  scribe.learn(question);
  const written = [scribe.write(question, context), scribe.write(question, context)];
  const { data } = await execute({ schema, document, variableValues: variables, contextValue: context });
  return { written, executed: JSON.stringify(data) };
}

test.each<[string, Record<string, unknown>?]>([
  ['{ cells { number told change { by why } } }'],
  ['{ cells { n: number told(in: "en") } }'],
  ['{ cells { a: told b: told(in: "en") } cell { b: told a: told(in: "en") } }'],
  ['query ($in: String) { cells { told(in: $in) } }', { in: '"}' }],
  ['query ($in: String) { cells { told(in: $in) } }', { in: null }],
  ['query ($in: String) { cells { told(in: $in) } }'],
  ['{ cells { ...C change(against: 2) { why } } } fragment C on Cell { number change(against: 2) { by } }'],
  ['{ cells { number asked } cell { next { number } number } }'],
])('%s is written as it is executed, also from what is kept', async (query, variables) => {
  for (let time = 0; time < 2; time++) {
    const { written, executed } = await both(query, variables);
    expect(written).toEqual([executed, executed]);
  }
});

test('each selection is kept for itself: other names, arguments, orders and parts are other lines', async () => {
  const selections = [
    'number',
    'n: number',
    'told',
    'told(in: "en")',
    'number told',
    'told number',
    'change { by }',
    'change { why }',
    'change(against: 1) { by }',
    'number: told',
  ];
  for (const selection of selections) await both(`{ cell { ${selection} } }`);
  expect(kept.get(cells[2])?.size).toBe(selections.length);
});

test('what is kept is not asked for again, whatever the question; what may not be kept is, and other fields', async () => {
  await both('{ cells { number } }');
  resolved = 0;
  const document = parse('query Other { again: cell { number } cells { number } }');
  const operation = getOperationAST(document, null);
  if (!operation) throw new Error('expected an operation');
  const question = { document, operation, variables: {} };
  scribe.learn(question);
  expect(scribe.write(question, context)).toBe(
    '{"again":{"number":3},"cells":[{"number":1},{"number":2},{"number":3},null]}',
  );
  expect(resolved).toBe(1);
  await both('{ cell { asked number } }');
  expect([...(kept.get(cells[2])?.keys() ?? [])]).toHaveLength(1);
});

test('fields of values that are kept are fields of the API, and lead nowhere else', () => {
  const api = createSchema({ datasets, indicators, themes });
  expect(VALUE_FIELDS).toHaveProperty(keptValues.type);
  for (const [name, fields] of Object.entries(VALUE_FIELDS)) {
    const type = api.getType(name);
    if (!isObjectType(type)) throw new Error(`expected the type ${name}`);
    for (const field of fields) {
      const found = type.getFields()[field];
      expect(found, `${name}.${field}`).toBeDefined();
      const below = found?.type instanceof GraphQLNonNull ? found.type.ofType : found?.type;
      expect(isLeafType(below) || (isObjectType(below) && below.name in VALUE_FIELDS), `${name}.${field}`).toBe(true);
    }
  }
});
