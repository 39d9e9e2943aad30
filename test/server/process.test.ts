import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { requireCleanLogs } from '../clean-log.ts';
import { createTestDatabase, type TestDatabase } from '../database.ts';

const ROOT = join(import.meta.dirname, '..', '..');
let database: TestDatabase;
let folder: string;

beforeAll(async () => {
  database = await createTestDatabase();
  folder = await mkdtemp(join(tmpdir(), 'anlan-process-'));
});
afterAll(async () => {
  await database.close();
  await requireCleanLogs(folder);
  await rm(folder, { recursive: true });
});

function run(script: string, args: readonly string[] = [], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [script, ...args], {
    cwd: ROOT,
    env: { ...process.env, DATABASE_URL: database.url, DATA_DIR: folder, DEMO: '0', PORT: '0', ...env },
  });
  let out = '';
  let err = '';
  child.stdout.on('data', (text) => {
    out += text;
  });
  child.stderr.on('data', (text) => {
    err += text;
  });
  return {
    child,
    out: () => out,
    err: () => err,
    ended: once(child, 'close').then(([code]) => ({ code, out, err })),
  };
}

const keys = (...args: string[]) => run('scripts/keys.ts', args).ended;

describe('npm run keys', () => {
  test('makes a key that is shown once, lists and revokes it', async () => {
    const made = await keys('create', '--agency', '公安局', '--days', '7', '--json');
    expect(made).toMatchObject({ code: 0 });
    const { id, key } = JSON.parse(made.out);
    expect(key).toMatch(new RegExp(`^anlan_${id}_`));
    const listed = await keys('list');
    expect(listed.out).toContain(`${id}  until`);
    expect(listed.out).not.toContain(key);
    expect(await keys('revoke', id)).toMatchObject({ code: 0, out: expect.stringContaining(`revoked ${id}`) });
    expect(JSON.parse((await keys('list', '--json')).out)[0]).toMatchObject({ id, revokedAt: expect.any(String) });
  });

  test.each([
    [['create'], '--agency'],
    [['create', '--agency', 'a', '--scopes', 'everything'], 'indicators:read'],
    [['create', '--agency', 'a', '--days', '1000'], '365'],
    [['create', '--agency', 'a', '--reach', '1'], '12-digit'],
    [['revoke', 'nobody'], 'the id of a key'],
  ])('%j is refused with a reason', async (args, words) => {
    const { code, err } = await keys(...args);
    expect(code).toBe(1);
    expect(err).toContain(words);
    expect(err).not.toContain('    at ');
  });
});

test.each([
  ['aliases', ['list'], '没有记住的对应'],
  ['aliases', ['list', '--english'], 'no match is remembered'],
  ['webhooks', ['list'], '[]'],
  ['rebuild', ['--dataset', 'ratings', '--english'], 'ratings: nothing to mend'],
  ['verify', ['--dataset', 'ratings'], 'ratings: 0 sums, all as the rows say'],
  ['migrate', [], 'nothing to do, the database is up to date'],
])('npm run %s %j says that there is nothing', async (script, args, words) => {
  const { code, out, err } = await run(`scripts/${script}.ts`, args).ended;
  expect({ code, out: out.trim() }, err).toEqual({ code: 0, out: words });
});

describe('npm start', () => {
  test.each(['SIGTERM', 'SIGINT'] as const)('serves, and ends with 0 on %s', async (signal) => {
    const { out: key } = await keys('create', '--agency', 'test');
    const server = run('src/main.ts');
    await expect.poll(server.out, { timeout: 30_000 }).toContain('npm run keys');
    const [url = ''] = /http:\/\/\S+\/graphql/.exec(server.out()) ?? [];
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${key.trim()}` },
      body: '{"query":"{ viewer { agency } }"}',
    });
    expect(await response.json()).toMatchObject({ data: { viewer: { agency: 'test' } } });
    server.child.kill(signal);
    expect(await server.ended).toMatchObject({ code: 0, err: '' });
    await expect(fetch(url)).rejects.toThrow();
    const log = await readFile(join(folder, 'logs', 'server.log'), 'utf8');
    expect(log).not.toContain(key.trim());
  });

  test('a port that is taken ends it with 1 and one sentence', async () => {
    const first = run('src/main.ts');
    await expect.poll(first.out, { timeout: 30_000 }).toContain('serves at');
    const [, port = ''] = /:(\d+)\/graphql/.exec(first.out()) ?? [];
    const second = await run('src/main.ts', [], { PORT: port }).ended;
    expect(second.code).toBe(1);
    expect(second.err.trim().split('\n')).toHaveLength(1);
    expect(second.err).toContain(`Port ${port}`);
    first.child.kill('SIGTERM');
    expect((await first.ended).code).toBe(0);
  });

  test('with the demo its key is kept for its owner only, and used again', async () => {
    const { demoKey } = await import('../../src/access/demo-key.ts');
    const key = await demoKey(database.db, folder);
    expect((await stat(join(folder, 'demo-key'))).mode & 0o777).toBe(0o600);
    expect(await demoKey(database.db, folder)).toBe(key);
    await database.pool.query('update api_keys set revoked_at = now()');
    expect(await demoKey(database.db, folder)).not.toBe(key);
  });
});
