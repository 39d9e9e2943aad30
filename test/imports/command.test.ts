import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const scripts = join(import.meta.dirname, '..', '..', 'scripts');
const NOWHERE = 'postgres://nobody@127.0.0.1:1/nothing';

const run = (script: string, ...args: readonly string[]) =>
  spawnSync(process.execPath, [join(scripts, script), ...args], {
    env: { ...process.env, DATABASE_URL: NOWHERE },
    encoding: 'utf8',
  });

test.each([
  ['import.ts', ['mediations', 'a.csv', '--comit']],
  ['import.ts', ['mediations', 'a.csv', '--show', 'abc']],
  ['import.ts', ['mediations', 'a.csv', '--show', '-3']],
  ['import.ts', ['mediations', 'a.csv', 'b.csv']],
  ['import.ts', ['mediations', 'a.csv']],
  ['import.ts', ['mediations']],
  ['aliases.ts', ['remove', 'x']],
  ['aliases.ts', ['add-header', 'mediations', '号码=seriall']],
  ['verify.ts', ['--datset', 'mediations']],
  ['verify.ts', []],
])('%s %j could not be done: exit code 2, not that of bad rows or sums', (script, args) => {
  const { status, stderr } = run(script, ...args);
  expect([status, stderr === '']).toEqual([2, false]);
});

test('help is no failure', () => {
  expect(run('import.ts', '--help').status).toBe(0);
});

test('a refusal is Chinese, English when asked, and JSON for machines', () => {
  expect(run('import.ts', 'mediations').stderr).toContain('缺少文件');
  expect(run('import.ts', 'mediations', '--english').stderr).toContain('expected a file');
  expect(JSON.parse(run('import.ts', 'mediations', '--json').stdout)).toMatchObject({ code: 'BAD_USER_INPUT' });
});
