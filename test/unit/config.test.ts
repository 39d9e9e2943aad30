import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { readConfig } from '../../src/config.ts';

it('has a default for everything, and takes an empty variable for none', () => {
  const defaults = {
    port: 4000,
    host: '127.0.0.1',
    databaseUrl: undefined,
    replicaBehind: 5,
    dataDir: resolve('.anlan'),
    demo: true,
    logLevel: 'info',
    graphiql: true,
    webhookHosts: [],
    workers: 1,
    proxies: 0,
  };
  expect(readConfig({})).toEqual(defaults);
  expect(readConfig({ PORT: '', DATABASE_URL: '', DEMO: '' })).toEqual(defaults);
});

it('reads what is set', () => {
  expect(readConfig({ PORT: '0', DEMO: '0', DATA_DIR: '/data' })).toMatchObject({
    port: 0,
    demo: false,
    graphiql: false,
    dataDir: resolve('/data'),
  });
  expect(readConfig({ DEMO: '0', GRAPHIQL: '1' })).toMatchObject({ demo: false, graphiql: true });
  expect(readConfig({ GRAPHIQL: '0' })).toMatchObject({ demo: true, graphiql: false });
});

it('tells every fault at once, and no secret', () => {
  const faulty = {
    WORKERS: '0',
    PROXY_HOPS: '-1',
    METRICS_TOKEN: 'short',
    PORT: '99999',
    DEMO: 'maybe',
    LOG_LEVEL: 'loud',
    DATABASE_URL: 'mysql://me:secret@db/x',
    DATABASE_REPLICA_URL: 'db2',
    REPLICA_BEHIND: '0',
  };
  const read = () => readConfig(faulty);
  for (const name of Object.keys(faulty)) expect(read).toThrow(`  ${name}: expected `);
  expect(read).not.toThrow('secret');
});

it('takes a replica of a database of your own only', () => {
  const replica = { DATABASE_REPLICA_URL: 'postgres://me@other/x' };
  expect(readConfig({ ...replica, DATABASE_URL: 'postgres://me@db/x', REPLICA_BEHIND: '30' })).toMatchObject({
    replicaUrl: 'postgres://me@other/x',
    replicaBehind: 30,
  });
  expect(() => readConfig(replica)).toThrow('  DATABASE_REPLICA_URL: expected DATABASE_URL too');
});
