import cluster from 'node:cluster';
import { enableCompileCache, flushCompileCache } from 'node:module';
import { join } from 'node:path';
import type { Embedded } from './db/embedded/join.ts';

// What was compiled at the first start, TypeScript without its types too, is not compiled at the next.
enableCompileCache(join(import.meta.dirname, '..', 'node_modules', '.cache', 'anlan'));
const woken = wakeDatabase();
const { run } = await import('./run.ts');
await run(woken, flushCompileCache);

/**
 * Starts the embedded PostgreSQL, so that it comes up while all the rest is loaded. Null where there is none to start, and
 * for every fault: whoever needs the database tells it.
 */
async function wakeDatabase(): Promise<Embedded | null> {
  try {
    const { readConfig } = await import('./config.ts');
    const { databaseUrl, dataDir } = readConfig();
    if (databaseUrl !== undefined || !cluster.isPrimary) return null;
    const { joinEmbedded } = await import('./db/embedded/join.ts');
    return await joinEmbedded({ dataDir });
  } catch {
    return null;
  }
}
