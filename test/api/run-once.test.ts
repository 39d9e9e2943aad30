import { buildSchema } from 'graphql';
import { createYoga, useSchema } from 'graphql-yoga';
import { expect, test } from 'vitest';
import type { Context } from '../../src/graphql/context.ts';
import type { Call } from '../../src/server/calls/call.ts';
import { ownCall } from '../../src/server/calls/own-call.ts';
import { useOneVersion } from '../../src/server/calls/use-one-version.ts';

test.each([
  ['query { run }', 3],
  ['mutation { run }', 1],
  ['query Ask { run } mutation Do { run }', 1, 'Do'],
])('%s that imports keep overtaking is run %i times', async (query, times, operationName?: string) => {
  let runs = 0;
  const call: Call = { ...ownCall(), overtaken: async () => true };
  const schema = buildSchema('type Query { run: Int } type Mutation { run: Int }');
  for (const type of [schema.getQueryType(), schema.getMutationType()]) {
    const { run } = type?.getFields() ?? {};
    if (run !== undefined) run.resolve = () => ++runs;
  }
  const yoga = createYoga({
    logging: false,
    context: () => ({ call }),
    plugins: [
      useSchema(schema),
      // What a resolver is given does not matter here.
      useOneVersion({ contextOf: () => ({}) as Context }),
    ],
  });
  const response = await yoga.fetch('http://anlan.test/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, operationName }),
  });
  expect(await response.json()).toEqual({ data: { run: times } });
  expect(runs).toBe(times);
});
