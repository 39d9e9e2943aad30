import { defineConfig } from 'vitest/config';

/** `fast` needs no database and runs with `npm run check`; `database` runs against a real PostgreSQL. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'fast',
          include: ['test/{unit,types,architecture,contract}/**/*.test.ts'],
        },
      },
      {
        test: {
          name: 'database',
          include: ['test/{db,api,imports,figures,access,server}/**/*.test.ts'],
          globalSetup: ['test/postgres.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          maxWorkers: 2,
        },
      },
    ],
  },
});
