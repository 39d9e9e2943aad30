import { enableCompileCache, flushCompileCache } from 'node:module';
import { join } from 'node:path';

// What was compiled at the first start, TypeScript without its types too, is not compiled at the next.
enableCompileCache(join(import.meta.dirname, '..', 'node_modules', '.cache', 'anlan'));
const { wakeDatabase } = await import('./wake.ts');
const woken = wakeDatabase();
const { run } = await import('./run.ts');
await run(woken, flushCompileCache);
