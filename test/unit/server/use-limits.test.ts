import { createSchema, createYoga, type Plugin, useSchema } from 'graphql-yoga';
import { expect, test } from 'vitest';
import type { ServerContext } from '../../../src/server/calls/call.ts';
import { ownCall } from '../../../src/server/calls/own-call.ts';
import { useLimits } from '../../../src/server/documents/use-limits.ts';

test('others have their turn between the reading of a new document and its run', async () => {
  const order: string[] = [];
  const schema = createSchema({
    typeDefs: 'type Query { word: String }',
    resolvers: { Query: { word: () => order.push('run') } },
  });
  const read: Plugin = {
    onValidate: () => () => {
      order.push('read');
      setImmediate(() => order.push('others'));
    },
  };
  const yoga = createYoga<ServerContext>({
    logging: false,
    plugins: [useSchema(schema), read, useLimits(async () => null)],
  });
  const ask = () =>
    yoga.fetch(
      'http://anlan.test/graphql',
      { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"query":"{ word }"}' },
      { call: ownCall() },
    );
  expect(await (await ask()).json()).toEqual({ data: { word: '3' } });
  expect(order.splice(0)).toEqual(['read', 'others', 'run']);
  await ask();
  // What is known costs nothing to read, and waits for nobody.
  expect(order.slice(0, 2)).toEqual(['read', 'run']);
});
