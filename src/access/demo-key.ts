import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Kysely } from 'kysely';
import type { Database } from '../db/database.ts';
import { createKeyCheck } from './key-check.ts';
import { createKey } from './keys.ts';
import { LONGEST_LIFE_DAYS } from './new-key.ts';

/** The demo is for whoever started it: nothing is rationed but single operations. */
const UNBOUNDED = { costBurst: 1e9, costPerMinute: 1e9, requestsPerMinute: 1e9, concurrency: 1000 };

/** The key of the demo, kept in `<dataDir>/demo-key` for its owner only: the one of before while it is in force. */
export async function demoKey(db: Kysely<Database>, dataDir: string): Promise<string> {
  const file = join(dataDir, 'demo-key');
  const before = await readFile(file, 'utf8').then(
    (text) => text.trim(),
    () => '',
  );
  const opens = createKeyCheck({ db, clock: () => performance.now() });
  if (before !== '' && (await opens(before)) !== null) return before;
  const { text } = await createKey(db, {
    agency: 'demo',
    scopes: ['indicators:read', 'records:read'],
    reach: null,
    days: LONGEST_LIFE_DAYS,
    budgets: UNBOUNDED,
  });
  await mkdir(dataDir, { recursive: true });
  await writeFile(file, `${text}\n`, { mode: 0o600 });
  await chmod(file, 0o600);
  return text;
}
