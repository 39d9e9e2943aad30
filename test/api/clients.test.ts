import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ApolloClient, gql as apolloGql, HttpLink, InMemoryCache } from '@apollo/client';
import { Client, cacheExchange, fetchExchange } from '@urql/core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Listening, listen } from '../../src/server/listen.ts';
import { COUNTIES, fillLand } from './land.ts';
import { createWorld, type World } from './world.ts';

const ROOT = new URL('../../', import.meta.url);
const QUERY = `query Counties($city: ID!, $period: Period!) {
  region(code: $city) {
    id
    name
    children {
      id
      name
      indicator(code: "mediation.found", period: $period) { formatted value }
    }
  }
}`;
const VARIABLES = { city: '350500000000', period: '2021' };

let world: World;
let server: Listening;
let headers: Record<string, string>;

beforeAll(async () => {
  world = await createWorld(fillLand);
  headers = { authorization: `Bearer ${await world.key()}` };
  server = await listen({ host: '127.0.0.1', port: 0 });
  server.serve(world.app.listener);
});
afterAll(async () => {
  await server.drain();
  await world.close();
});

const expected = async () => (await world.ask(QUERY, VARIABLES)).data;

test('urql', async () => {
  const client = new Client({
    url: `${server.url}/graphql`,
    preferGetMethod: false,
    exchanges: [cacheExchange, fetchExchange],
    fetchOptions: { headers },
  });
  const { data, error } = await client.query<{ region: { children: unknown[] } }>(QUERY, VARIABLES).toPromise();
  expect(error).toBeUndefined();
  expect(data?.region.children).toHaveLength(COUNTIES);
  const wrong = await client.query('query Q($c: ID!) { region(code: $c) { name } }', { c: 'nowhere' }).toPromise();
  expect(wrong.error?.graphQLErrors[0]?.extensions.code).toBe('UNKNOWN_REGION');
});

test('Apollo Client, with its cache of things by id', async () => {
  const cache = new InMemoryCache();
  const client = new ApolloClient({ link: new HttpLink({ uri: `${server.url}/graphql`, headers }), cache });
  const { data } = await client.query<{ region: { name: string; children: { name: string }[] } }>({
    query: apolloGql(QUERY),
    variables: VARIABLES,
  });
  const plain = (await expected()) as { region: { name: string; children: { name: string }[] } };
  expect(data?.region.children.map(({ name }) => name)).toEqual(plain.region.children.map(({ name }) => name));
  expect(cache.extract()['Region:Region:350500000000']).toMatchObject({ name: plain.region.name });
  client.stop();
});

test('the Relay compiler takes the schema, with its nodes and connections', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'anlan-relay-'));
  await mkdir(join(folder, 'src'));
  await writeFile(join(folder, 'schema.graphql'), await readFile(new URL('schema/schema.graphql', ROOT)));
  await writeFile(
    join(folder, 'src', 'counties.ts'),
    `graphql\`
  query countiesQuery($within: ID!) {
    ...counties_list @arguments(within: $within)
  }
\`;
graphql\`
  fragment counties_list on Query
    @argumentDefinitions(within: { type: "ID!" }, count: { type: "Int", defaultValue: 10 }, cursor: { type: "String" })
    @refetchable(queryName: "countiesPaginationQuery") {
    regions(within: $within, first: $count, after: $cursor) @connection(key: "counties_regions") {
      edges { node { id name } }
    }
  }
\`;
`,
  );
  await writeFile(
    join(folder, 'relay.config.json'),
    JSON.stringify({
      src: './src',
      schema: './schema.graphql',
      language: 'typescript',
      customScalarTypes: { Date: 'string', DateTime: 'string', Period: 'string' },
    }),
  );
  await promisify(execFile)(process.execPath, [new URL('node_modules/relay-compiler/cli.js', ROOT).pathname], {
    cwd: folder,
  });
  const made = await readdir(join(folder, 'src', '__generated__'));
  expect(made.sort()).toEqual([
    'countiesPaginationQuery.graphql.ts',
    'countiesQuery.graphql.ts',
    'counties_list.graphql.ts',
  ]);
});
