import { enableCompileCache, flushCompileCache } from 'node:module';
import { join } from 'node:path';

// What was compiled at the first start, TypeScript without its types too, is not compiled at the next.
enableCompileCache(join(import.meta.dirname, '..', 'node_modules', '.cache', 'anlan'));
const { run } = await import('./run.ts');
await run(flushCompileCache);
