import { join } from 'node:path';
import { type Served, serve } from './serve.ts';

interface ProductOptions {
  readonly root: string;
  readonly folder: string;
  /** Empty: a PostgreSQL of its own. */
  readonly databaseUrl: string;
  /** Tells how long its event loop was held. */
  readonly holds?: boolean;
}

/** The server as `npm start` runs it, without the demo. */
export const serveProduct = ({ root, folder, databaseUrl, holds = false }: ProductOptions): Promise<Served> =>
  serve(
    [
      '--max-semi-space-size=16',
      '--heap-growing-percent=40',
      '--no-allocation-site-pretenuring',
      ...(holds ? ['--import', join(root, 'bench/queries/holds.ts')] : []),
      join(root, 'src/main.ts'),
    ],
    {
      DATABASE_URL: databaseUrl,
      DEMO: '0',
      DATA_DIR: join(folder, 'served'),
      LOG_LEVEL: 'warn',
      MALLOC_ARENA_MAX: '2',
    },
    '/ready',
  );
