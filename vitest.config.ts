import { defineConfig } from 'vitest/config';

/** Without the condition `development`, so that packages are the same files as under plain Node: graphql must be there once. */
const ssr = { resolve: { conditions: ['module', 'node'] } };

/** `fast` needs no database and runs with `npm run check`; `database` runs against a real PostgreSQL, `browser` opens the dashboard too. */
export default defineConfig({
  test: {
    projects: [
      {
        ssr,
        test: {
          name: 'fast',
          include: ['test/{unit,types,architecture,contract}/**/*.test.ts'],
          testTimeout: 30_000,
        },
      },
      {
        ssr,
        test: {
          name: 'database',
          include: ['test/{db,api,imports,figures,access,server,attacks}/**/*.test.ts'],
          globalSetup: ['test/postgres.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          maxWorkers: 2,
        },
      },
      {
        ssr,
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          globalSetup: ['test/postgres.ts', 'test/browser/chromium.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          maxWorkers: 1,
        },
      },
      {
        ssr,
        test: {
          name: 'replica',
          include: ['test/{db,api,imports,figures,access,server,attacks,replica}/**/*.test.ts'],
          globalSetup: ['test/replica/setup.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          maxWorkers: 2,
        },
      },
      {
        ssr,
        test: {
          name: 'faults',
          include: ['test/faults/**/*.test.ts'],
          globalSetup: ['test/faults/setup.ts'],
          testTimeout: 240_000,
          hookTimeout: 300_000,
          fileParallelism: false,
          maxWorkers: 1,
        },
      },
    ],
  },
});
