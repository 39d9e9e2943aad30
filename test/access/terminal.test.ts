import { spawnSync } from 'node:child_process';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { exportAudit } from '../../src/access/audit/list.ts';
import { fillLand } from '../api/land.ts';
import { createTestDatabase, type TestDatabase } from '../database.ts';
import { createFolder } from '../imports/folder.ts';

const folder = createFolder();
let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await fillLand(database.db);
});
afterAll(async () => {
  folder.remove();
  await database.close();
});

const SCRIPTS = join(import.meta.dirname, '..', '..', 'scripts');

function run(script: string, ...args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(SCRIPTS, script), ...args], {
    env: { ...process.env, DATABASE_URL: database.url },
    encoding: 'utf8',
  });
  expect(status, stderr).toBe(0);
  return stdout;
}

test('what is done at a terminal is noted with the account of the system, and with who says to use it', {
  timeout: 120_000,
}, async () => {
  const { username } = userInfo();
  const { id } = JSON.parse(run('keys.ts', 'create', '--agency', '甲局', '--by', '张三', '--json'));
  const rotated = JSON.parse(run('keys.ts', 'rotate', id, '--json'));
  run('keys.ts', 'revoke', rotated.id, '--by', '李四');
  const file = folder.file(
    'rows.csv',
    '纠纷编号,乡镇（街道）,受理日期,办结日期,调解结果\nX1,第1镇,2022-01-04,2022-01-09,化解成功\n',
  );
  const told = run('import.ts', 'mediations', file, '--region', '350501000000', '--commit', '--by', '王五', '--json');
  run('undo.ts', String(JSON.parse(told).version), '--commit', '--json');
  const noted = [];
  for await (const { kind, keyId, actor } of exportAudit(database.db, {})) noted.push([kind, keyId, actor]);
  expect(noted).toEqual([
    ['key.created', null, `${username}: 张三`],
    ['key.created', null, username],
    ['key.rotated', null, username],
    ['key.revoked', null, `${username}: 李四`],
    ['import.data', null, `${username}: 王五`],
    ['import.undo', null, username],
  ]);
});
